// Mentions, direct messages, invitations: the newest first.
import { h, note, ui, useEffect, useState } from "./base.js";
import { shortly, t } from "./texts.js";
import { Face } from "./face.js";

const failed = (error) => note(error.message);

function One({ of }) {
  const text = (t.kinds[of.kind] ?? t.kinds.direct)(of.actorName);
  const seq = of.seq > 0 ? `/${of.seq}` : "";
  return h(
    "li", { class: of.read ? "" : "new" },
    h(Face, { id: of.actorId, name: of.actorName }),
    h("a", { href: `#/r/${encodeURIComponent(of.roomId)}${seq}` },
      h("span", { dir: "auto" }, text),
      h("small", { dir: "auto" }, of.preview)),
    h("time", { class: "soft", dateTime: of.createdAt }, shortly(of.createdAt)));
}

export default function Notifications() {
  const [list, setList] = useState(null);
  const [cursor, setCursor] = useState(null);
  const load = (from) =>
    ui.client.notifications.list(from ? { cursor: from } : {}).then((page) => {
      setList((before) => (from ? [...before, ...page.notifications] : page.notifications));
      setCursor(page.nextCursor);
    }, failed);
  useEffect(() => {
    load(null);
    return ui.client.notifications.on("notification", () => load(null));
  }, []);
  if (list === null) return null;
  if (list.length === 0) return h("p", { class: "empty" }, t.noNotifications);
  const readAll = () => ui.client.notifications.markRead().then(() => load(null), failed);
  return [
    h("ul", { class: "list" }, list.map((of) => h(One, { of, key: of.id })),
      cursor && h("li", null, h("button", { type: "button", class: "quiet", onClick: () => load(cursor) }, t.more))),
    h("div", { class: "acts" },
      h("button", { type: "button", class: "quiet", onClick: readAll }, t.markAll)),
  ];
}
