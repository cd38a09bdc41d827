// Server-Sent Events, read by fetch since EventSource cannot carry the token. It only listens; what
// is to be said goes over HTTP. Other rooms mean another stream, which goes on where this one was.

import { overHttp } from "./overhttp.js";
import { ParleyError } from "./errors.js";

const HELLO_WITHIN_MS = 8_000;
const SILENCE_BEYOND_HEARTBEAT_MS = 10_000;
const GATHER_ROOMS_MS = 50;
const POSITIONS_CHARACTERS = 7_500;
const REV_CHARACTERS = 18;

export class StreamLink {
  kind = "sse";
  #context;
  #on;
  #reading = null;
  #lastId = "";
  #heartbeatMs = 25_000;
  #silence = 0;
  #again = 0;
  #greeted = false;
  #bye = null;
  #rooms = [];

  constructor(context, on) {
    this.#context = context;
    this.#on = on;
    this.#open();
  }

  async #open() {
    const reading = new AbortController();
    this.#reading?.abort();
    this.#reading = reading;
    this.#listen(HELLO_WITHIN_MS);
    try {
      const response = await this.#context.rest.fetch("GET", this.#path(), this.#context.token, {
        signal: reading.signal,
        within: 0,
        headers: { Accept: "text/event-stream", ...this.#resume() },
      });
      if (!response.ok) {
        throw await ParleyError.ofResponse(response);
      }
      await this.#read(response.body.getReader(), reading);
      this.#end(reading, this.#bye ?? { code: 4500 });
    } catch (e) {
      this.#end(reading, byeOf(ParleyError.from(e)));
    }
  }

  /** The rooms, and the positions in those that have one; the newest come first to find a place. */
  #path() {
    let characters = 0;
    this.#rooms = this.#context.rooms().filter(({ roomId }) => {
      characters += roomId.length + REV_CHARACTERS;
      return characters <= POSITIONS_CHARACTERS;
    });
    const entries = this.#rooms.map(({ roomId, rev }) => `${roomId}:${rev ?? ""}`);
    return `/events?rooms=${encodeURIComponent(entries.join(","))}`;
  }

  #resume() {
    return this.#lastId === "" ? {} : { "Last-Event-ID": this.#lastId };
  }

  async #read(reader, reading) {
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done || reading !== this.#reading) {
        return;
      }
      this.#listen(this.#heartbeatMs + SILENCE_BEYOND_HEARTBEAT_MS);
      const events = (rest + decoder.decode(value, { stream: true })).split("\n\n");
      rest = events.pop();
      for (const event of events) {
        if (reading === this.#reading) {
          this.#event(event);
        }
      }
    }
  }

  #event(text) {
    let data = "";
    for (const line of text.split("\n")) {
      if (line.startsWith("data:")) {
        data += line.slice(5);
      } else if (line.startsWith("id:")) {
        this.#lastId = line.slice(3).trim();
      }
    }
    if (data !== "") {
      this.#frame(JSON.parse(data));
    }
  }

  #frame(frame) {
    if (frame.type === "bye") {
      this.#bye = frame;
    } else if (frame.type !== "hello") {
      this.#on.frame(frame);
    } else {
      this.#heartbeatMs = frame.heartbeatMs ?? this.#heartbeatMs;
      if (!this.#greeted) {
        this.#greeted = true;
        this.#on.hello(frame, this.#rooms);
      }
    }
  }

  request(frame) {
    return overHttp(this.#context.rest, frame);
  }

  /** Signs that need no answer are for sockets. */
  push() {}

  /** It goes with the next stream; until then nobody listens to it. */
  unsubscribe() {}

  subscribe() {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      // Its positions are in `rooms` by now; an older id would count before them.
      this.#lastId = "";
      this.#open();
    }, GATHER_ROOMS_MS);
  }

  auth(token) {
    this.#context.token = token;
  }

  probe() {}

  close() {
    const reading = this.#reading;
    this.#reading = null;
    clearTimeout(this.#silence);
    clearTimeout(this.#again);
    reading?.abort();
  }

  #listen(ms) {
    clearTimeout(this.#silence);
    const reading = this.#reading;
    this.#silence = setTimeout(() => this.#end(reading, { code: 4500 }), ms);
  }

  #end(reading, bye) {
    if (reading === this.#reading) {
      this.close();
      this.#on.end({ refused: !this.#greeted, ...bye });
    }
  }
}

/** How an answer that is no stream counts among the codes of a `bye`. */
function byeOf({ code, message: reason, retryAfterMs }) {
  return { code: code === "unauthorized" ? 4401 : 4503, reason, retryAfterMs };
}
