// A room's older messages: pages on both sides of what is shown, and jumps.

import { segment } from "./rest.js";

const PAGE = 50;
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export class History {
  #client;
  #room;
  #window;
  #changed;
  #older = null;
  #newer = null;
  /** What a jump makes pointless is given up. */
  #abort = new AbortController();

  constructor(client, room, window, changed) {
    this.#client = client;
    this.#room = room;
    this.#window = window;
    this.#changed = changed;
  }

  before(limit = PAGE) {
    if (this.#window.atStart || this.#window.list.length === 0) {
      return this.#older ?? Promise.resolve();
    }
    this.#older ??= this.#page({ before: this.#window.first, limit }, (page) => {
      this.#window.before(page.messages, page.rev, page.nextBefore);
      this.#changed("history");
    }).finally(() => (this.#older = null));
    return this.#older;
  }

  after(limit = PAGE) {
    if (this.#window.atEnd) {
      return this.#newer ?? Promise.resolve();
    }
    this.#newer ??= this.#page({ after: this.#window.last, limit }, (page) => {
      this.#window.after(page.messages, page.lastSeq, page.rev);
      this.#changed("history");
    }).finally(() => (this.#newer = null));
    return this.#newer;
  }

  around(cursor, limit = PAGE, reason = "jump") {
    const at = cursor instanceof Date ? cursor.toISOString() : cursor;
    return this.#jump({ around: at, limit }, reason);
  }

  toEnd() {
    return this.#window.atEnd ? Promise.resolve() : this.#jump({ limit: PAGE }, "jump");
  }

  #jump(query, reason) {
    this.#abort.abort();
    this.#abort = new AbortController();
    return this.#page(query, (page) => {
      this.#window.reset(page.messages, page.lastSeq, page.rev, page.nextBefore);
      this.#changed(reason);
    });
  }

  /** One that a jump supersedes ends quietly. */
  async #page(query, then) {
    const { signal } = this.#abort;
    try {
      const page = await this.#get({ ...query }, signal);
      page.messages.forEach((message) => this.#client.saw(message));
      if (!signal.aborted) {
        then(page);
      }
    } catch (e) {
      if (!signal.aborted) {
        throw e;
      }
    }
  }

  #get(query, signal) {
    const minRev = this.#room.rev > 0 ? this.#room.rev : undefined;
    const path = `/rooms/${segment(this.#room.id)}/messages`;
    return this.#client.rest.get(path, { query: { ...query, minRev }, signal });
  }

  find(messageId) {
    return this.#window.list.find((message) => message.id === messageId);
  }

  async messageById(messageId, { signal } = {}) {
    const loaded = this.find(messageId);
    const seq = loaded === undefined ? seqOf(messageId) : 0;
    if (seq > 0) {
      const { messages } = await this.#get({ around: seq, limit: 1 }, signal);
      return messages.find((message) => message.id === messageId);
    }
    return loaded;
  }

  receiptsOf(messageId, options) {
    const path = `/rooms/${segment(this.#room.id)}/messages/${segment(messageId)}/receipts`;
    return this.#client.rest.get(path, options);
  }
}

/** An id is laid out as a ULID: 48 bits of time, then 48 of the seq, then 32 of its room. */
function seqOf(messageId) {
  let bits = 0n;
  for (const digit of messageId) {
    bits = bits * 32n + BigInt(Math.max(DIGITS.indexOf(digit), 0));
  }
  return Number((bits >> 32n) & 0xffff_ffff_ffffn);
}
