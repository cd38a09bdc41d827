// One WebSocket, from its opening to its end. A way to the server ("link") has the same members
// whether it is a socket, a stream or polling; the connection picks one.

import { ParleyError } from "./errors.js";

const HELLO_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 20_000;
const ALIVE_WITHIN_MS = 5_000;
const SILENCE_BEYOND_HEARTBEAT_MS = 10_000;

export class SocketLink {
  kind = "socket";
  #socket;
  #on;
  #answers = new Map();
  #queue = [];
  #nextId = 1;
  #inFlight = 32;
  #heartbeatMs = 25_000;
  #silence = 0;
  #hello = 0;
  #opened = false;
  #ended = false;
  #bye = null;
  #rooms = [];

  /**
   * @param context url, token, device, and rooms(): the positions to start with
   * @param on what is told of: hello(frame, rooms), frame(frame), end({refused, code, …})
   */
  constructor(context, on) {
    this.#on = on;
    const socket = new WebSocket(`${context.url.replace(/^http/, "ws")}/api/chat/ws`, "parley.v1");
    this.#socket = socket;
    this.#hello = setTimeout(() => this.#end({}), HELLO_WITHIN_MS);
    socket.onopen = () => {
      this.#opened = true;
      const { token, device } = context;
      this.#rooms = context.rooms();
      this.#write({ type: "hello", id: 0, token, device, rooms: this.#rooms });
    };
    socket.onmessage = (event) => this.#heard(event.data);
    socket.onclose = (event) => this.#end({ code: event.code });
    socket.onerror = () => {};
  }

  #heard(text) {
    this.#listen(this.#heartbeatMs + SILENCE_BEYOND_HEARTBEAT_MS);
    for (const line of String(text).split("\n")) {
      if (!this.#ended) {
        this.#frame(JSON.parse(line));
      }
    }
  }

  #frame(frame) {
    if (frame.type === "ping") {
      this.#write({ type: "pong" });
    } else if (frame.type === "bye") {
      this.#bye = frame;
    } else if (frame.re === 0) {
      this.#greeted(frame);
    } else if (frame.re !== undefined) {
      this.#answer(frame);
    } else {
      this.#on.frame(frame);
    }
  }

  #greeted(frame) {
    if (frame.type === "hello") {
      clearTimeout(this.#hello);
      this.#heartbeatMs = frame.heartbeatMs ?? this.#heartbeatMs;
      this.#inFlight = frame.limits?.inFlight ?? this.#inFlight;
      this.#on.hello(frame, this.#rooms);
    } else {
      const code = frame.code === "unauthorized" ? 4401 : 4503;
      this.#bye ??= { code, reason: frame.message, reconnect: code > 4499 };
    }
  }

  #answer(frame) {
    const answer = this.#answers.get(frame.re);
    this.#answers.delete(frame.re);
    if (answer !== undefined) {
      clearTimeout(answer.timer);
      frame.type === "error" ? answer.fail(ParleyError.of(frame)) : answer.done(frame);
    }
    while (this.#queue.length > 0 && this.#answers.size < this.#inFlight) {
      this.#queue.shift().go();
    }
  }

  /** The frame's answer. Without one in time the outcome is unknown. */
  request(frame) {
    return new Promise((done, fail) => {
      const go = () => {
        const id = this.#nextId++;
        const timer = setTimeout(() => {
          this.#answer({ re: id, type: "error", code: "unavailable", message: "No answer came." });
        }, ANSWER_WITHIN_MS);
        this.#answers.set(id, { done, fail, timer });
        this.#write({ ...frame, id });
      };
      if (this.#ended) {
        fail(new ParleyError("network", "The connection has ended."));
      } else if (this.#answers.size < this.#inFlight) {
        go();
      } else {
        this.#queue.push({ go, fail });
      }
    });
  }

  push(frame) {
    this.#write(frame);
  }

  subscribe(roomId, rev) {
    this.request({ type: "subscribe", roomId, rev }).then(
      (synced) => this.#on.frame(synced),
      (error) => this.#ended || this.#on.frame({ type: "error", roomId, ...error.plain() }));
  }

  unsubscribe(roomId) {
    this.request({ type: "unsubscribe", roomId }).catch(() => {});
  }

  auth(token) {
    this.request({ type: "auth", token }).catch(() => {});
  }

  /** Is it alive? After a sleep it may take long to notice that it is not. */
  probe() {
    this.#listen(ALIVE_WITHIN_MS);
    this.#write({ type: "ping" });
  }

  close() {
    this.#ended = true;
    this.#release();
    this.#socket.close(1000);
  }

  #write(frame) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(frame));
    }
  }

  #listen(ms) {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#end({}), ms);
  }

  #end({ code }) {
    if (this.#ended) {
      return;
    }
    this.#ended = true;
    this.#release();
    this.#socket.close();
    const told = code >= 4000 && code < 5000 ? { code } : { code: 4500 };
    this.#on.end({ refused: !this.#opened && this.#bye === null, ...(this.#bye ?? told) });
  }

  #release() {
    clearTimeout(this.#hello);
    clearTimeout(this.#silence);
    this.#socket.onmessage = null;
    for (const { fail, timer } of [...this.#answers.values(), ...this.#queue]) {
      clearTimeout(timer);
      fail(new ParleyError("network", "The connection ended before the answer."));
    }
    this.#answers.clear();
    this.#queue = [];
  }
}
