// How a tab reaches the hub of its browser: in a SharedWorker, else in the tab that leads, else its
// own. All ways look the same: send(message) and the messages that come.

import { Hub } from "./hub.js";
import { uuid7 } from "./ids.js";

const WORKER_WITHIN_MS = 10_000;

/** Where a page wants Trusted Types, this is the one script that is started by its address. */
let policy = null;

function workerUrl() {
  const url = new URL("./worker.js", import.meta.url).href;
  policy ??= globalThis.trustedTypes?.createPolicy("parley", { createScriptURL: () => url });
  return policy?.createScriptURL(url) ?? url;
}

export class Share {
  #config;
  #on;
  #send = () => {};
  #closers = [];
  id = uuid7();

  /**
   * @param config key, url, device, transports of the hub; share: the way that is wanted
   * @param on message(message); hub(): there is one, maybe another than before: attach to it
   */
  constructor(config, on) {
    this.#config = config;
    this.#on = on;
    this.#hold().then(() => this.#choose(config.share));
  }

  send(message) {
    this.#send(message);
  }

  close() {
    this.#send({ op: "leave" });
    this.#send = () => {};
    this.#closers.forEach((close) => close());
  }

  /** A lock that lasts as long as the tab does, for the hub to see. */
  #hold() {
    const { locks } = globalThis.navigator ?? {};
    if (locks === undefined) {
      this.#sayWhenHidden();
      return Promise.resolve();
    }
    return new Promise((held) => locks.request(`parley tab ${this.id}`, () => {
      held();
      return new Promise((release) => this.#closers.push(release));
    }));
  }

  /** Without locks (pages that are not secure) the tab has to say itself that it goes. */
  #sayWhenHidden() {
    globalThis.addEventListener?.("pagehide", () => this.#send({ op: "leave" }));
    globalThis.addEventListener?.("pageshow", (event) => event.persisted && this.#on.hub());
  }

  #choose(wanted = "worker") {
    const { locks } = globalThis.navigator ?? {};
    if (wanted === "worker" && globalThis.SharedWorker !== undefined) {
      this.#worker();
    } else if (wanted !== "none" && globalThis.BroadcastChannel && locks) {
      this.#leader(locks);
    } else {
      this.#own();
    }
  }

  #worker() {
    const { key, url, device, transports } = this.#config;
    let worker;
    const instead = () => {
      clearTimeout(late);
      worker?.port.close();
      this.#choose("leader");
    };
    const late = setTimeout(instead, WORKER_WITHIN_MS);
    try {
      const name = JSON.stringify({ key, url, device, transports });
      worker = new SharedWorker(workerUrl(), { type: "module", name });
    } catch {
      instead();
      return;
    }
    worker.onerror = instead;
    const { port } = worker;
    port.onmessage = ({ data }) => {
      clearTimeout(late);
      worker.onerror = null;
      this.#on.message(data);
    };
    this.#send = (message) => port.postMessage({ from: this.id, message });
    this.#closers.push(() => port.close());
    this.#on.hub();
  }

  /** One tab has the hub; when it is closed, another one gets the lock. */
  #leader(locks) {
    const name = `parley hub ${this.#config.key}`;
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data: { to, message } }) => {
      if (to === this.id) {
        this.#on.message(message);
      } else if (to === "tabs") {
        this.#on.hub();
      }
    };
    this.#send = (message) => channel.postMessage({ to: "hub", from: this.id, message });
    this.#closers.push(() => channel.close());
    this.#on.hub();
    locks.request(name, () => {
      this.#lead(channel, locks);
      return new Promise((release) => this.#closers.push(release));
    });
  }

  #lead(channel, locks) {
    const hub = this.#own();
    const toTab = channel.onmessage;
    channel.onmessage = (event) => {
      const { to, from, message } = event.data;
      if (to !== "hub") {
        toTab(event);
        return;
      }
      hub.heard(from, message, (answer) => channel.postMessage({ to: from, message: answer }));
      if (message.op === "attach") {
        locks.request(`parley tab ${from}`, () => hub.left(from));
      }
    };
    channel.postMessage({ to: "tabs" });
  }

  #own() {
    const hub = new Hub(this.#config);
    this.#send = (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => hub.heard(this.id, copy, (answer) => {
        const mine = structuredClone(answer);
        queueMicrotask(() => this.#on.message(mine));
      }));
    };
    this.#closers.push(() => hub.close());
    this.#on.hub();
    return hub;
  }
}
