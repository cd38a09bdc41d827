// The one way to the server that is in use: a socket, else a stream, else polling; lost and found
// again by the protocol's rules.

import { ParleyError } from "./errors.js";
import { PollLink } from "./poll.js";
import { SocketLink } from "./socket.js";
import { StreamLink } from "./stream.js";
import { claimsOf } from "./tokens.js";

const LINKS = { socket: SocketLink, sse: StreamLink, polling: PollLink };

const FIRST_DELAY_MS = 200;
const MOST_DELAY_MS = 30_000;
const OFFLINE_RETRY_MS = 30_000;
const LASTING_MS = 5_000;
const SOCKET_SOON_MS = 500;
const SOCKET_AGAIN_MS = 2_000;
const SOCKET_AGAIN_MOST_MS = 60_000;
const EXPIRES_SOON_MS = 60_000;
const RENEW_AFTER_MS = 5_000;
const TOKENS_TRIED = 2;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export class Connection {
  #context;
  #on;
  #order;
  #tokens;
  #link = null;
  /** An attempt that has not been greeted yet; beside a link it is a socket that is to replace it. */
  #candidate = null;
  #failures = 0;
  #socketWorked = false;
  #socketsTried = 0;
  /** Tokens refused since the last greeting. */
  #refusals = 0;
  #since = 0;
  #skewMs = 0;
  #online = true;
  #started = false;
  #timers = {};
  state = { name: "connecting", transport: null, retryAt: null, error: null };

  /**
   * @param context url, rest, tokens, device, transports, rooms(), front()
   * @param on hello(rooms): greeted, these rooms were named; frame(frame); state(state)
   */
  constructor(context, on) {
    this.#context = context;
    this.#tokens = context.tokens;
    this.#order = context.transports ?? Object.keys(LINKS);
    this.#on = on;
  }

  get up() {
    return this.#link !== null;
  }

  /** The first time, and after an end for good: whoever came since may have a better token. */
  start() {
    if (!this.#started || this.state.name === "closed") {
      this.#started = true;
      this.#failures = 0;
      this.#begin(0);
    }
  }

  request(frame) {
    return this.#link?.request(frame)
      ?? Promise.reject(new ParleyError("network", "There is no connection."));
  }

  push(frame) {
    this.#link?.push(frame);
  }

  subscribe(roomId, rev) {
    this.#link?.subscribe(roomId, rev);
  }

  unsubscribe(roomId) {
    this.#link?.unsubscribe(roomId);
  }

  // Attempts

  #is(name, { transport = null, retryAt = null, error = null } = {}) {
    this.state = { name, transport, retryAt, error: error?.plain() ?? null };
    this.#on.state(this.state);
  }

  async #begin(way) {
    this.#clear("retry");
    this.#is("connecting", { transport: this.#order[way] });
    const attempt = (this.#candidate = {});
    try {
      const token = await this.#tokens.get();
      if (this.#candidate === attempt) {
        this.#open(way, token);
      }
    } catch (e) {
      if (this.#candidate === attempt) {
        this.#candidate = null;
        this.#tokenFailed(ParleyError.from(e));
      }
    }
  }

  /** The link tells of itself later, never from within its constructor. */
  #open(way, token) {
    const link = new LINKS[this.#order[way]]({ ...this.#context, token }, {
      hello: (frame, rooms) => this.#greeted(link, frame, rooms),
      frame: (frame) => link === this.#link && this.#on.frame(frame),
      end: (bye) => this.#ended(link, bye, way, token),
    });
    this.#candidate = link;
  }

  #greeted(link, frame, rooms) {
    if (link !== this.#candidate) {
      return;
    }
    this.#link?.close();
    this.#link = link;
    this.#candidate = null;
    this.#refusals = 0;
    this.#since = Date.now();
    if (link.kind === "socket") {
      this.#socketWorked = true;
      this.#socketsTried = 0;
    } else {
      this.#socketLater();
    }
    this.#skewMs = frame.serverTime ? Date.parse(frame.serverTime) - Date.now() : 0;
    this.#renewBeforeExpiry();
    this.#is(link.kind === "polling" ? "polling" : "live", { transport: link.kind });
    this.#on.hello(rooms);
  }

  #ended(link, bye, way, token) {
    if (link === this.#link) {
      this.#link = null;
      this.#candidate?.close?.();
      this.#candidate = null;
      if (Date.now() - this.#since >= LASTING_MS) {
        this.#failures = 0;
      }
      this.#lost(bye, token);
    } else if (link === this.#candidate) {
      this.#candidate = null;
      if (this.#link !== null) {
        this.#socketLater();
      } else if (bye.refused && this.#mayTryOther(way)) {
        this.#begin(way + 1);
      } else {
        this.#lost(bye, token);
      }
    }
  }

  /** Where sockets have worked, the first that fails is more likely a node that restarts. */
  #mayTryOther(way) {
    return way + 1 < this.#order.length
      && (!this.#socketWorked || this.#failures > 0 || this.#order[way] !== "socket");
  }

  #lost(bye, token) {
    this.#clear("socket", "expiry");
    const error = new ParleyError(bye.code === 4401 || bye.code === 4403 ? "unauthorized"
      : "unavailable", bye.reason ?? "The connection was lost.");
    if (bye.code === 4401 || bye.code === 4506) {
      this.#renew(token, error);
    } else if (bye.reconnect === false || (bye.code >= 4400 && bye.code < 4500)) {
      this.#is("closed", { error });
    } else {
      this.#later(bye.retryAfterMs, error);
    }
  }

  /** Another token; one that is made in the very second of a revocation is refused, too. */
  async #renew(refused, error) {
    if (++this.#refusals > TOKENS_TRIED) {
      this.#refusals = 0;
      this.#is("closed", { error });
      return;
    }
    this.#is("connecting");
    const attempt = (this.#candidate = {});
    try {
      await this.#tokens.renew(refused);
      if (this.#candidate === attempt) {
        this.#later(0, error);
      }
    } catch (e) {
      if (this.#candidate === attempt) {
        this.#candidate = null;
        this.#tokenFailed(ParleyError.from(e));
      }
    }
  }

  #tokenFailed(error) {
    if (error.code === "unauthorized" && !error.temporary) {
      this.#is("closed", { error });
    } else {
      this.#later(error.retryAfterMs, error);
    }
  }

  #later(atLeastMs, error) {
    this.#candidate = null;
    const most = Math.min(MOST_DELAY_MS, 1_000 * 2 ** this.#failures++);
    const random = FIRST_DELAY_MS + Math.random() * (most - FIRST_DELAY_MS);
    const delay = this.#online ? Math.max(atLeastMs ?? 0, random) : OFFLINE_RETRY_MS;
    this.#timer("retry", delay, () => this.#begin(0));
    this.#is(this.#online ? "waiting" : "offline", { retryAt: Date.now() + delay, error });
  }

  /** From a stream or polling back to a socket, less and less often. */
  #socketLater() {
    if (this.#order[0] !== "socket") {
      return;
    }
    const first = this.#socketWorked ? SOCKET_SOON_MS : SOCKET_AGAIN_MS;
    const most = Math.min(SOCKET_AGAIN_MOST_MS, first * 2 ** this.#socketsTried++);
    this.#timer("socket", most * (0.5 + Math.random() / 2), async () => {
      const token = await this.#tokens.get().catch(() => null);
      if (token !== null && this.#link !== null && this.#candidate === null) {
        this.#open(0, token);
      }
    });
  }

  // The token while connected

  #renewBeforeExpiry() {
    const { exp } = claimsOf(this.#tokens.current);
    const left = exp * 1_000 - Date.now() - this.#skewMs;
    const soon = Math.max(RENEW_AFTER_MS, left / 2, left - EXPIRES_SOON_MS);
    this.#timer("expiry", Math.min(soon, LONGEST_TIMER_MS), () => {
      this.#tokens.fetch("expiring").then(() => this.tokenChanged()).catch(() => {});
    });
  }

  tokenChanged() {
    if (this.#link !== null) {
      this.#link.auth(this.#tokens.current);
      this.#renewBeforeExpiry();
    }
  }

  // What the surroundings say

  online(on) {
    if (on !== this.#online) {
      this.#online = on;
      if (on) {
        this.retryNow();
      } else if (this.#started && this.state.name !== "closed") {
        this.#drop();
        this.#later(0, null);
      }
    }
  }

  /** Somebody looks at a tab again: waiting is over, and a connection shows whether it is alive. */
  looked() {
    this.#link === null ? this.retryNow() : this.#link.probe();
  }

  retryNow() {
    if (this.#link === null && ["waiting", "offline"].includes(this.state.name)) {
      this.#failures = Math.min(this.#failures, 1);
      this.#begin(0);
    }
  }

  close() {
    this.#drop();
    this.#is("closed");
  }

  #drop() {
    this.#clear(...Object.keys(this.#timers));
    this.#link?.close();
    this.#candidate?.close?.();
    this.#link = null;
    this.#candidate = null;
  }

  #timer(name, ms, then) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(then, ms);
  }

  #clear(...names) {
    names.forEach((name) => clearTimeout(this.#timers[name]));
  }
}
