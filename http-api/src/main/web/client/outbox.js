// What is to be sent: kept until the server has it, one after the other in each room, under a
// clientMessageId that makes a send which is repeated after any doubt the same send.

import { ParleyError } from "./errors.js";

const AGAIN_MS = 1_000;
const AGAIN_MOST_MS = 30_000;
const LOADED_WITHIN_MS = 500;

export class Outbox {
  #store;
  #request;
  #told;
  #entries = new Map();
  /** Rooms in which a send is under way or waits, with the timer of its next attempt. */
  #busy = new Map();
  #order = 0;
  #up = false;
  /** What is left over goes first, unless another hub has it or the store takes too long. */
  ready;
  #loaded = new Promise((loaded) => {
    this.ready = loaded;
    setTimeout(loaded, LOADED_WITHIN_MS);
  });

  /**
   * @param request sends a frame and gives its answer
   * @param told is told of each entry that changed, and of ids that are gone
   */
  constructor(store, request, told) {
    this.#store = store;
    this.#request = request;
    this.#told = told;
  }

  /** What earlier tabs left, before anything newer is sent. */
  async load() {
    const left = await this.#store.all();
    left.sort((a, b) => a.order - b.order).forEach((entry) => {
      this.#order = Math.max(this.#order, entry.order);
      if (!this.#entries.has(entry.clientMessageId)) {
        this.#entries.set(entry.clientMessageId, entry);
      }
    });
    this.#told({ set: [...this.#entries.values()] });
    this.ready();
    this.#pumpAll();
  }

  get entries() {
    return [...this.#entries.values()];
  }

  async add(entry) {
    await this.#loaded;
    if (!this.#entries.has(entry.clientMessageId)) {
      this.#change({ ...entry, state: "pending", error: null, order: ++this.#order });
      this.#pump(entry.roomId);
    }
  }

  retry(clientMessageId) {
    const entry = this.#entries.get(clientMessageId);
    if (entry?.state === "failed") {
      this.#change({ ...entry, state: "pending", error: null });
    }
    if (entry !== undefined) {
      this.#free(entry.roomId);
      this.#pump(entry.roomId);
    }
  }

  discard(clientMessageId) {
    const entry = this.#entries.get(clientMessageId);
    this.#entries.delete(clientMessageId);
    this.#store.delete(clientMessageId);
    this.#told({ gone: [clientMessageId] });
    if (entry !== undefined) {
      this.#free(entry.roomId);
      this.#pump(entry.roomId);
    }
  }

  async forget() {
    const gone = [...this.#entries.keys()];
    this.#entries.clear();
    this.#told({ gone });
    await this.#store.clear();
  }

  /** Whether there is a connection: what waited is tried at once. */
  up(on) {
    this.#up = on;
    if (on) {
      [...this.#busy.keys()].forEach((roomId) => this.#free(roomId));
      this.#pumpAll();
    }
  }

  #change(entry) {
    this.#entries.set(entry.clientMessageId, entry);
    this.#store.put(entry);
    this.#told({ set: [entry] });
  }

  #pumpAll() {
    new Set([...this.#entries.values()].map((entry) => entry.roomId))
      .forEach((roomId) => this.#pump(roomId));
  }

  /** A room that waits for its next attempt does not wait any more; one under way stays. */
  #free(roomId) {
    const timer = this.#busy.get(roomId);
    if (timer !== null) {
      clearTimeout(timer);
      this.#busy.delete(roomId);
    }
  }

  async #pump(roomId) {
    const entry = [...this.#entries.values()]
      .find((one) => one.roomId === roomId && one.state === "pending");
    if (!this.#up || entry === undefined || this.#busy.has(roomId)) {
      return;
    }
    this.#busy.set(roomId, null);
    const { content, contentType, clientMessageId, replyTo, mentions, tries = 0 } = entry;
    const send = { type: "send", roomId, clientMessageId, content, contentType, replyTo, mentions };
    try {
      this.#acked(entry, await this.#request(send));
      this.#busy.delete(roomId);
    } catch (e) {
      this.#busy.delete(roomId);
      this.#refused({ ...entry, tries: tries + 1 }, ParleyError.from(e));
    }
    this.#pump(roomId);
  }

  #acked(entry, { seq, rev, messageId }) {
    this.#entries.delete(entry.clientMessageId);
    this.#store.delete(entry.clientMessageId);
    this.#told({ set: [{ ...entry, state: "acked", error: null, seq, rev, messageId }] });
  }

  #refused(entry, error) {
    if (!this.#entries.has(entry.clientMessageId)) {
      return;
    }
    const { code, message, temporary, retryAfterMs } = error;
    if (!temporary) {
      this.#change({ ...entry, state: "failed", error: { code, message, retryAfterMs } });
    } else if (code === "network") {
      this.#entries.set(entry.clientMessageId, entry);
    } else {
      this.#change({ ...entry, error: { code, message, retryAfterMs } });
    }
    if (temporary) {
      const most = Math.min(AGAIN_MOST_MS, AGAIN_MS * 2 ** Math.min(entry.tries, 10));
      const delay = retryAfterMs ?? AGAIN_MS / 2 + Math.random() * most;
      this.#busy.set(entry.roomId, setTimeout(() => {
        this.#busy.delete(entry.roomId);
        this.#pump(entry.roomId);
      }, delay));
    }
  }
}
