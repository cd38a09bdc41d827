// The user's token: fetched once however many ask for it, and again when it is refused or runs out.

import { ParleyError } from "./errors.js";

/** What the token says; nothing is verified here, that is the server's part. */
export function claimsOf(token) {
  try {
    const part = token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(part), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new ParleyError("unauthorized", "The token is no JWT.", { temporary: false });
  }
}

export function userOf(token) {
  const { sub, name, picture, role, tenant } = claimsOf(token);
  return {
    userId: sub, name: name ?? sub, avatarUrl: picture ?? null,
    role: role ?? "USER", tenant: tenant ?? "main",
  };
}

export class Tokens {
  #source;
  #changed;
  #fetching = null;
  current = null;

  /**
   * @param source the token, or a function (why) that fetches one
   * @param changed is told of each token that this source gave
   */
  constructor(source, changed = () => {}) {
    this.#source = source;
    this.#changed = changed;
  }

  async get() {
    return this.current ?? this.fetch("start");
  }

  /** Another than the one that was refused. */
  async renew(refused) {
    return this.current !== null && this.current !== refused
      ? this.current
      : this.fetch("refused");
  }

  /** One that somebody else fetched for the same user; the one that lasts longer stays. */
  adopt(token) {
    const newer = this.current === null || claimsOf(token).exp > claimsOf(this.current).exp;
    if (newer) {
      this.current = token;
    }
    return newer;
  }

  /** why: start, expiring, refused. */
  fetch(why) {
    this.#fetching ??= this.#ask(why).finally(() => (this.#fetching = null));
    return this.#fetching;
  }

  async #ask(why) {
    if (typeof this.#source === "string" && why !== "start") {
      throw new ParleyError("unauthorized", "The token is not good any more.");
    }
    const source = this.#source;
    const token = typeof source === "string" ? source : await source(why);
    claimsOf(token);
    this.current = token;
    this.#changed(token);
    return token;
  }
}
