// What the list of messages shows: each message with the lines above it, and how it is grouped.
// An item that says the same as before is the same object, so that its row is not drawn again.
import { dayName, dayOf, t } from "./texts.js";

const TOGETHER_MS = 5 * 60_000;

/** An own message keeps its key from the moment it was sent, so that its row stays the same. */
const keyOf = (message, mine) =>
  message.senderId === mine && message.clientMessageId
    ? `c${message.clientMessageId}` : `s${message.seq}`;

function belongTogether(before, message) {
  return (
    before &&
    before.senderId === message.senderId &&
    before.contentType !== "SYSTEM" &&
    new Date(message.createdAt) - new Date(before.createdAt) < TOGETHER_MS);
}

/** Sent, delivered, or by how many it was read. */
function fareOf(message, markers) {
  let read = 0;
  let delivered = 0;
  for (const marker of markers) {
    if (marker.readSeq >= message.seq) read++;
    else if (marker.deliveredSeq >= message.seq) delivered++;
  }
  return read > 0 ? `read ${read}` : delivered > 0 ? "delivered" : "sent";
}

function same(a, b) {
  return (
    a.message === b.message && a.pending === b.pending && a.state === b.state &&
    a.first === b.first && a.last === b.last && a.fare === b.fare &&
    a.editing === b.editing && a.hit === b.hit &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, i) => line.text === b.lines[i].text));
}

export class Items {
  #before = new Map();

  /**
   * @param room the library's
   * @param view mine: the user's id; line: the seq above which is unread, or null; editing, hit:
   *     the id of the message that is edited and the seq of the one that was looked for
   */
  of(room, view) {
    const items = [];
    const markers = [...room.receipts]
      .filter(([userId]) => userId !== view.mine).map(([, marker]) => marker);
    let last = null;
    let lined = view.line === null;
    for (const message of room.messages) {
      const lines = [];
      if (!last && room.atStart) lines.push({ kind: "begin", text: t.begin });
      if (!last || dayOf(last.createdAt) !== dayOf(message.createdAt)) {
        lines.push({ kind: "day", text: dayName(message.createdAt) });
      }
      if (!lined && message.seq > view.line && message.senderId !== view.mine) {
        lines.push({ kind: "new", text: t.newLine });
        lined = true;
      }
      items.push({
        key: keyOf(message, view.mine), message, pending: null, state: "", lines,
        mine: message.senderId === view.mine, person: message.senderId,
        first: lines.length > 0 || !belongTogether(last, message),
        fare: message.senderId === view.mine ? fareOf(message, markers) : "",
        editing: view.editing === message.id, hit: view.hit === message.seq, last: true,
      });
      last = message;
    }
    if (room.atEnd || room.messages.length === 0) this.#pending(room, view, last, items);
    for (let i = 0; i + 1 < items.length; i++) items[i].last = items[i + 1].first;
    const known = items.map((item) => this.#item(item));
    this.#before = new Map(known.map((item) => [item.key, item]));
    return known;
  }

  /** What is not in the log yet stands behind it. */
  #pending(room, view, last, items) {
    let before = last;
    for (const pending of room.pending) {
      const as = { senderId: view.mine, createdAt: pending.createdAt };
      items.push({
        key: `c${pending.clientMessageId}`, message: null, pending, lines: [], mine: true,
        state: `${pending.state} ${pending.error?.code ?? ""}`, person: view.mine,
        first: !belongTogether(before, as), fare: "", editing: false, hit: false, last: true,
      });
      before = as;
    }
  }

  #item(item) {
    const before = this.#before.get(item.key);
    return before && same(before, item) ? before : item;
  }
}
