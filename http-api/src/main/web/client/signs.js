// What is no message: who types, how far the others have read, answers that are being written.

const TYPING_EVERY_MS = 4_000;
const TYPING_ENDS_MS = 6_000;
const TYPISTS_END_MS = 9_000;
/** The server tells of rooms with up to so many members. */
const RECEIPTS = 100;

export class Signs {
  #client;
  #room;
  #since = 0;
  #ends = 0;
  #typistsEnd = 0;
  typing = [];
  receipts = new Map();
  streams = new Map();

  constructor(client, room) {
    this.#client = client;
    this.#room = room;
  }

  typists(users) {
    clearTimeout(this.#typistsEnd);
    users.forEach(({ userId, name }) => this.#client.directory.see(userId, name));
    this.typing = users.filter((user) => user.userId !== this.#client.me?.userId);
    if (users.length > 0) {
      this.#typistsEnd = setTimeout(() => this.typists([]), TYPISTS_END_MS);
    }
    this.#room.soon("typing");
  }

  /** Markers never go back. */
  markers(markers) {
    this.receipts = new Map(this.receipts);
    for (const { userId, readSeq, deliveredSeq } of markers) {
      const known = this.receipts.get(userId);
      if (known !== undefined || this.receipts.size < RECEIPTS) {
        this.receipts.set(userId, {
          readSeq: Math.max(readSeq, known?.readSeq ?? 0),
          deliveredSeq: Math.max(deliveredSeq, known?.deliveredSeq ?? 0),
        });
      }
    }
    this.#room.soon("receipts");
  }

  /** The text so far; null when the message itself has it. */
  written(messageId, text) {
    if (text !== null || this.streams.has(messageId)) {
      this.streams = new Map(this.streams);
      text === null ? this.streams.delete(messageId) : this.streams.set(messageId, text);
      this.#room.soon("streams");
    }
  }

  /** The user's own sign, repeated while it goes on. */
  type(on) {
    clearTimeout(this.#ends);
    if (on) {
      this.#ends = setTimeout(() => this.type(false), TYPING_ENDS_MS);
    }
    const now = Date.now();
    if (on ? now - this.#since >= TYPING_EVERY_MS : this.#since > 0) {
      this.#since = on ? now : 0;
      const frame = { type: "typing", roomId: this.#room.id, on };
      this.#client.hub.send({ op: "tell", frame });
    }
  }
}
