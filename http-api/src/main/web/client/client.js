// The client of one tab: what a page holds. What the browser has once (the connection, the outbox)
// is in the hub, to which this talks.

import { Emitter } from "./emitter.js";
import { ParleyError } from "./errors.js";
import { HubLink } from "./hublink.js";
import { uuid7 } from "./ids.js";
import { Notifications, PresenceWatch, moderation } from "./notifications.js";
import { OutboxView } from "./outboxview.js";
import { People } from "./people.js";
import { Rest } from "./rest.js";
import { Room } from "./room.js";
import { RoomList } from "./roomlist.js";
import { Tokens, userOf } from "./tokens.js";

const MAX_MESSAGES = 400;
const LEAST_MESSAGES = 100;
const CLOSED_ROOMS = 20;
const PEOPLE = 8;
const UP = ["live", "polling"];

export function connect(options) {
  return new Client(options);
}

class Client extends Emitter {
  #maxMessages;
  #tokens;
  #outbox;
  /** By id, those that were opened last at the end; how many want each open. */
  #rooms = new Map();
  #opened = new Map();
  #searching = null;
  #wasUp = false;
  state = { name: "connecting", transport: null, retryAt: null, error: null };
  me = null;
  directory = new People();

  constructor(options) {
    super();
    const { url = globalThis.location?.origin, device = "web", transports, share } = options;
    this.#maxMessages = Math.max(options.maxMessages ?? MAX_MESSAGES, LEAST_MESSAGES);
    this.#tokens = new Tokens(options.token, (token) => this.#tokenCame(token));
    this.rest = new Rest(url, this.#tokens);
    this.rooms = new RoomList(this.rest, (roomId) => this.#opened.has(roomId));
    this.rooms.on("change", () =>
      this.#opened.forEach((count, roomId) => this.#rooms.get(roomId).listed()));
    this.notifications = new Notifications(this.rest);
    this.moderation = moderation(this.rest);
    this.#outbox = new OutboxView((message) => this.hub.send(message), (rooms) => {
      this.soon("outbox");
      rooms.forEach((roomId) => this.#rooms.get(roomId)?.soon("pending"));
    });
    this.hub = new HubLink({ url, device, transports, share }, this.#tokens, {
      attach: () => this.#all(),
      state: (state) => this.#is(state),
      message: (message) => this.#heard(message),
    });
    this.presence = new PresenceWatch((userIds) => this.hub.send({ op: "watch", userIds }));
  }

  /** What a hub has to know that is new. */
  #all() {
    const rooms = [...this.#opened.keys()].map((roomId) => (
      { roomId, rev: this.#rooms.get(roomId).rev }));
    return { rooms, pending: this.#outbox.unsent(), watch: this.presence.watched };
  }

  #tokenCame(token) {
    const me = userOf(token);
    if (JSON.stringify(me) !== JSON.stringify(this.me)) {
      this.me = me;
      this.soon("me");
    }
    this.hub?.send({ op: "token", token });
  }

  /** Who the user is, as soon as that is known. */
  async who() {
    return userOf(await this.#tokens.get());
  }

  #is({ error, ...state }) {
    const cameUp = UP.includes(state.name) && !UP.includes(this.state.name);
    this.state = { ...state, error: error && ParleyError.of(error) };
    if (!UP.includes(state.name)) {
      this.#rooms.forEach((room) => room.lost());
    } else if (cameUp && this.#wasUp && this.rooms.loaded) {
      this.rooms.load().catch((e) => this.emit("error", e));
    }
    this.#wasUp ||= cameUp;
    this.soon("state");
  }

  #heard({ op, state, entries, frame, ...change }) {
    if (op === "hub") {
      this.#outbox.all(entries);
      this.#is(state);
    } else if (op === "outbox") {
      this.#outbox.change(change, (roomId, rev) => this.#shows(roomId, rev));
    } else if (op === "frame" && frame.roomId !== undefined) {
      // What was on its way when the room was closed comes again when it is opened.
      this.#opened.has(frame.roomId) && this.#rooms.get(frame.roomId).heard(frame);
    } else if (op === "frame") {
      this.#frame(frame);
    }
  }

  #frame(frame) {
    if (frame.type === "inbox") {
      this.rooms.inbox(frame);
    } else if (frame.type === "presence") {
      this.presence.heard(frame.users);
    } else if (frame.type === "notification") {
      this.notifications.emit("notification", frame.notification);
    }
  }

  // Rooms

  open(roomId) {
    const room = this.#rooms.get(roomId) ?? new Room(this, roomId, this.#maxMessages);
    const count = this.#opened.get(roomId) ?? 0;
    this.#rooms.delete(roomId);
    this.#rooms.set(roomId, room);
    this.#opened.set(roomId, count + 1);
    if (count === 0) {
      room.opened();
      this.hub.send({ op: "open", roomId, rev: room.rev });
      this.#letGo();
    }
    return room;
  }

  closeRoom(room) {
    const count = this.#opened.get(room.id) ?? 0;
    if (count > 1) {
      this.#opened.set(room.id, count - 1);
    } else if (count === 1) {
      this.#opened.delete(room.id);
      room.closed();
      this.hub.send({ op: "shut", roomId: room.id });
    }
  }

  /** A room that missed something, or may be entered again. */
  reopen(room) {
    if (this.#opened.has(room.id)) {
      this.hub.send({ op: "open", roomId: room.id, rev: room.rev });
    }
  }

  #letGo() {
    const closed = [...this.#rooms.keys()].filter((roomId) => !this.#opened.has(roomId));
    closed.slice(0, Math.max(closed.length - CLOSED_ROOMS, 0))
      .forEach((roomId) => this.#rooms.delete(roomId));
  }

  // For the rooms

  send(roomId, { content, contentType, replyTo, mentions }) {
    const createdAt = new Date().toISOString();
    const entry = {
      clientMessageId: uuid7(), roomId, createdAt, content, contentType, replyTo, mentions };
    this.hub.send({ op: "send", entry });
    return this.#outbox.add(entry);
  }

  outboxOf(roomId) {
    return this.#outbox.of(roomId);
  }

  saw(message) {
    this.directory.of(message);
    this.rooms.message(message, this.me);
    if (message.senderId === this.me?.userId) {
      this.#outbox.arrived(message);
    }
  }

  reached(roomId, rev) {
    this.#outbox.reached(roomId, rev);
  }

  #shows(roomId, rev) {
    return !this.#opened.has(roomId) || this.#rooms.get(roomId).rev >= rev;
  }

  // Of the user, over all rooms

  get outbox() {
    return this.#outbox.list;
  }

  search(q, { roomId, limit, cursor, signal } = {}) {
    this.#searching?.abort();
    const searching = (this.#searching = new AbortController());
    signal?.addEventListener("abort", () => searching.abort());
    const query = { q, roomId, limit, cursor };
    return this.rest.get("/search", { query, signal: searching.signal });
  }

  people(prefix, limit = PEOPLE) {
    return this.directory.search(prefix, limit);
  }

  setStatus(status) {
    this.hub.ask({ type: "presence", status }).catch((e) => this.emit("error", e));
  }

  retryNow() {
    this.hub.send({ op: "retryNow" });
  }

  close() {
    this.hub.close();
    this.#is({ name: "closed", transport: null, retryAt: null, error: null });
  }

  async forget() {
    await this.hub.forget();
    this.close();
  }
}
