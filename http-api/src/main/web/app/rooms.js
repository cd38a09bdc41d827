// The list of rooms: newest activity first, with what was said last and what was not read yet.
import { $, Fragment, h, icon, iconButton, later, ui, useEffect, useOn, useUi } from "./base.js";
import { shortly, t } from "./texts.js";
import { Face } from "./face.js";
import { draftOf, drafts } from "./drafts.js";

/** Who the other ones are, for rooms where oneself spoke last: over reloads, a few hundred of them. */
const OTHERS = "parley.others";
const MOST_OTHERS = 300;
const names = new Map(JSON.parse(localStorage.getItem(OTHERS) ?? "[]"));

function remember(roomId, other) {
  const known = names.get(roomId);
  if (known?.name === other.name && known.avatarUrl === other.avatarUrl) return;
  names.set(roomId, other);
  localStorage.setItem(OTHERS, JSON.stringify([...names].slice(-MOST_OTHERS)));
}

/** The other one of a direct conversation, as far as it is known. */
export function otherOf(room) {
  if (room?.kind !== "DIRECT") return null;
  const mine = ui.client.me?.userId;
  const said = room.lastMessage;
  const known =
    said && said.senderId !== mine
      ? { userId: said.senderId, name: said.senderName, avatarUrl: said.senderAvatarUrl }
      : memberOf(room.id, mine);
  if (known) remember(room.id, known);
  return known ?? names.get(room.id) ?? null;
}

function memberOf(roomId, mine) {
  if (ui.room?.id !== roomId) return null;
  const other = ui.room.members.find((member) => member.userId !== mine);
  return other ? (ui.room.person(other.userId) ?? { userId: other.userId, name: other.userId }) : null;
}

export function titleOf(room) {
  if (!room) return "";
  return room.name ?? otherOf(room)?.name ?? (room.kind === "DIRECT" ? t.direct : room.id);
}

function preview(room) {
  const draft = ui.room?.id === room.id ? "" : draftOf(room.id).text;
  if (draft) return [h("em", null, t.draft), " ", draft];
  const said = room.lastMessage;
  if (!said) return "";
  const text = said.deletedAt ? t.deleted : said.content || t.hidden;
  const who = said.senderId === ui.client.me?.userId ? t.you : said.senderName;
  return room.kind === "DIRECT" && said.senderId !== ui.client.me?.userId ? text : t.said(who, text);
}

function Marks({ room }) {
  return h(
    "span", { class: "marks" },
    h("time", { class: "at", dateTime: room.lastMessageAt ?? undefined }, shortly(room.lastMessageAt)),
    h(
      "span", { class: "pills" },
      room.muted && h(Fragment, null, icon("mute"), h("span", { class: "sr" }, t.muted)),
      room.mentionCount > 0 &&
        h("span", { class: "pill" }, h("span", { "aria-hidden": "true" }, "@"),
          h("span", { class: "sr" }, t.mentions(room.mentionCount))),
      room.unreadCount > 0 &&
        h("span", { class: `pill${room.muted ? " muted" : ""}` },
          h("span", { "aria-hidden": "true" }, room.unreadCount > 999 ? "999+" : room.unreadCount),
          h("span", { class: "sr" }, t.unread(room.unreadCount)))));
}

function RoomLink({ room }) {
  const title = titleOf(room);
  const other = otherOf(room);
  const open = ui.room?.id === room.id;
  return h(
    "li", null,
    h(
      "a",
      {
        href: `#/r/${encodeURIComponent(room.id)}`, "aria-current": open ? "page" : undefined,
        class: room.unreadCount > 0 ? "unread" : "",
      },
      h(Face, {
        id: other?.userId ?? room.id, name: title, url: other?.avatarUrl, big: true,
        status: other && ui.client.presence.get(other.userId)?.status,
      }),
      h("span", null,
        h("span", { class: "name", dir: "auto" }, title),
        h("span", { class: "last", dir: "auto" }, preview(room))),
      h(Marks, { room })));
}

/** Arrow keys go from room to room; Tab goes past them. */
function onKeys(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...event.currentTarget.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (step && at >= 0) {
    event.preventDefault();
    links[at + step]?.focus();
  }
}

function useOthersPresence(rooms) {
  const others = rooms.map(otherOf).filter(Boolean).slice(0, 100).map((other) => other.userId);
  useEffect(() => (others.length > 0 ? ui.client.presence.watch(others) : undefined), [others.join()]);
}

export function Rooms() {
  const list = ui.client.rooms;
  useUi();
  useOn(list, "change");
  useOn(drafts, "change");
  useOn(ui.client.presence, "change");
  const waiting = !list.loaded && list.items.length === 0;
  useEffect(() => void $("rooms").classList.toggle("waiting", waiting), [waiting]);
  useOthersPresence(list.items);
  if (waiting) return null;
  if (list.items.length === 0) return h("p", { class: "side-note" }, t.noRooms);
  return [
    h("ul", { class: "rooms", onKeyDown: onKeys },
      list.items.map((room) => h(RoomLink, { key: room.id, room }))),
    !list.complete &&
      h("button", { type: "button", class: "quiet more", onClick: () => list.more() }, t.moreRooms),
  ];
}

export function SideActions() {
  useUi();
  const fresh = ui.fresh ?? 0;
  const label = fresh > 0 ? `${t.notifications}, ${t.unread(fresh)}` : t.notifications;
  return [
    iconButton("plus", t.newRoom, () => later(() => import("./newroom.js"))),
    iconButton("bell", label,
      () => ui.set({ panel: ui.panel === "notifications" ? null : "notifications", fresh: 0 }), {
        "aria-expanded": String(ui.panel === "notifications"),
        children: fresh > 0 && h("span", { class: "badge", "aria-hidden": "true" }, fresh),
      }),
    iconButton("gear", t.settings, () => later(() => import("./settings.js"))),
  ];
}
