// What waits for the user, who is there, and what waits for moderators.

import { Emitter } from "./emitter.js";
import { segment } from "./rest.js";

const REMEMBERED = 1_000;

export class Notifications extends Emitter {
  #rest;

  constructor(rest) {
    super();
    this.#rest = rest;
  }

  list({ limit, cursor, unread, signal } = {}) {
    return this.#rest.get("/notifications", { query: { limit, cursor, unread }, signal });
  }

  async markRead(ids) {
    await this.#rest.post("/notifications/read", { ids });
  }

  pushKey(options) {
    return this.#rest.get("/push/key", options);
  }

  subscribePush({ endpoint, keys }) {
    return this.#rest.put("/push/subscriptions", { endpoint, keys });
  }

  async unsubscribePush(id) {
    await this.#rest.delete(`/push/subscriptions/${segment(id)}`);
  }
}

export class PresenceWatch extends Emitter {
  #tell;
  #known = new Map();
  #watching = new Map();
  #heard = new Set();

  /** @param tell is given the whole list of those who are watched */
  constructor(tell) {
    super();
    this.#tell = tell;
  }

  get watched() {
    return [...new Set([...this.#watching.values()].flat())];
  }

  get(userId) {
    return this.#known.get(userId);
  }

  watch(userIds) {
    const mine = Symbol("watch");
    this.#watching.set(mine, [...userIds]);
    this.#tell(this.watched);
    return () => this.#watching.delete(mine) && this.#tell(this.watched);
  }

  heard(users) {
    for (const user of users) {
      this.#known.delete(user.userId);
      this.#known.set(user.userId, user);
      this.#heard.add(user.userId);
    }
    while (this.#known.size > REMEMBERED) {
      this.#known.delete(this.#known.keys().next().value);
    }
    this.soon("change", () => {
      const userIds = [...this.#heard];
      this.#heard.clear();
      return userIds;
    });
  }
}

export const moderation = (rest) => ({
  list(status, { limit, cursor, signal } = {}) {
    return rest.get("/moderation", { query: { status, limit, cursor }, signal });
  },
  decide(messageId, decision) {
    return rest.post(`/moderation/${segment(messageId)}`, decision);
  },
});
