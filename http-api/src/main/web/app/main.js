// The start: texts, session, connection, then the parts of the page, each into its place of the
// frame that is painted already.
import { $, later, render, h, ui } from "./base.js";
import { loadTexts, t } from "./texts.js";
import { followOtherTabs, showLogin, signedIn, token } from "./session.js";
import { connect } from "../parley.js";
import { startComposing } from "./compose.js";
import { Head } from "./head.js";
import { Rooms, SideActions, titleOf } from "./rooms.js";
import { Timeline } from "./timeline.js";
import { Typing } from "./typing.js";
import { tellNews } from "./news.js";

const LAST = "parley.last";

/** #/r/{roomId} and #/r/{roomId}/{seq}; nothing is the list of rooms. */
function address() {
  const [, , room, seq] = location.hash.split("/").map(decodeURIComponent);
  return { roomId: room || null, seq: Number(seq) || null };
}

function go() {
  const { roomId, seq } = address();
  document.documentElement.dataset.view = roomId ? "room" : "list";
  if (!roomId && !matchMedia("(max-width: 46rem)").matches) {
    const first = localStorage.getItem(LAST) ?? signedIn()?.roomId ?? ui.client.rooms.items[0]?.id;
    if (first) location.replace(`#/r/${encodeURIComponent(first)}`);
    return;
  }
  if (ui.room?.id !== roomId) {
    ui.room?.close();
    if (roomId) localStorage.setItem(LAST, roomId);
    ui.set({
      room: roomId ? ui.client.open(roomId) : null,
      replyTo: null, editing: null, panel: ui.panel === "notifications" ? ui.panel : null, seq,
    });
  } else if (seq) {
    ui.set({ seq });
  }
}

function mount(id, part) {
  const place = $(id);
  place.replaceChildren();
  render(h(part), place);
}

/** The room list was empty when the address named none. */
function goOnceRoomsAreKnown() {
  const off = ui.client.rooms.on("change", () => {
    if (!ui.client.rooms.loaded) return;
    off();
    if (!ui.room) go();
  });
}

function title() {
  let unread = 0;
  for (const room of ui.client.rooms.items) if (!room.muted) unread += room.unreadCount;
  const name = titleOf(ui.client.rooms.get(ui.room?.id) ?? ui.room?.info);
  document.title = `${unread > 0 ? `(${unread}) ` : ""}${name ? `${name} · ` : ""}Parley`;
}

async function start() {
  await loadTexts();
  if (signedIn() === null) {
    document.documentElement.dataset.in = "no";
    showLogin();
    return;
  }
  followOtherTabs();
  ui.client = connect({ token, device: "web" });
  $("rooms").setAttribute("aria-label", t.rooms);
  startComposing();
  addEventListener("hashchange", go);
  go();
  goOnceRoomsAreKnown();
  ui.client.rooms.load().catch(() => {});
  mount("side-actions", SideActions);
  mount("head", Head);
  mount("feed", Timeline);
  mount("typing", Typing);
  mount("room-list", Rooms);
  tellNews();
  ui.client.rooms.on("change", title);
  ui.on("change", title);
  ui.on("change", showPanel);
}

let shown = null;

/** Panels are loaded when they are opened first. */
function showPanel() {
  if (ui.panel === shown) return;
  shown = ui.panel;
  if (shown === null) render(null, $("panel"));
  else later(() => import("./panel.js"), $("panel"));
}

start();
