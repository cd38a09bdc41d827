// Who is in the room, in which role, and what may be done about it.
import { h, iconButton, later, note, ui, useEffect, useOn } from "./base.js";
import { shortly, t } from "./texts.js";
import { Face } from "./face.js";

const failed = (error) => note(error.message);
const ORDER = { OWNER: 0, MODERATOR: 1, MEMBER: 2, READER: 3 };

async function remove(room, userId, name) {
  if (await later(() => import("./ask.js"), `${t.removeOf(name)}?`, t.removeOf(name))) {
    await room.remove(userId).catch(failed);
  }
}

function state(userId) {
  const seen = ui.client.presence.get(userId);
  if (seen?.status === "ONLINE") return t.online;
  if (seen?.status === "AWAY") return t.away;
  return seen?.lastSeenAt ? t.lastSeen(shortly(seen.lastSeenAt)) : t.offline;
}

function RoleChoice({ room, member, name }) {
  return h("select", {
    "aria-label": t.roleOf(name), value: member.role,
    onChange: (event) => room.setRole(member.userId, event.target.value).catch(failed),
  }, Object.keys(ORDER).map((key) => h("option", { key, value: key, selected: key === member.role }, t.roles[key])));
}

function Member({ room, member, manages }) {
  const { userId, role } = member;
  const person = room.person(userId);
  const name = person?.name ?? userId;
  const self = userId === ui.client.me?.userId;
  return h(
    "li", null,
    h(Face, { id: userId, name, url: person?.avatarUrl, status: ui.client.presence.get(userId)?.status ?? "OFFLINE" }),
    h("div", null,
      h("span", { dir: "auto" }, name, self && ` (${t.you})`),
      h("small", null,
        manages && !self ? h(RoleChoice, { room, member, name }) : role !== "MEMBER" && t.roles[role],
        (role !== "MEMBER" || (manages && !self)) && " · ", state(userId))),
    manages && !self && iconButton("close", t.removeOf(name), () => remove(room, userId, name)));
}

function Add({ room }) {
  const submit = (event) => {
    event.preventDefault();
    const { who } = event.target.elements;
    room.invite(who.value.trim().replace(/^@/, "")).then(() => (who.value = ""), failed);
  };
  return h("form", { onSubmit: submit },
    h("input", { name: "who", "aria-label": t.addSomebody, placeholder: t.addSomebody, required: true, autocomplete: "off" }),
    h("button", { class: "primary" }, t.add));
}

export default function Members({ room }) {
  useOn(room, "members", "info");
  useOn(ui.client.presence, "change");
  useEffect(() => {
    if (room && room.members.length === 0) room.loadMembers().catch(failed);
  }, [room]);
  const ids = room ? room.members.map((member) => member.userId) : [];
  useEffect(() => (ids.length > 0 && ids.length <= 200 ? ui.client.presence.watch(ids) : undefined), [ids.join()]);
  if (!room) return null;
  const mine = room.members.find((member) => member.userId === ui.client.me?.userId)?.role;
  const group = room.info?.kind !== "DIRECT";
  const manages = group && (mine === "OWNER" || mine === "MODERATOR" || ui.client.me?.role === "ADMIN");
  const sorted = [...room.members].sort((a, b) => ORDER[a.role] - ORDER[b.role]);
  return [
    h("ul", { class: "list" },
      sorted.map((member) => h(Member, { key: member.userId, room, member, manages })),
      !room.membersComplete && room.members.length > 0 &&
        h("li", null, h("button", { type: "button", class: "quiet", onClick: () => room.loadMembers().catch(failed) }, t.more))),
    manages && h(Add, { room }),
  ];
}
