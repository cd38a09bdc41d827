// What the hub knows of one room, for all tabs: its position, the newest messages, the newest
// events. So a tab that opens a room the browser has already gets it from here.

const EVENTS = 200;
const WINDOW = 100;

export class Feed {
  /** -1: no position yet. `base`: `events` begin behind it. */
  rev = -1;
  #base = -1;
  #events = [];
  /** The newest messages by seq, oldest first; null while they are not known without a hole. */
  #window = null;
  /** The rev that `window` shows, above `rev` when it was asked for and not told. */
  #shown = -1;
  lastSeq = 0;
  readSeq = 0;
  /** Whether events come. `refused`: the error of a room that cannot be had. */
  live = false;
  refused = null;
  typing = [];
  #markers = new Map();
  #streams = new Map();
  /** The tabs that want it: their position, -1 for none. */
  tabs = new Map();
  closedAt = 0;

  constructor(roomId) {
    this.roomId = roomId;
  }

  /** Where to begin at the server, so that every tab can be brought up to date; absent: anew. */
  position() {
    const { roomId } = this;
    const revs = [...this.tabs.values(), ...(this.rev < 0 ? [] : [this.rev])];
    const lacking = revs.length === 0 || (this.#window === null && revs.includes(-1));
    const known = revs.filter((rev) => rev >= 0);
    return lacking || known.length === 0 ? { roomId } : { roomId, rev: Math.min(...known) };
  }

  /** Whether nothing needs to be asked for a tab that stands there. */
  covers(rev) {
    return this.#window !== null || (rev >= this.#base && rev <= this.rev && this.rev >= 0);
  }

  /** False: somebody is left who can only be served anew. */
  synced(frame) {
    this.live = true;
    this.refused = null;
    if (frame.mode === "page") {
      this.#page(frame);
    } else if (frame.mode === "resumed") {
      this.#resumed(frame);
    } else {
      this.#reset(frame);
    }
    this.lastSeq = Math.max(frame.lastSeq, this.lastSeq);
    this.readSeq = Math.max(frame.readSeq ?? 0, this.readSeq);
    return [...this.tabs.keys()].map((tab) => this.serve(tab, frame)).every(Boolean);
  }

  #resumed({ events, rev }) {
    const from = events.length > 0 ? events[0].rev - 1 : rev;
    const older = this.#events.filter((event) => event.rev <= from);
    const joined = older.length > 0 || this.#base === from;
    this.#events = [...(joined ? older : []), ...events];
    this.#base = this.#events.length > 0 ? this.#events[0].rev - 1 : rev;
    events.filter((event) => event.rev > this.rev).forEach((event) => this.#keep(event));
    this.rev = rev;
    this.#shown = Math.max(this.#shown, rev);
    this.#trim();
  }

  #reset({ messages, rev, lastSeq }) {
    if (rev !== this.rev) {
      this.#events = [];
      this.#base = rev;
    }
    this.rev = rev;
    this.lastSeq = lastSeq;
    this.#show(messages, rev);
  }

  /** Asked for, not told: what changed before the position and is not on the page stays unknown. */
  #page({ messages, rev, lastSeq }) {
    if (this.rev < 0) {
      this.#reset({ messages, rev, lastSeq });
    } else if (rev >= this.#shown) {
      this.#show(messages, rev);
    }
  }

  #show(messages, rev) {
    this.#window = new Map(messages.map((message) => [message.seq, message]));
    this.#shown = rev;
  }

  /** False: there is a hole, subscribe again. */
  event(event) {
    if (!this.live || event.rev <= this.rev) {
      return true;
    }
    if (event.rev !== this.rev + 1) {
      this.live = false;
      return false;
    }
    this.rev = event.rev;
    this.#events.push(event);
    this.#keep(event);
    this.#trim();
    this.tabs.forEach((rev, tab) => {
      if (rev === event.rev - 1) {
        this.tabs.set(tab, event.rev);
        tab.frame(event);
      }
    });
    return true;
  }

  #keep({ kind, message, rev }) {
    if (kind === "stream.ended") {
      this.#streams.delete(message.id);
    }
    if (message !== undefined) {
      this.lastSeq = Math.max(this.lastSeq, message.seq);
    }
    if (message !== undefined && this.#window !== null && rev > this.#shown) {
      const oldest = this.#window.keys().next().value ?? 1;
      if (message.seq >= oldest) {
        this.#window.set(message.seq, message);
      }
      this.#shown = rev;
    }
  }

  #trim() {
    if (this.#events.length > EVENTS) {
      this.#events.splice(0, this.#events.length - EVENTS);
      this.#base = this.#events[0].rev - 1;
    }
    while (this.#window?.size > WINDOW) {
      this.#window.delete(this.#window.keys().next().value);
    }
  }

  /**
   * Brings a tab up to date, if that can be done from here.
   *
   * @param page what polling brought, which moves no position
   */
  serve(tab, page) {
    const at = this.tabs.get(tab);
    const { roomId, rev, lastSeq, readSeq, live } = this;
    const synced = { type: "synced", roomId, rev, lastSeq, readSeq, live };
    if (at >= this.#base && at >= 0 && at <= rev) {
      const events = this.#events.filter((event) => event.rev > at);
      tab.frame({ ...synced, mode: "resumed", events });
      if (page?.mode === "page") {
        tab.frame({ ...page, readSeq, live });
      }
    } else if (this.#window !== null) {
      tab.frame({ ...synced, mode: "reset", messages: [...this.#window.values()] });
    } else {
      return false;
    }
    this.tabs.set(tab, rev);
    return true;
  }

  /** What is no event and not kept by the server for those who come later. */
  greet(tab) {
    const { roomId } = this;
    if (this.typing.length > 0) {
      tab.frame({ type: "typing", roomId, users: this.typing });
    }
    if (this.#markers.size > 0) {
      tab.frame({ type: "receipt", roomId, markers: [...this.#markers.values()] });
    }
    for (const [messageId, { index, text }] of this.#streams) {
      tab.frame({ type: "stream", roomId, messageId, op: "snapshot", index, text });
    }
  }

  /** typing, receipt, stream, read: to every tab that has the room open. */
  other(frame) {
    if (frame.type === "typing") {
      this.typing = frame.users;
    } else if (frame.type === "receipt") {
      frame.markers.forEach((marker) => this.#markers.set(marker.userId, marker));
    } else if (frame.type === "read") {
      this.readSeq = Math.max(this.readSeq, frame.readSeq);
    } else if (frame.type === "stream") {
      return this.#stream(frame);
    }
    this.tabs.forEach((rev, tab) => tab.frame(frame));
  }

  #stream({ messageId, op, index, text }) {
    const known = this.#streams.get(messageId);
    if (op === "snapshot") {
      this.#streams.set(messageId, { index, text });
    } else if (known !== undefined && index === known.index + 1) {
      this.#streams.set(messageId, { index, text: known.text + text });
    } else if (known === undefined && index <= 1) {
      this.#streams.set(messageId, { index, text });
    } else {
      // A hole in what is only for the eye: the next snapshot or the end closes it.
      return;
    }
    const now = this.#streams.get(messageId);
    const { roomId } = this;
    this.tabs.forEach((rev, tab) => tab.frame({
      type: "stream", roomId, messageId, op: "snapshot", ...now }));
  }

  lost() {
    this.live = false;
    if (this.typing.length > 0) {
      this.other({ type: "typing", roomId: this.roomId, users: [] });
    }
    this.#streams.clear();
  }
}
