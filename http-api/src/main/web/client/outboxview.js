// What a tab shows of the outbox: each entry from the moment it is sent until its message is there.

export class OutboxView {
  #entries = new Map();
  #send;
  #changed;
  list = [];

  /**
   * @param send to the hub
   * @param changed is told the ids of the rooms in which something changed
   */
  constructor(send, changed) {
    this.#send = send;
    this.#changed = changed;
  }

  add(entry) {
    this.#put({ order: Infinity, ...entry, state: "pending", error: null });
    this.#tell([entry.roomId]);
    return this.#entries.get(entry.clientMessageId);
  }

  /** Everything that the hub has; what it does not know any more was sent or taken back. */
  all(entries) {
    const rooms = this.list.map((entry) => entry.roomId);
    const known = new Set(entries.map((entry) => entry.clientMessageId));
    this.list
      .filter((entry) => entry.state === "failed" && !known.has(entry.clientMessageId))
      .forEach((entry) => this.#entries.delete(entry.clientMessageId));
    entries.forEach((entry) => this.#put(entry));
    this.#tell([...rooms, ...entries.map((entry) => entry.roomId)]);
  }

  /** @param reached whether a room shows everything up to a rev */
  change({ set = [], gone = [] }, reached) {
    const rooms = [];
    for (const entry of set) {
      const known = this.#entries.has(entry.clientMessageId);
      rooms.push(entry.roomId);
      if (entry.state !== "acked") {
        this.#put(entry);
      } else if (reached(entry.roomId, entry.rev)) {
        this.#entries.delete(entry.clientMessageId);
      } else if (known) {
        this.#put(entry);
      }
    }
    for (const id of gone) {
      rooms.push(this.#entries.get(id)?.roomId);
      this.#entries.delete(id);
    }
    this.#tell(rooms);
  }

  /** The message itself is there. */
  arrived(message) {
    const entry = this.#entries.get(message.clientMessageId);
    if (entry?.roomId === message.roomId) {
      this.#entries.delete(message.clientMessageId);
      this.#tell([message.roomId]);
    }
  }

  /** The room has come that far: what was acked up to there is shown, or was deleted since. */
  reached(roomId, rev) {
    const shown = this.list.filter((entry) =>
      entry.roomId === roomId && entry.state === "acked" && entry.rev <= rev);
    if (shown.length > 0) {
      shown.forEach((entry) => this.#entries.delete(entry.clientMessageId));
      this.#tell([roomId]);
    }
  }

  /** For a hub that may not know them. */
  unsent() {
    return this.list.filter((entry) => entry.state === "pending")
      .map(({ retry, discard, ...entry }) => entry);
  }

  of(roomId) {
    return this.list.filter((entry) => entry.roomId === roomId);
  }

  #put(entry) {
    const id = entry.clientMessageId;
    this.#entries.set(id, {
      ...entry,
      retry: () => this.#send({ op: "retry", id }),
      discard: () => this.#send({ op: "discard", id }),
    });
  }

  #tell(rooms) {
    this.list = [...this.#entries.values()].sort((a, b) => a.order - b.order || 0);
    this.#changed(new Set(rooms));
  }
}
