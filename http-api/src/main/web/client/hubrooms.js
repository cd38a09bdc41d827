// The rooms that some tab has open, and for a while those it had: one subscription each.

import { Feed } from "./feed.js";

/** Closed rooms that stay subscribed, so that going back costs nothing. */
const LINGERING = 60;
const LINGER_MS = 300_000;
const MARKER_EVERY_MS = 1_000;
const AGAIN_MS = 1_000;

export class HubRooms {
  #connection;
  #feeds = new Map();
  #tidying = 0;

  constructor(connection) {
    this.#connection = connection;
  }

  /** For hello: those that are open first. */
  positions() {
    return [...this.#feeds.values()]
      .filter((feed) => feed.refused === null)
      .sort((a, b) => b.tabs.size - a.tabs.size)
      .map((feed) => feed.position());
  }

  // From the tabs

  open(tab, roomId, rev) {
    let feed = this.#feeds.get(roomId);
    const fresh = feed === undefined;
    if (fresh) {
      feed = new Feed(roomId);
      this.#feeds.set(roomId, feed);
    }
    feed.tabs.set(tab, rev);
    const served = feed.covers(rev) && feed.serve(tab);
    const waits = feed.asked && !feed.live && feed.refused === null;
    if (!waits && (!served || !feed.live)) {
      this.#subscribe(feed);
    }
    feed.greet(tab);
  }

  shut(tab, roomId) {
    const feed = this.#feeds.get(roomId);
    feed?.tabs.delete(tab);
    if (feed?.tabs.size === 0) {
      feed.closedAt = Date.now();
      this.#tidy();
    }
  }

  left(tab) {
    this.#feeds.forEach((feed) => feed.tabs.has(tab) && this.shut(tab, feed.roomId));
  }

  /** The subscriptions that nobody came back to. */
  #tidy() {
    clearTimeout(this.#tidying);
    const closed = [...this.#feeds.values()]
      .filter((feed) => feed.tabs.size === 0)
      .sort((a, b) => b.closedAt - a.closedAt);
    closed.forEach((feed, i) => {
      if (i >= LINGERING || Date.now() - feed.closedAt >= LINGER_MS) {
        this.#feeds.delete(feed.roomId);
        clearTimeout(feed.again);
        this.#connection.unsubscribe(feed.roomId);
      }
    });
    if (closed.length > 0) {
      this.#tidying = setTimeout(() => this.#tidy(), LINGER_MS);
    }
  }

  /** The marker that is wanted; it goes at most once a second, and after a reconnect. */
  read(roomId, seq) {
    const feed = this.#feeds.get(roomId);
    if (feed !== undefined && seq > Math.max(feed.readSeq, feed.wantsRead ?? 0)) {
      feed.wantsRead = seq;
      this.#mark(feed);
    }
  }

  #mark(feed) {
    if (feed.marking || !this.#connection.up || !feed.live) {
      return;
    }
    const { roomId, wantsRead, readSeq, gotSeq, toldSeq = 0 } = feed;
    if (wantsRead > readSeq) {
      this.#connection.request({ type: "read", roomId, seq: wantsRead }).then(
        (read) => this.heard({ ...read, roomId }),
        (error) => error.temporary || (feed.wantsRead = readSeq));
      feed.toldSeq = Math.max(toldSeq, wantsRead);
    } else if (gotSeq > Math.max(toldSeq, readSeq)) {
      this.#connection.push({ type: "delivered", roomId, seq: gotSeq });
      feed.toldSeq = gotSeq;
    } else {
      return;
    }
    feed.marking = true;
    setTimeout(() => {
      feed.marking = false;
      this.#mark(feed);
    }, MARKER_EVERY_MS);
  }

  // From the server

  greeted(rooms) {
    const named = new Set(rooms.map(({ roomId }) => roomId));
    this.#feeds.forEach((feed) => {
      feed.asked = named.has(feed.roomId);
      if (!feed.asked) {
        this.#subscribe(feed);
      }
    });
  }

  lost() {
    this.#feeds.forEach((feed) => {
      feed.asked = false;
      feed.refused = null;
      clearTimeout(feed.again);
      feed.lost();
    });
  }

  /** Rooms in which something happened: one that was refused may be open to the user again. */
  named(rooms) {
    rooms.forEach(({ roomId }) => {
      const feed = this.#feeds.get(roomId);
      feed?.refused && this.#subscribe(feed);
    });
  }

  #subscribe(feed) {
    if (this.#connection.up) {
      feed.refused = null;
      feed.asked = true;
      const { roomId, rev } = feed.position();
      this.#connection.subscribe(roomId, rev);
    }
  }

  heard(frame) {
    const feed = this.#feeds.get(frame.roomId);
    if (feed === undefined) {
      return;
    }
    switch (frame.type) {
      case "synced": return this.#synced(feed, frame);
      case "event": return this.#event(feed, frame);
      case "behind": return this.#behind(feed);
      case "error": return this.#refused(feed, frame);
      default: return feed.other(frame);
    }
  }

  #synced(feed, frame) {
    if (!feed.synced(frame)) {
      this.#subscribe(feed);
    }
    this.#got(feed);
  }

  #event(feed, frame) {
    if (!feed.event(frame)) {
      this.#subscribe(feed);
    } else if (frame.kind === "message.posted") {
      this.#got(feed);
    }
  }

  #got(feed) {
    feed.gotSeq = feed.lastSeq;
    this.#mark(feed);
  }

  #behind(feed) {
    feed.live = false;
    // A stream goes on with `synced` by itself.
    if (this.#connection.state.transport !== "sse") {
      this.#subscribe(feed);
    }
  }

  #refused(feed, error) {
    feed.lost();
    feed.asked = false;
    if (error.temporary) {
      clearTimeout(feed.again);
      const delay = (error.retryAfterMs ?? AGAIN_MS) * (1 + Math.random());
      feed.again = setTimeout(() => this.#subscribe(feed), delay);
    } else {
      feed.refused = error;
      feed.tabs.forEach((rev, tab) => tab.frame({ ...error, type: "refused" }));
    }
  }
}
