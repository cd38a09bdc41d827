// A room as a tab shows it. What comes from the hub is applied here; what the user does in it, and
// its history, are in the classes that this one is made of.

import { Emitter } from "./emitter.js";
import { ParleyError } from "./errors.js";
import { History } from "./history.js";
import { Managing } from "./managing.js";
import { MessageWindow } from "./messages.js";
import { Signs } from "./signs.js";

const REASONS = ["live", "history", "jump", "reset"];

export class Room extends Emitter {
  #client;
  #window;
  #history;
  #managing;
  #reason = 0;
  #signs;
  #told = null;
  status = "idle";
  error = null;
  rev = -1;
  readSeq = 0;
  readSeqAtOpen = 0;

  constructor(client, id, maxMessages) {
    super();
    this.id = id;
    this.#client = client;
    this.#window = new MessageWindow(maxMessages);
    this.#history = new History(client, this, this.#window, (reason) => this.#changed(reason));
    this.#managing = new Managing(client, this);
    this.#signs = new Signs(client, this);
  }

  get messages() { return this.#window.list; }
  get atStart() { return this.#window.atStart; }
  get atEnd() { return this.#window.atEnd; }
  get lastSeq() { return this.#window.lastSeq; }
  get anchor() { return this.#window.anchor; }
  set anchor(seq) { this.#window.anchor = seq; }
  get typing() { return this.#signs.typing; }
  get receipts() { return this.#signs.receipts; }
  get streams() { return this.#signs.streams; }
  get pending() { return this.#client.outboxOf(this.id); }
  get info() { return this.#managing.info; }
  get members() { return this.#managing.members; }
  get membersComplete() { return this.#managing.complete; }

  person(userId) {
    return this.#client.directory.get(userId);
  }

  // From the hub

  opened() {
    this.status = this.rev < 0 ? "opening" : "stale";
    this.readSeqAtOpen = this.readSeq;
    this.soon("info");
  }

  closed() {
    this.setTyping(false);
    this.status = "idle";
    this.soon("info");
  }

  /** The room list has changed: maybe what it says of this room. */
  listed() {
    if (this.info !== this.#told) {
      this.#told = this.info;
      this.soon("info");
    }
  }

  lost() {
    if (this.status === "live") {
      this.status = "stale";
      this.soon("info");
    }
  }

  heard(frame) {
    switch (frame.type) {
      case "synced": return this.#synced(frame);
      case "event": return this.#event(frame);
      case "message": return this.#own(frame);
      case "refused": return this.#refused(frame);
      case "typing": return this.#signs.typists(frame.users);
      case "receipt": return this.#signs.markers(frame.markers);
      case "read": return this.#read(frame);
      case "stream": return this.#signs.written(frame.messageId, frame.text);
    }
  }

  #synced(frame) {
    const first = this.rev < 0;
    if (frame.mode === "resumed") {
      frame.events.filter((event) => event.rev > this.rev).forEach((event) => this.#apply(event));
      this.rev = frame.rev;
    } else if (frame.mode === "page") {
      frame.messages.forEach((message) => this.#seen(message));
      this.#window.newest(frame.messages, frame.lastSeq, frame.rev);
    } else {
      this.#reset(frame);
    }
    this.#window.lastSeq = Math.max(this.#window.lastSeq, frame.lastSeq);
    this.#client.reached(this.id, frame.rev);
    this.#read({ readSeq: Math.max(frame.readSeq ?? 0, this.info?.readSeq ?? 0) });
    if (first) {
      this.readSeqAtOpen = this.readSeq;
    }
    this.error = null;
    this.status = frame.live === false ? "stale" : "live";
    this.soon("info");
    this.#changed(frame.mode === "reset" ? "reset" : "live");
  }

  #reset({ messages, lastSeq, rev }) {
    const middle = this.messages[Math.floor(this.messages.length / 2)];
    this.rev = rev;
    messages.forEach((message) => this.#seen(message));
    if (this.#window.atEnd || middle === undefined) {
      this.#window.reset(messages, lastSeq, rev);
    } else {
      // Somebody reads far from the end: the place stays, what it shows is asked for again.
      this.#window.lastSeq = lastSeq;
      this.#history.around(this.anchor ?? middle.seq, undefined, "reset").catch(() => {});
    }
  }

  #event(event) {
    if (event.rev <= this.rev) {
      return;
    }
    if (event.rev > this.rev + 1) {
      this.#client.reopen(this);
      return;
    }
    this.#apply(event);
    this.rev = event.rev;
    this.#client.reached(this.id, event.rev);
    this.#changed("live");
  }

  #apply({ kind, rev, message, member, room }) {
    if (message !== undefined) {
      this.#window.put(message, rev);
      this.#seen(message);
      if (kind === "message.posted") {
        // Who writes has read what was there.
        const { senderId: userId, seq } = message;
        this.#signs.markers([{ userId, readSeq: seq, deliveredSeq: seq }]);
      } else if (kind === "stream.ended") {
        this.#signs.written(message.id, null);
      }
    } else if (member !== undefined) {
      this.#managing.changed(kind, member);
    } else if (room !== undefined) {
      this.#managing.is(room);
    }
  }

  /** What a call of ours answered, before or without its event. */
  #own({ message, rev }) {
    this.#window.put(message, rev);
    this.#seen(message);
    this.#changed("live");
  }

  #seen(message) {
    this.#client.saw(message);
    if (message.senderId === this.#client.me?.userId && message.seq > this.readSeq) {
      this.#read({ readSeq: message.seq });
    }
  }

  #refused(error) {
    this.error = ParleyError.of(error);
    this.status = "refused";
    if (error.code === "forbidden") {
      this.#client.rooms.remove(this.id);
    }
    this.soon("info");
  }

  #read({ readSeq, unreadCount }) {
    if (readSeq > this.readSeq) {
      this.readSeq = readSeq;
      this.soon("read");
    }
    if (unreadCount !== undefined) {
      const none = unreadCount === 0 ? { mentionCount: 0 } : {};
      this.#client.rooms.patch(this.id, { readSeq: this.readSeq, unreadCount, ...none });
    }
  }

  #changed(reason) {
    this.#reason = Math.max(this.#reason, REASONS.indexOf(reason));
    this.soon("messages", () => {
      const strongest = REASONS[this.#reason];
      this.#reason = 0;
      return { reason: strongest };
    });
  }

  // What the user does

  close() {
    this.#client.closeRoom(this);
  }

  send(draft) {
    this.setTyping(false);
    return this.#client.send(this.id, draft);
  }

  async edit(messageId, content) {
    await this.#client.hub.ask({ type: "edit", roomId: this.id, messageId, content });
  }

  async delete(messageId) {
    await this.#client.hub.ask({ type: "delete", roomId: this.id, messageId });
  }

  async react(messageId, key, on = true) {
    await this.#client.hub.ask({ type: "react", roomId: this.id, messageId, key, on });
  }

  async stop(messageId) {
    await this.#client.hub.ask({ type: "stream", roomId: this.id, op: "abort", messageId });
  }

  markRead(seq = this.#window.last) {
    const to = Math.min(seq, this.lastSeq);
    if (to > this.readSeq) {
      this.#client.hub.send({ op: "read", roomId: this.id, seq: to });
      this.#read({ readSeq: to, ...(to === this.lastSeq && { unreadCount: 0 }) });
    }
  }

  setTyping(on) {
    this.#signs.type(on);
  }

  // Its history and its people

  before(limit) { return this.#history.before(limit); }
  after(limit) { return this.#history.after(limit); }
  around(cursor, limit) { return this.#history.around(cursor, limit); }
  toEnd() { return this.#history.toEnd(); }
  find(messageId) { return this.#history.find(messageId); }
  messageById(messageId, options) { return this.#history.messageById(messageId, options); }
  receiptsOf(messageId, options) { return this.#history.receiptsOf(messageId, options); }

  search(query, options) {
    return this.#client.search(query, { ...options, roomId: this.id });
  }

  load(options) { return this.#managing.load(options); }
  loadMembers(options) { return this.#managing.loadMembers(options); }
  join() { return this.#managing.join(); }
  leave() { return this.#managing.leave(); }
  invite(userId, role) { return this.#managing.put(userId, { role }); }
  setRole(userId, role) { return this.#managing.put(userId, { role }); }
  silence(userId, until) { return this.#managing.silence(userId, until); }
  remove(userId) { return this.#managing.remove(userId); }
  mute(muted) { return this.#managing.mute(muted); }
  change(change) { return this.#managing.change(change); }
  archive() { return this.#managing.archive(); }
  stats(range) { return this.#managing.stats(range); }
}
