// Where nothing stays open: a room's numbers (meta) every few seconds, and its messages only when
// the time of the newest has changed. Unread counts over all rooms every fourth time.

import { ParleyError } from "./errors.js";
import { overHttp } from "./overhttp.js";
import { UNCHANGED, segment } from "./rest.js";

const FRONT_MS = 2_500;
const BACK_MS = 15_000;
const COUNTS_EVERY = 4;
const FAILURES = 3;
const PAGE = 50;

export class PollLink {
  kind = "polling";
  #context;
  #on;
  #rooms = new Map();
  #tick = 0;
  #timer = 0;
  #failures = 0;
  #counts = "";
  #abort = new AbortController();

  constructor(context, on) {
    this.#context = context;
    this.#on = on;
    this.#start();
  }

  async #start() {
    try {
      this.#counts = JSON.stringify(await this.#get("/unread-count"));
      const rooms = this.#context.rooms();
      this.#on.hello({ type: "hello" }, rooms);
      rooms.forEach(({ roomId }) => this.subscribe(roomId));
      this.#wait();
    } catch (e) {
      this.#failed(e, true);
    }
  }

  #wait() {
    clearTimeout(this.#timer);
    if (!this.#abort.signal.aborted) {
      this.#timer = setTimeout(() => this.#round(), this.#context.front() ? FRONT_MS : BACK_MS);
    }
  }

  async #round() {
    this.#tick++;
    try {
      await Promise.all([...this.#rooms.keys()].map((roomId) => this.#look(roomId)));
      if (this.#tick % COUNTS_EVERY === 0 || !this.#context.front()) {
        await this.#count();
      }
      this.#failures = 0;
    } catch (e) {
      if (++this.#failures >= FAILURES || e.code === "unauthorized") {
        this.#failed(e, false);
        return;
      }
    }
    this.#wait();
  }

  async #count() {
    const counts = JSON.stringify(await this.#get("/unread-count"));
    if (counts !== this.#counts) {
      this.#counts = counts;
      this.#on.frame({ type: "inbox", rooms: [], look: true });
    }
  }

  async #look(roomId) {
    const known = this.#rooms.get(roomId);
    try {
      const answer = await this.#get(`/rooms/${segment(roomId)}/meta`, { etag: known.etag });
      if (answer === UNCHANGED || known !== this.#rooms.get(roomId)) {
        return;
      }
      const { lastMessageAt, rev } = answer.body;
      if (!known.page || lastMessageAt !== known.lastMessageAt) {
        await this.#fetch(roomId, known, rev);
      }
      Object.assign(known, { etag: answer.etag, lastMessageAt, page: true });
    } catch (e) {
      this.#refused(roomId, e);
    }
  }

  /** One room that is refused does not end the others; a node that is not there does. */
  #refused(roomId, error) {
    if (["network", "unauthorized", "aborted"].includes(error.code) || error.status >= 500) {
      throw error;
    }
    this.#rooms.delete(roomId);
    this.#on.frame({ type: "error", roomId, ...ParleyError.from(error).plain() });
  }

  async #fetch(roomId, known, minRev) {
    const path = `/rooms/${segment(roomId)}/messages`;
    const page = await this.#get(path, { query: { limit: PAGE, minRev } });
    if (known === this.#rooms.get(roomId)) {
      this.#on.frame({ type: "synced", mode: "page", ...page, roomId });
    }
  }

  #get(path, options) {
    return this.#context.rest.get(path, { ...options, signal: this.#abort.signal });
  }

  request(frame) {
    return overHttp(this.#context.rest, frame);
  }

  push() {}

  subscribe(roomId) {
    this.#rooms.set(roomId, { etag: "", lastMessageAt: null, page: false });
    this.#look(roomId).catch(() => {});
  }

  unsubscribe(roomId) {
    this.#rooms.delete(roomId);
  }

  auth() {}

  /** Somebody looks again: no need to wait for the slow pace to end. */
  probe() {
    this.#wait();
    this.#round();
  }

  close() {
    clearTimeout(this.#timer);
    this.#abort.abort();
  }

  #failed(error, refused) {
    if (!this.#abort.signal.aborted) {
      this.close();
      const code = error.code === "unauthorized" ? 4401 : 4500;
      this.#on.end({ code, reason: error.message, refused, retryAfterMs: error.retryAfterMs });
    }
  }
}
