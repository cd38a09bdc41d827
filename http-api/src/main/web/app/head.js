// Over the messages: which room, who is there, what can be done with it, how the connection is.
import { $, h, icon, iconButton, later, note, ui, useEffect, useOn, useRef, useState, useUi } from "./base.js";
import { shortly, t } from "./texts.js";
import { Face } from "./face.js";
import { otherOf, titleOf } from "./rooms.js";

/** Said when it lasts: a connection that is back at once needs no words. */
const QUIET_MS = 600;

function stateText(state) {
  switch (state.name) {
    case "connecting": return t.connecting;
    case "waiting": return t.reconnecting;
    case "offline": return t.isOffline;
    case "polling": return t.slow;
    case "closed": return state.error?.message ?? t.closed;
    default: return "";
  }
}

function Connection() {
  useOn(ui.client, "state");
  const now = stateText(ui.client.state);
  const [said, say] = useState("");
  useEffect(() => {
    if (now === "") say("");
    const timer = setTimeout(() => say(now), QUIET_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return h("div", { id: "state", role: "status", "aria-label": t.connection }, said);
}

function under(room, info, other) {
  if (room.status === "refused") return t.refusedRoom;
  if (other) {
    const seen = ui.client.presence.get(other.userId);
    if (seen?.status === "ONLINE") return t.online;
    if (seen?.status === "AWAY") return t.away;
    return seen?.lastSeenAt ? t.lastSeen(shortly(seen.lastSeenAt)) : "";
  }
  return info ? t.members(info.memberCount) : "";
}

async function ask(question, yes) {
  return later(() => import("./ask.js"), question, yes);
}

function actions(room, info) {
  const fails = (error) => note(error.message);
  return [
    ["mute", info?.muted ? t.unmute : t.mute, () => room.mute(!info?.muted).catch(fails)],
    ["calendar", t.jumpToDate, () => later(() => import("./jump.js"), room)],
    ["leave", t.leaveRoom, async () => {
      if (!(await ask(t.leaveAsk, t.leave))) return;
      await room.leave().then(() => (location.hash = "#/"), fails);
    }],
  ];
}

/** Arrow keys go round in the menu, Escape leads back to its button. */
function menuKeys(event, close) {
  const items = [...event.currentTarget.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    items[(at + step + items.length) % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    close(event.key === "Escape");
  }
}

function Menu({ room, info }) {
  const [open, setOpen] = useState(false);
  const place = useRef(null);
  const close = (back) => {
    setOpen(false);
    if (back) place.current?.querySelector(".icon")?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    place.current.querySelector("[role=menuitem]").focus();
    const away = (event) => place.current.contains(event.target) || setOpen(false);
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, [open]);
  return h(
    "div", { ref: place },
    iconButton("dots", t.roomMenu, () => setOpen(!open), {
      "aria-haspopup": "menu", "aria-expanded": String(open),
    }),
    open &&
      h("div", { class: "menu", role: "menu", "aria-label": t.roomMenu, onKeyDown: (e) => menuKeys(e, close) },
        actions(room, info).map(([name, label, run]) =>
          h("button", {
            type: "button", role: "menuitem", tabIndex: -1, key: name,
            onClick: () => { close(true); run(); },
          }, icon(name), label))));
}

export function Head() {
  useUi();
  const room = ui.room;
  useOn(room, "info", "members");
  useOn(ui.client.rooms, "change");
  useOn(ui.client.presence, "change");
  useEffect(() => {
    // Rooms that the list has not loaded, and who the other one of a pair is.
    if (!room || !ui.client.rooms.loaded) return;
    const known = ui.client.rooms.get(room.id);
    if (!known || (known.kind === "DIRECT" && !otherOf(known))) room.load().catch(() => {});
  }, [room, ui.client.rooms.loaded]);
  if (!room) return h(Connection);
  const info = ui.client.rooms.get(room.id) ?? room.info;
  const other = otherOf(info);
  const title = titleOf(info);
  return [
    h("a", { class: "icon back", href: "#/", "aria-label": t.back }, icon("back")),
    info || room.status === "refused"
      ? h(Face, {
          id: other?.userId ?? room.id, name: title, url: other?.avatarUrl,
          status: other && ui.client.presence.get(other.userId)?.status,
        })
      : h("div", { class: "ghost-head", "aria-hidden": "true" }, h("i"), h("b")),
    h("div", { class: "what" },
      title && h("h1", { dir: "auto" }, title),
      h("div", { class: "sub" }, under(room, info, other))),
    h(Connection),
    iconButton("people", t.membersTitle,
      () => ui.set({ panel: ui.panel === "members" ? null : "members" }),
      { "aria-expanded": String(ui.panel === "members") }),
    h(Menu, { room, info, key: room.id }),
  ];
}
