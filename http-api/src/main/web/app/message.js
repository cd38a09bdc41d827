// One message of the list, or one that is on its way.
import { Component, h, icon, later, note, ui, useEffect, useState } from "./base.js";
import { clock, fully, t } from "./texts.js";
import { Face } from "./face.js";
import { isEmojiOnly, words } from "./words.js";
import { editLater } from "./actions.js";

const failed = (error) => note(error.message);

export function textOf(message) {
  if (message.deletedAt) return t.deleted;
  if (message.moderationStatus === "PENDING" && !message.content) return t.hidden;
  if (message.moderationStatus === "REJECTED") return t.rejected;
  return message.content;
}

const isGone = (message) => message.deletedAt || (!message.content && message.moderationStatus !== "APPROVED");

function namesOf(room, ids = []) {
  const mine = ui.client.me?.userId;
  return ids.flatMap((id) => {
    const name = room.person(id)?.name;
    return name && name !== id ? [[name, id === mine], [id, id === mine]] : [[id, id === mine]];
  });
}

/** The message that is answered; asked for when it is not loaded. */
function Quote({ room, id }) {
  const [loaded, setLoaded] = useState(null);
  const quoted = room.find(id) ?? loaded;
  useEffect(() => {
    if (quoted) return undefined;
    const stop = new AbortController();
    room.messageById(id, { signal: stop.signal }).then((found) => setLoaded(found ?? null), () => {});
    return () => stop.abort();
  }, [id, !quoted]);
  return h(
    "button",
    { type: "button", class: "quote", disabled: !quoted, onClick: () => ui.set({ seq: quoted.seq }) },
    h("b", { dir: "auto" }, quoted?.senderName ?? "…"),
    h("span", { dir: "auto" }, quoted ? textOf(quoted) : "…"));
}

function Fare({ fare }) {
  if (!fare) return null;
  const [name, count] = fare.split(" ");
  const text = { sent: t.sent, delivered: t.delivered }[name] ?? (count === "1" ? t.seen : t.seenBy(count));
  return h(
    "span", { title: text, class: name === "read" ? "seen" : "" },
    icon(name === "sent" ? "check" : "checks"), h("span", { class: "sr" }, text));
}

function Reactions({ room, message }) {
  const mine = ui.client.me?.userId;
  if (!message.reactions?.length) return null;
  return h(
    "div", { class: "reactions" },
    message.reactions.map(({ key, count, userIds }) => {
      const on = userIds.includes(mine);
      return h("button", {
        type: "button", key, "aria-pressed": String(on), "aria-label": t.reaction(key, count),
        title: userIds.map((id) => room.person(id)?.name ?? id).join(", "),
        onClick: () => room.react(message.id, key, !on).catch(failed),
      }, key, " ", count);
    }));
}

function tool(name, label, onClick) {
  return h("button", { type: "button", "aria-label": label, title: label, onClick }, icon(name));
}

async function remove(room, message) {
  if (await later(() => import("./ask.js"), t.deleteAsk, t.remove)) {
    await room.delete(message.id).catch(failed);
  }
}

function mayDelete(room, mine) {
  if (mine || ui.client.me?.role === "ADMIN") return true;
  const role = room.members.find((member) => member.userId === ui.client.me?.userId)?.role;
  return role === "OWNER" || role === "MODERATOR";
}

function Tools({ room, message, mine }) {
  return h(
    "div", { class: "tools" },
    tool("smile", t.react, (event) =>
      later(() => import("./reactions.js"), room, message, event.currentTarget)),
    tool("reply", t.reply, () => ui.set({ replyTo: message, editing: null })),
    mine && tool("edit", t.edit, () => ui.set({ editing: message.id })),
    mayDelete(room, mine) && tool("trash", t.remove, () => remove(room, message)));
}

function Editor({ room, message }) {
  const [Form, setForm] = useState(null);
  useEffect(() => void editLater().then((form) => setForm(() => form), failed), []);
  return Form && h(Form, { room, message });
}

function Body({ room, item }) {
  const { message, pending, mine } = item;
  const text = message ? textOf(message) : pending.content;
  const gone = message && isGone(message);
  const { replyTo, createdAt: at } = message ?? pending;
  if (item.editing) return h("div", { class: "bubble editing" }, h(Editor, { room, message }));
  return h(
    "div", { class: "bubble" },
    replyTo && !gone && h(Quote, { room, id: replyTo }),
    h("div", { class: "text", dir: "auto" },
      h("span", { class: gone ? "gone" : isEmojiOnly(text) ? "large" : undefined },
        gone ? text : words(text, namesOf(room, (message ?? pending).mentions))),
      h("span", { class: "meta" },
        message?.editedAt && !gone && h("span", null, t.edited),
        h("time", { dateTime: at, title: fully(at) }, clock(at)),
        pending ? icon("clock") : h(Fare, item))),
    message && !gone && h(Tools, { room, message, mine }));
}

function Failure({ pending }) {
  if (pending.state !== "failed") {
    return h("div", { class: "sr" }, pending.error ? t.waits(pending.error.message) : t.sending);
  }
  return h(
    "div", { class: "failure" },
    h("span", { title: pending.error?.message }, t.notSent),
    h("button", { type: "button", onClick: () => pending.retry() }, t.retry),
    h("button", { type: "button", onClick: () => pending.discard() }, t.discard));
}

function Line({ line }) {
  if (line.kind === "begin") return h("p", { class: "begin" }, line.text);
  return h("div", {
    class: `line ${line.kind}`, role: "separator", "aria-label": line.text,
  }, line.text);
}

function classes(item) {
  const { mine, first, hit, pending } = item;
  const sending = pending ? (pending.state === "failed" ? "failed" : "pending") : "";
  return ["msg", mine && "mine", first && "first", hit && "hit", sending].filter(Boolean).join(" ");
}

/** Drawn again when its item is another one. */
export class Row extends Component {
  shouldComponentUpdate(next) {
    return next.item !== this.props.item;
  }

  render({ room, item }) {
    const { message, pending, mine, first, lines } = item;
    const at = (message ?? pending).createdAt;
    const who = mine ? (ui.client.me?.name ?? t.you) : message.senderName;
    const system = message?.contentType === "SYSTEM";
    return h(
      "article",
      {
        "aria-label": t.by(who, clock(at)), "aria-setsize": -1, "aria-posinset": message?.seq ?? undefined,
        tabIndex: -1, class: system ? "" : classes(item), "data-id": message?.id,
      },
      lines.map((line) => h(Line, { line, key: line.kind })),
      system
        ? h("p", { class: "system", dir: "auto" }, textOf(message))
        : h(
            "div", { class: "said" },
            !mine && (!item.last ? h("i") : h(Face, {
              id: message.senderId, name: message.senderName, url: message.senderAvatarUrl,
            })),
            h("div", { class: "body" },
              !mine && first && h("span", { class: "who", dir: "auto" }, message.senderName),
              h(Body, { room, item }),
              message && !message.deletedAt && h(Reactions, { room, message }),
              pending && h(Failure, { pending }))));
  }
}
