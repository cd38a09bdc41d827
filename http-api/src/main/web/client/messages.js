// A part of a room's messages: ascending by seq without a gap, and bounded. Messages and the list
// are never changed in place.

export class MessageWindow {
  list = [];
  /** The rev that each message shows: what is older than that does not overwrite it. */
  #asOf = new Map();
  #max;
  lastSeq = 0;
  atEnd = true;
  atStart = false;
  /** The seq that is looked at, null for the newest: when new ones come, the far side goes. */
  anchor = null;

  constructor(max) {
    this.#max = max;
  }

  get first() {
    return this.list[0]?.seq ?? this.lastSeq + 1;
  }

  get last() {
    return this.list.at(-1)?.seq ?? this.lastSeq;
  }

  bySeq(seq) {
    return this.list[seq - this.first];
  }

  /** These, and none of before. */
  reset(messages, lastSeq, rev, nextBefore) {
    this.#asOf.clear();
    this.list = [...messages];
    messages.forEach((message) => this.#asOf.set(message.seq, rev));
    this.lastSeq = Math.max(lastSeq, messages.at(-1)?.seq ?? 0);
    this.atEnd = this.last >= this.lastSeq;
    this.atStart = this.first <= 1 || nextBefore === null;
    this.anchor = null;
  }

  /** One that is new or has changed; one that lies elsewhere only says how far the room has come. */
  put(message, rev) {
    const { first, last } = this;
    const { seq } = message;
    this.lastSeq = Math.max(this.lastSeq, seq);
    if (seq >= first && seq <= last) {
      if ((this.#asOf.get(seq) ?? -1) > rev) {
        return;
      }
      this.list = this.list.with(seq - first, message);
    } else if (seq === last + 1 && this.atEnd) {
      this.list = [...this.list, message];
      const anchor = this.anchor ?? seq;
      this.#trim(this.#max + this.#max / 4, anchor - this.first < this.last - anchor);
    } else {
      this.atEnd = this.atEnd && seq < first;
      return;
    }
    this.#asOf.set(seq, rev);
    this.atStart = this.atStart || this.first <= 1;
  }

  /** The newest page, asked for: it goes on where the list ends, or takes its place. */
  newest(messages, lastSeq, rev) {
    const meets = messages.length === 0 || (this.list.length > 0 && messages[0].seq <= this.last + 1);
    if (this.atEnd && meets) {
      messages.forEach((message) => this.put(message, rev));
    } else if (this.atEnd) {
      this.reset(messages, lastSeq, rev);
    }
    this.lastSeq = Math.max(this.lastSeq, lastSeq);
  }

  before(messages, rev, nextBefore) {
    const fitting = messages.filter((message) => message.seq < this.first);
    if (fitting.length > 0 && fitting.at(-1).seq === this.first - 1) {
      fitting.forEach((message) => this.#asOf.set(message.seq, rev));
      this.list = [...fitting, ...this.list];
      this.#trim(this.#max, true);
    }
    this.atStart = this.first <= 1 || nextBefore === null;
  }

  after(messages, lastSeq, rev) {
    const fitting = messages.filter((message) => message.seq > this.last);
    this.lastSeq = Math.max(this.lastSeq, lastSeq);
    if (fitting.length > 0 && fitting[0].seq === this.last + 1) {
      fitting.forEach((message) => this.#asOf.set(message.seq, rev));
      this.list = [...this.list, ...fitting];
      this.#trim(this.#max, false);
    }
    this.atEnd = this.last >= this.lastSeq;
  }

  #trim(most, end) {
    const over = this.list.length > most ? this.list.length - this.#max : 0;
    if (over === 0) {
      return;
    }
    const gone = end ? this.list.slice(-over) : this.list.slice(0, over);
    this.list = end ? this.list.slice(0, -over) : this.list.slice(over);
    gone.forEach((message) => this.#asOf.delete(message.seq));
    this.atEnd = this.atEnd && !end;
    this.atStart = this.atStart && end;
  }
}
