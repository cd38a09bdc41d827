// A tab's line to its hub: found as soon as the token says whose it is, attached to anew when the
// hub is another one, with the answers it owes.

import { ParleyError } from "./errors.js";
import { Share } from "./share.js";
import { userOf } from "./tokens.js";

const TOKEN_AGAIN_MS = 1_000;
const TOKEN_AGAIN_MOST_MS = 30_000;
const FORGOTTEN_WITHIN_MS = 2_000;

const visible = () => (globalThis.document?.visibilityState ?? "visible") === "visible";

export class HubLink {
  #options;
  #tokens;
  #on;
  #share = null;
  #asked = new Map();
  #nextAsk = 1;
  #forgotten = () => {};
  #stop = [];
  #again = 0;
  #closed = false;

  /**
   * @param options url, device, transports, share
   * @param on attach(): rooms, pending and watch for a new hub; state(state); message(message)
   */
  constructor(options, tokens, on) {
    this.#options = options;
    this.#tokens = tokens;
    this.#on = on;
    this.#start(TOKEN_AGAIN_MS);
  }

  async #start(wait) {
    try {
      const token = await this.#tokens.get();
      this.#closed || this.#found(userOf(token));
    } catch (e) {
      const error = ParleyError.from(e);
      const over = error.code === "unauthorized" && !error.temporary;
      const delay = wait * (0.5 + Math.random());
      if (!this.#closed) {
        this.#on.state({
          name: over ? "closed" : "waiting",
          transport: null,
          retryAt: over ? null : Date.now() + delay,
          error: error.plain(),
        });
        const next = Math.min(2 * wait, TOKEN_AGAIN_MOST_MS);
        this.#again = over ? 0 : setTimeout(() => this.#start(next), delay);
      }
    }
  }

  #found({ tenant, userId }) {
    const { url } = this.#options;
    this.#share = new Share({ ...this.#options, key: `${url} ${tenant} ${userId}` }, {
      message: (message) => this.#heard(message),
      hub: () => this.#attach(),
    });
    this.#listen(globalThis.document, "visibilitychange", () =>
      this.send({ op: "visible", on: visible() }));
    this.#listen(globalThis, "online", () => this.send({ op: "online", on: true }));
    this.#listen(globalThis, "offline", () => this.send({ op: "online", on: false }));
  }

  #listen(target, name, then) {
    target?.addEventListener?.(name, then);
    this.#stop.push(() => target?.removeEventListener?.(name, then));
  }

  #attach() {
    this.#giveUp("The tab that led was closed.");
    this.send({
      op: "attach",
      token: this.#tokens.current,
      visible: visible(),
      online: globalThis.navigator?.onLine !== false,
      ...this.#on.attach(),
    });
  }

  #giveUp(why) {
    this.#asked.forEach(({ fail }) => fail(new ParleyError("network", why)));
    this.#asked.clear();
  }

  #heard(message) {
    switch (message.op) {
      case "state": return this.#on.state(message.state);
      case "answer": return this.#answered(message);
      case "token": return void this.#tokens.adopt(message.token);
      case "token?": return this.#giveToken(message);
      case "forgotten": return this.#forgotten();
      default: return this.#on.message(message);
    }
  }

  #answered({ n, answer, error }) {
    const asked = this.#asked.get(n);
    this.#asked.delete(n);
    error === undefined ? asked?.done(answer) : asked?.fail(ParleyError.of(error));
  }

  /** The hub has no token of its own: it asks a tab, whose page knows how to come by one. */
  async #giveToken({ why, refused }) {
    try {
      const token = why === "refused" ? await this.#tokens.renew(refused)
        : why === "start" ? await this.#tokens.get() : await this.#tokens.fetch(why);
      this.send({ op: "token", token });
    } catch (e) {
      this.send({ op: "token", error: ParleyError.from(e).plain() });
    }
  }

  send(message) {
    this.#share?.send(message);
  }

  /** The answer to a frame. */
  ask(frame) {
    if (this.#share === null || this.#closed) {
      return Promise.reject(new ParleyError("network", "There is no connection."));
    }
    return new Promise((done, fail) => {
      const n = this.#nextAsk++;
      this.#asked.set(n, { done, fail });
      this.send({ op: "ask", n, frame });
    });
  }

  /** The outbox is empty when this is over, if there is a hub that can empty it. */
  forget() {
    return new Promise((done) => {
      this.#forgotten = done;
      setTimeout(done, FORGOTTEN_WITHIN_MS);
      this.send({ op: "forget" });
    });
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#again);
    this.#stop.forEach((stop) => stop());
    this.#giveUp("The client was closed.");
    this.#share?.close();
  }
}
