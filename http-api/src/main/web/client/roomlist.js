// The user's rooms, newest activity first: loaded by pages, kept up to date by what is pushed.

import { Emitter } from "./emitter.js";
import { segment } from "./rest.js";

const PAGE = 30;
/** What changed in rooms that are not open shows its preview after that. */
const LOOK_AFTER_MS = 1_000;

export class RoomList extends Emitter {
  #rest;
  #rooms = new Map();
  #cursor = null;
  #loading = null;
  #looking = 0;
  #isOpen;
  items = [];
  loaded = false;
  complete = false;
  unread = null;

  /** @param isOpen whether a room's own events come, so that its entry needs no other look */
  constructor(rest, isOpen) {
    super();
    this.#rest = rest;
    this.#isOpen = isOpen;
  }

  get(roomId) {
    return this.#rooms.get(roomId);
  }

  load({ limit = PAGE, signal } = {}) {
    this.#loading ??= this.#first(limit, signal).finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #first(limit, signal) {
    const { rooms, nextCursor } = await this.#rest.get("/rooms", { query: { limit }, signal });
    if (nextCursor === null) {
      const there = new Set(rooms.map((room) => room.id));
      [...this.#rooms.keys()].filter((id) => !there.has(id)).forEach((id) => this.#rooms.delete(id));
    }
    rooms.forEach((room) => this.#put(room));
    if (!this.loaded || nextCursor === null) {
      this.#cursor = nextCursor;
      this.complete = nextCursor === null;
    }
    this.loaded = true;
    this.#changed();
    if (this.unread !== null) {
      await this.loadUnread();
    }
  }

  async more() {
    const cursor = this.#cursor;
    if (cursor !== null) {
      const { rooms, nextCursor } = await this.#rest.get("/rooms", { query: { limit: PAGE, cursor } });
      if (cursor === this.#cursor) {
        rooms.forEach((room) => this.#put(room));
        this.#cursor = nextCursor;
        this.complete = nextCursor === null;
        this.#changed();
      }
    }
  }

  async loadUnread() {
    this.unread = await this.#rest.get("/unread-count");
    this.soon("change");
  }

  async create(room) {
    return this.#made(await this.#rest.post("/rooms", { kind: "GROUP", ...room }));
  }

  async direct(userId) {
    return this.#made(await this.#rest.post("/rooms", { kind: "DIRECT", members: [userId] }));
  }

  async byRef(externalRef, room = {}) {
    return this.#made(await this.#rest.put(`/rooms/by-ref/${segment(externalRef)}`, room));
  }

  #made({ room }) {
    this.add(room);
    return this.get(room.id);
  }

  /** A room as everybody sees it, with what there is of the user's own in it. */
  add(room, own = {}) {
    const fresh = { lastMessage: null, unreadCount: 0, mentionCount: 0, readSeq: 0, muted: false };
    this.#put({ ...fresh, ...this.get(room.id), ...room, ...own });
    this.#changed();
  }

  /** What changed of one that is known. */
  patch(roomId, change) {
    const known = this.get(roomId);
    if (known !== undefined) {
      this.#put({ ...known, ...change });
      this.#changed();
    }
  }

  remove(roomId) {
    this.#rooms.delete(roomId) && this.#changed();
  }

  /** A message that is new or has changed in a room that is open. */
  message(message, me) {
    const known = this.get(message.roomId);
    if (known === undefined || message.seq < known.lastSeq) {
      return;
    }
    const change = { lastMessage: message };
    if (message.seq > known.lastSeq) {
      change.lastSeq = message.seq;
      change.lastMessageAt = message.createdAt;
      if (message.senderId === me?.userId) {
        Object.assign(change, { readSeq: message.seq, unreadCount: 0, mentionCount: 0 });
      }
    }
    this.patch(message.roomId, change);
  }

  /** The frame: counts of rooms in which something happened, open or not. */
  inbox({ rooms, look = false }) {
    let unknown = look;
    for (const { roomId, ...counts } of rooms) {
      const known = this.get(roomId);
      if (known === undefined || (counts.lastSeq > known.lastSeq && !this.#isOpen(roomId))) {
        unknown = true;
      }
      this.patch(roomId, { ...counts, lastSeq: Math.max(counts.lastSeq, known?.lastSeq ?? 0) });
    }
    if (this.loaded && (unknown || this.unread !== null)) {
      this.#look(unknown);
    }
  }

  /** One look for all that comes within a second. */
  #look(list) {
    this.#looking ||= setTimeout(() => {
      this.#looking = 0;
      (list ? this.load() : this.loadUnread()).catch(() => {});
    }, LOOK_AFTER_MS);
  }

  #put(room) {
    this.#rooms.set(room.id, room);
  }

  #changed() {
    const at = (room) => room.lastMessageAt ?? room.createdAt ?? "";
    this.items = [...this.#rooms.values()]
      .sort((a, b) => (at(a) < at(b) ? 1 : at(a) > at(b) ? -1 : 0));
    this.soon("change");
  }
}
