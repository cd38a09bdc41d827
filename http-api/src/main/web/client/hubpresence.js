// Whom the tabs watch, as one request; without a socket it is asked for every half minute.

const WATCHED = 200;
const REMEMBERED = 1_000;
const GATHER_MS = 100;
const ASK_EVERY_MS = 30_000;

export class HubPresence {
  #connection;
  #front;
  #tell;
  #watching = new Map();
  #known = new Map();
  #told = "[]";
  #timer = 0;

  /** @param tell is given a frame that was asked for instead of told */
  constructor(connection, front, tell) {
    this.#connection = connection;
    this.#tell = tell;
    this.#front = front;
  }

  watch(tab, userIds) {
    this.#watching.set(tab, userIds);
    const users = userIds.map((id) => this.#known.get(id)).filter(Boolean);
    if (users.length > 0) {
      tab.frame({ type: "presence", users });
    }
    this.#soon(GATHER_MS);
  }

  left(tab) {
    this.#watching.delete(tab);
    this.#soon(GATHER_MS);
  }

  greeted() {
    this.#told = "[]";
    this.#soon(GATHER_MS);
  }

  looked() {
    this.#soon(GATHER_MS);
  }

  heard({ users }) {
    for (const user of users) {
      this.#known.delete(user.userId);
      this.#known.set(user.userId, user);
    }
    while (this.#known.size > REMEMBERED) {
      this.#known.delete(this.#known.keys().next().value);
    }
  }

  #soon(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), ms);
  }

  #ask() {
    const watch = [...new Set([...this.#watching.values()].flat())].slice(0, WATCHED).sort();
    const now = JSON.stringify(watch);
    const socket = this.#connection.state.transport === "socket";
    if (this.#connection.up && (now !== this.#told || (!socket && this.#front()))) {
      this.#told = now;
      this.#connection.request({ type: "presence", watch }).then(
        (answer) => answer.type === "presence" && this.#tell(answer),
        () => (this.#told = "[]"));
    }
    if (!socket && watch.length > 0) {
      this.#soon(ASK_EVERY_MS);
    }
  }
}
