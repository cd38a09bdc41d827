// What a room is and who is in it, and the calls that change that.

import { segment } from "./rest.js";

export class Managing {
  #client;
  #room;
  #detail = null;
  #summary;
  #both = null;
  #cursor = null;
  #loaded = false;
  members = [];
  complete = false;

  constructor(client, room) {
    this.#client = client;
    this.#room = room;
  }

  /** The same object as long as nothing in it has changed. */
  get info() {
    const summary = this.#client.rooms.get(this.#room.id);
    if (this.#both === null || summary !== this.#summary) {
      this.#summary = summary;
      this.#both = summary || this.#detail ? { ...this.#detail, ...summary } : null;
    }
    return this.#both;
  }

  get #path() {
    return `/rooms/${segment(this.#room.id)}`;
  }

  get #rest() {
    return this.#client.rest;
  }

  async load(options) {
    const { room, members, ...own } = await this.#rest.get(this.#path, options);
    this.members = members;
    this.#loaded = true;
    this.complete = members.length >= room.memberCount;
    this.#cursor = this.complete ? null : members.at(-1)?.userId ?? null;
    this.#detail = { ...own, ...room };
    this.#both = null;
    if (own.readSeq !== undefined) {
      this.#client.rooms.add(room, own);
    }
    this.#tell();
    return this.info;
  }

  async loadMembers({ limit, signal } = {}) {
    if (!this.#loaded || !this.complete) {
      const cursor = this.#loaded ? this.#cursor : undefined;
      const query = { limit, cursor };
      const page = await this.#rest.get(`${this.#path}/members`, { query, signal });
      const there = new Set(this.members.map((member) => member.userId));
      this.members = [
        ...this.members, ...page.members.filter((member) => !there.has(member.userId))];
      this.#loaded = true;
      this.#cursor = page.nextCursor;
      this.complete = page.nextCursor === null;
      this.#room.soon("members");
    }
  }

  /** By a member event. */
  changed(kind, member) {
    const { rooms, me } = this.#client;
    const others = this.members.filter((one) => one.userId !== member.userId);
    const gone = kind === "member.left";
    if (this.#loaded) {
      this.members = gone ? others : [...others, member];
      this.#room.soon("members");
    }
    const count = this.info?.memberCount;
    if (kind !== "member.changed" && count !== undefined) {
      this.is({ memberCount: count + (gone ? -1 : 1) });
    }
    if (gone && member.userId === me?.userId) {
      rooms.remove(this.#room.id);
    }
  }

  /** Something of the room itself is so now. */
  is(room) {
    this.#detail = { ...this.#detail, ...room };
    this.#both = null;
    this.#client.rooms.patch(this.#room.id, room);
    this.#room.soon("info");
  }

  #tell() {
    this.#room.soon("info");
    this.#room.soon("members");
  }

  async put(userId, change) {
    const { member } = await this.#rest.put(`${this.#path}/members/${segment(userId)}`, change);
    if (this.#loaded && !this.members.some((one) => one.userId === userId)) {
      this.members = [...this.members, member];
      this.#room.soon("members");
    }
  }

  silence(userId, until) {
    const silencedUntil = until instanceof Date ? until.toISOString() : until;
    return this.put(userId, { silencedUntil });
  }

  async remove(userId) {
    await this.#rest.delete(`${this.#path}/members/${segment(userId)}`);
    this.members = this.members.filter((one) => one.userId !== userId);
    this.#room.soon("members");
  }

  async join() {
    await this.put((await this.#client.who()).userId, {});
    await this.load();
    this.#client.reopen(this.#room);
  }

  async leave() {
    await this.remove((await this.#client.who()).userId);
    this.#client.rooms.remove(this.#room.id);
  }

  async mute(muted) {
    await this.#rest.put(`${this.#path}/mute`, { muted });
    this.is({ muted });
  }

  async change(change) {
    this.is((await this.#rest.patch(this.#path, change)).room);
  }

  async archive() {
    this.is((await this.#rest.delete(this.#path)).room);
    this.#client.rooms.remove(this.#room.id);
  }

  stats({ from, to, signal } = {}) {
    return this.#rest.get(`${this.#path}/stats`, { query: { from, to }, signal });
  }
}
