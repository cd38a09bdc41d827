// Calls over HTTP: with the token, once more after a 401, reads once more when the server says when.

import { ParleyError } from "./errors.js";

const WITHIN_MS = 25_000;
const READS_AGAIN = 2;
const READ_AGAIN_WITHIN_MS = 2_000;

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** What a call answers whose `etag` still holds. */
export const UNCHANGED = Symbol("unchanged");

export const segment = (text) => encodeURIComponent(text);

export async function login(name, { url = globalThis.location?.origin, signal } = {}) {
  const response = await fetch(`${url}/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name }),
    signal,
  }).catch((e) => Promise.reject(ParleyError.ofFetch(e)));
  if (!response.ok) {
    throw await ParleyError.ofResponse(response);
  }
  return response.json();
}

export class Rest {
  #base;
  #tokens;
  #reading = new Map();

  constructor(url, tokens) {
    this.#base = `${url}/api/chat`;
    this.#tokens = tokens;
  }

  /** The same read twice at a time is one, unless somebody wants to be able to give it up. */
  get(path, { query, signal, etag } = {}) {
    const from = path + queryOf(query);
    if (signal !== undefined || etag !== undefined) {
      return this.#read(from, { signal, etag });
    }
    const reading = this.#reading.get(from)
      ?? this.#read(from, {}).finally(() => this.#reading.delete(from));
    this.#reading.set(from, reading);
    return reading;
  }

  async #read(path, options, again = READS_AGAIN) {
    try {
      return await this.call("GET", path, options);
    } catch (e) {
      if (again === 0 || !(e.retryAfterMs <= READ_AGAIN_WITHIN_MS) || e.retryAfterMs === null) {
        throw e;
      }
      await wait(e.retryAfterMs);
      return this.#read(path, options, again - 1);
    }
  }

  post(path, body, options) {
    return this.call("POST", path, { ...options, body: body ?? {} });
  }

  put(path, body, options) {
    return this.call("PUT", path, { ...options, body: body ?? {} });
  }

  patch(path, body, options) {
    return this.call("PATCH", path, { ...options, body });
  }

  delete(path, options) {
    return this.call("DELETE", path, options);
  }

  async call(method, path, options = {}) {
    const token = await this.#tokens.get();
    const response = await this.fetch(method, path, token, options);
    if (response.status !== 401) {
      return bodyOf(response, options);
    }
    const renewed = await this.#tokens.renew(token);
    return bodyOf(await this.fetch(method, path, renewed, options), options);
  }

  /** One attempt; the answer as it is. Without `within` it may last for ever. */
  async fetch(method, path, token, { body, signal, etag, headers, within = WITHIN_MS } = {}) {
    const late = new AbortController();
    const timer = within > 0 ? setTimeout(() => late.abort(), within) : 0;
    try {
      return await fetch(this.#base + path, {
        method,
        signal: signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]),
        credentials: "omit",
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body && { "Content-Type": "application/json" }),
          ...(etag && { "If-None-Match": etag }),
          ...headers,
        },
        body: body && JSON.stringify(body),
      });
    } catch (e) {
      throw late.signal.aborted
        ? new ParleyError("unavailable", "The server took too long to answer.")
        : ParleyError.ofFetch(e);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function bodyOf(response, { etag }) {
  if (response.status === 304) {
    return UNCHANGED;
  }
  if (!response.ok) {
    throw await ParleyError.ofResponse(response);
  }
  if (response.status === 204) {
    return undefined;
  }
  try {
    const body = await response.json();
    return etag === undefined ? body : { body, etag: response.headers.get("ETag") ?? "" };
  } catch (e) {
    throw ParleyError.ofFetch(e);
  }
}

function queryOf(query = {}) {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return set.length === 0 ? "" : `?${new URLSearchParams(set)}`;
}
