// What a screen reader is told, and a desktop notification where the user wants it. Whoever sees
// the page is not disturbed; what comes quickly is said together.
import { $, ui } from "./base.js";
import { t } from "./texts.js";

const TOGETHER_MS = 1_500;
const LONGEST = 160;

let room = null;
let off = () => {};
let told = 0;
let waiting = [];
let timer = 0;

function say() {
  timer = 0;
  const last = waiting.at(-1);
  const text =
    waiting.length === 1
      ? t.said(last.senderName, last.content.slice(0, LONGEST))
      : t.newMessages(waiting.length);
  waiting = [];
  const line = document.createElement("p");
  line.textContent = text;
  $("news").replaceChildren(line);
}

function listen() {
  if (ui.room === room) return;
  off();
  room = ui.room;
  told = 0;
  waiting = [];
  off = room?.on("messages", heard) ?? (() => {});
}

function heard({ reason }) {
  const newest = room.messages.at(-1)?.seq ?? 0;
  if (reason === "live" && told > 0) {
    const mine = ui.client.me?.userId;
    const fresh = room.messages.filter(
      (message) => message.seq > told && message.senderId !== mine && !message.deletedAt);
    waiting.push(...fresh);
    if (fresh.length > 0 && timer === 0) timer = setTimeout(say, TOGETHER_MS);
  }
  told = Math.max(told, newest);
}

/** Only while nobody looks: who looks sees it. */
function notify(notification) {
  if (notification.read || !document.hidden || localStorage.getItem("parley.notify") !== "yes") return;
  if (globalThis.Notification?.permission !== "granted") return;
  const kind = t.kinds[notification.kind] ?? t.kinds.direct;
  const shown = new Notification(kind(notification.actorName), {
    body: notification.preview ?? "", tag: notification.roomId,
  });
  shown.onclick = () => {
    focus();
    location.hash = `#/r/${encodeURIComponent(notification.roomId)}/${notification.seq}`;
  };
}

export function tellNews() {
  ui.on("change", listen);
  listen();
  ui.client.notifications.on("notification", (notification) => {
    ui.set({ fresh: Math.max(0, (ui.fresh ?? 0) + (notification.read ? -1 : 1)) });
    notify(notification);
  });
}
