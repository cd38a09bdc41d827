// What a browser has once, for all tabs of one user: the connection, the rooms' feeds, the outbox.
// It lives in a SharedWorker, or in the tab that leads. A tab is {id, send(message)}.

import { Connection } from "./connection.js";
import { ParleyError } from "./errors.js";
import { HubPresence } from "./hubpresence.js";
import { HubRooms } from "./hubrooms.js";
import { Outbox } from "./outbox.js";
import { Rest } from "./rest.js";
import { Store } from "./store.js";
import { Tokens } from "./tokens.js";

const TOKEN_WITHIN_MS = 20_000;

export class Hub {
  #tabs = new Map();
  #tokens = new Tokens((why) => this.#askForToken(why), (token) => this.#share(token));
  #tokenAsked = new Map();
  #connection;
  #rooms;
  #presence;
  #outbox;
  #release = () => {};

  /**
   * @param key names the user and the node; the outbox is kept under it
   */
  constructor({ key, url, device, transports }) {
    const context = {
      url, device, transports,
      tokens: this.#tokens,
      rest: new Rest(url, this.#tokens),
      rooms: () => this.#rooms.positions(),
      front: () => [...this.#tabs.values()].some((tab) => tab.visible),
    };
    this.#connection = new Connection(context, {
      hello: (rooms) => this.#greeted(rooms),
      frame: (frame) => this.#frame(frame),
      state: (state) => this.#state(state),
    });
    this.#rooms = new HubRooms(this.#connection);
    this.#presence = new HubPresence(
      this.#connection, context.front, (frame) => this.#frame(frame));
    this.#outbox = new Outbox(
      new Store(`parley ${key}`),
      async (frame) => this.#own(await this.#connection.request(frame)),
      (change) => this.#all({ op: "outbox", ...change }));
    this.#load(`parley outbox ${key}`);
  }

  /** What is left over is sent by one hub only; and should two do it, the server takes it once. */
  #load(lock) {
    const { locks } = globalThis.navigator ?? {};
    const hold = async () => {
      await this.#outbox.load();
      return new Promise((release) => (this.#release = release));
    };
    if (locks === undefined) {
      this.#outbox.load();
    } else {
      locks.request(lock, { ifAvailable: true }, (had) => {
        had || this.#outbox.ready();
        had || locks.request(lock, hold);
        return had && hold();
      });
    }
  }

  /** Of a hub that lives in a tab: another one may take over. */
  close() {
    this.#tabs.clear();
    this.#release();
    this.#connection.close();
  }

  // From the tabs

  /** A message of a tab; `send` reaches that tab. */
  heard(id, message, send) {
    if (message.op === "attach") {
      this.#attach(id, message, send);
    }
    const tab = this.#tabs.get(id);
    if (tab !== undefined) {
      this.#did(tab, message);
    }
  }

  #attach(id, { token, visible, online, pending, rooms, watch }, send) {
    this.#gone(this.#tabs.get(id));
    const tab = { id, visible, send, frame: (frame) => send({ op: "frame", frame }) };
    this.#tabs.set(id, tab);
    token && this.#tokens.adopt(token);
    send({ op: "hub", state: this.#connection.state, entries: this.#outbox.entries });
    this.#presence.watch(tab, watch);
    rooms.forEach(({ roomId, rev }) => this.#rooms.open(tab, roomId, rev));
    pending.forEach((entry) => this.#outbox.add(entry));
    this.#connection.online(online);
    this.#connection.start();
  }

  /** By its own word, or when its lock was free: it is there no more. */
  left(id) {
    const tab = this.#tabs.get(id);
    this.#tabs.delete(id);
    this.#gone(tab);
    if (tab !== undefined && this.#tabs.size === 0) {
      this.#connection.close();
    }
  }

  #gone(tab) {
    if (tab !== undefined) {
      this.#rooms.left(tab);
      this.#presence.left(tab);
    }
  }

  #did(tab, message) {
    switch (message.op) {
      case "token": return this.#tokenCame(tab, message);
      case "open": return this.#rooms.open(tab, message.roomId, message.rev);
      case "shut": return this.#rooms.shut(tab, message.roomId);
      case "read": return this.#rooms.read(message.roomId, message.seq);
      case "ask": return this.#ask(tab, message);
      case "tell": return this.#connection.push(message.frame);
      case "watch": return this.#presence.watch(tab, message.userIds);
      case "send": return this.#outbox.add(message.entry);
      case "retry": return this.#outbox.retry(message.id);
      case "discard": return this.#outbox.discard(message.id);
      case "forget": return this.#outbox.forget().then(() => tab.send({ op: "forgotten" }));
      case "online": return this.#connection.online(message.on);
      case "visible": return this.#looks(tab, message.on);
      case "retryNow": return this.#connection.retryNow();
      case "leave": return this.left(tab.id);
    }
  }

  #looks(tab, on) {
    tab.visible = on;
    if (on) {
      this.#connection.looked();
      this.#presence.looked();
    }
  }

  async #ask(tab, { n, frame }) {
    try {
      tab.send({ op: "answer", n, answer: this.#own(await this.#connection.request(frame)) });
    } catch (e) {
      tab.send({ op: "answer", n, error: ParleyError.from(e).plain() });
    }
  }

  /** An answer over HTTP has the message itself, of which nobody may tell us otherwise. */
  #own(answer) {
    if (answer.message !== undefined) {
      const { roomId, rev, message } = answer;
      this.#all({ op: "frame", frame: { type: "message", roomId, rev, message } });
    }
    return answer;
  }

  // The token: fetched by a tab, one that is seen first, and given to all

  async #askForToken(why) {
    const tabs = [...this.#tabs.values()].sort((a, b) => b.visible - a.visible);
    let failure = { code: "network", message: "No tab gave a token." };
    for (const tab of tabs) {
      const { token, error } = await new Promise((done) => {
        this.#tokenAsked.set(tab.id, done);
        setTimeout(() => done({ error: failure }), TOKEN_WITHIN_MS);
        tab.send({ op: "token?", why, refused: this.#tokens.current });
      });
      if (token !== undefined) {
        return token;
      }
      failure = error;
    }
    throw ParleyError.of(failure);
  }

  #tokenCame(tab, { token, error }) {
    const asked = this.#tokenAsked.get(tab.id);
    this.#tokenAsked.delete(tab.id);
    if (asked !== undefined) {
      asked({ token, error });
    } else if (token !== undefined && this.#tokens.adopt(token)) {
      this.#connection.tokenChanged();
      this.#share(token);
    }
  }

  #share(token) {
    this.#all({ op: "token", token });
  }

  // From the server

  #greeted(rooms) {
    this.#rooms.greeted(rooms);
    this.#presence.greeted();
  }

  #state(state) {
    if (!this.#connection.up) {
      this.#rooms.lost();
    }
    this.#all({ op: "state", state });
    this.#outbox.up(this.#connection.up);
  }

  #frame(frame) {
    if (frame.type === "presence") {
      this.#presence.heard(frame);
      this.#all({ op: "frame", frame });
    } else if (frame.roomId !== undefined) {
      this.#rooms.heard(frame);
    } else {
      frame.type === "inbox" && this.#rooms.named(frame.rooms);
      this.#all({ op: "frame", frame });
    }
  }

  #all(message) {
    this.#tabs.forEach((tab) => tab.send(message));
  }
}
