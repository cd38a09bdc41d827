// The page's chat in one room, by the rules of the protocol: a position (rev) that never jumps,
// sends that are repeated under the same clientMessageId until they are answered, reconnects with
// a growing delay. Text reaches the page as text alone.

const $ = (id) => document.getElementById(id);

const TYPING_EVERY_MS = 4_000;
const READ_EVERY_MS = 1_000;
const SILENCE_BEYOND_HEARTBEAT_MS = 10_000;

/** Who one is: the answer of /login, kept for this tab. */
let me = JSON.parse(sessionStorage.getItem("me") ?? "null");

/** The socket, the answers it owes ({re: what to do}), and how often it failed in a row. */
let socket = null;
let answers = new Map();
let nextId = 1;
let failures = 0;
let live = false;
let heartbeatMs = 25_000;
let silence = 0;
let retry = 0;

/** What is known of the room: rev -1 is no position yet. */
let rev = -1;
let messages = new Map();
let readSeq = 0;
let beginning = false;
let loading = false;
let reading = 0;

/** Sends without an answer, by clientMessageId, in the order of sending. */
const waiting = new Map();
let sending = false;

// Coming in and leaving

async function logIn(name) {
  const response = await fetch("/login", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name }),
  });
  if (response.ok) {
    return response.json();
  }
  if (response.status === 404) {
    throw new Error("This node takes the tokens of its host application only.");
  }
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.detail ?? "That did not work.");
}

async function enter(name) {
  $("refused").textContent = "";
  try {
    me = await logIn(name);
    sessionStorage.setItem("me", JSON.stringify(me));
    open();
  } catch (e) {
    $("refused").textContent = e.message;
    show(false);
  }
}

function leave() {
  me = null;
  sessionStorage.removeItem("me");
  location.reload();
}

function show(chatting) {
  $("login").hidden = chatting;
  $("chat").hidden = !chatting;
  $(chatting ? "text" : "name").focus();
}

function open() {
  show(true);
  $("me").textContent = me.name;
  connect();
}

// The connection

function connect() {
  state("connecting…");
  answers = new Map();
  loading = false;
  sending = false;
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const mine = new WebSocket(`${scheme}://${location.host}/api/chat/ws`, "parley.v1");
  let bye = { code: 4500, reconnect: true };
  socket = mine;
  mine.onopen = () => {
    heard();
    const position = rev < 0 ? { roomId: me.roomId } : { roomId: me.roomId, rev };
    request({ type: "hello", token: me.token, device: "web", rooms: [position] }, (hello) => {
      heartbeatMs = hello.heartbeatMs ?? heartbeatMs;
    });
  };
  mine.onmessage = (event) => {
    heard();
    for (const line of event.data.split("\n")) {
      const frame = JSON.parse(line);
      if (frame.type === "bye") {
        bye = frame;
      }
      handle(frame);
    }
  };
  mine.onclose = () => {
    if (socket === mine) {
      ended(bye);
    }
  };
}

function ended(bye) {
  socket = null;
  live = false;
  clearTimeout(silence);
  typists([]);
  const tokenRefused = bye.code === 4506 || bye.code === 4401;
  if (!bye.reconnect && !tokenRefused) {
    state(`closed: ${bye.reason ?? bye.code}`);
    return;
  }
  const most = Math.min(30_000, 1_000 * 2 ** failures++);
  const delay = Math.max(bye.retryAfterMs ?? 0, 200 + Math.random() * (most - 200));
  state("disconnected, trying again…");
  clearTimeout(retry);
  retry = setTimeout(() => (tokenRefused ? enter(me.name) : connect()), delay);
}

/** Any frame is a sign of life; without one for long enough the connection is given up. */
function heard() {
  clearTimeout(silence);
  const mine = socket;
  silence = setTimeout(() => {
    if (socket === mine && mine !== null) {
      mine.onclose = null;
      mine.close();
      ended({ code: 4500, reconnect: true });
    }
  }, heartbeatMs + SILENCE_BEYOND_HEARTBEAT_MS);
}

function push(frame) {
  if (socket?.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify(frame));
  }
}

/** Sends a frame with an id; `then` gets its answer, be it an error. */
function request(frame, then) {
  const id = nextId++;
  answers.set(id, then);
  push({ ...frame, id });
}

function handle(frame) {
  if (frame.re !== undefined) {
    const then = answers.get(frame.re);
    answers.delete(frame.re);
    then?.(frame);
  }
  switch (frame.type) {
    case "ping": return push({ type: "pong" });
    case "synced": return synced(frame);
    case "event": return event(frame);
    case "typing": return typists(frame.users);
    case "behind": return subscribe();
    case "error": return frame.roomId === undefined ? undefined : state(frame.message);
  }
}

// The room's stream

function subscribe() {
  live = false;
  const position = rev < 0 ? {} : { rev };
  request({ type: "subscribe", roomId: me.roomId, ...position }, (answer) => {
    if (answer.type === "error") {
      state(answer.message);
      if (answer.temporary) {
        const mine = socket;
        setTimeout(() => socket === mine && mine && subscribe(), answer.retryAfterMs ?? 1_000);
      }
    }
  });
}

function synced(frame) {
  const atEnd = isAtEnd();
  if (frame.mode === "reset") {
    messages = new Map();
    beginning = false;
    frame.messages.forEach(put);
  } else {
    frame.events.forEach(apply);
  }
  rev = frame.rev;
  readSeq = frame.readSeq;
  live = true;
  failures = 0;
  state("");
  for (const [clientMessageId, entry] of waiting) {
    if (entry.ackedRev <= rev) {
      waiting.delete(clientMessageId);
    }
  }
  draw(atEnd);
  sendNext();
}

function event(frame) {
  if (!live || frame.rev <= rev) {
    return;
  }
  if (frame.rev !== rev + 1) {
    subscribe();
    return;
  }
  const atEnd = isAtEnd();
  apply(frame);
  rev = frame.rev;
  draw(atEnd);
}

function apply(frame) {
  if (frame.message !== undefined) {
    put(frame.message);
  }
}

function put(message) {
  messages.set(message.seq, message);
  if (message.senderId === me.userId) {
    waiting.delete(message.clientMessageId);
  }
}

function earlier() {
  if (!live || loading || beginning || messages.size === 0) {
    return;
  }
  loading = true;
  const before = Math.min(...messages.keys());
  request({ type: "history", roomId: me.roomId, before, limit: 30, minRev: rev }, (page) => {
    loading = false;
    if (page.type === "history") {
      const list = $("messages");
      const fromEnd = list.scrollHeight - list.scrollTop;
      page.messages.filter((message) => !messages.has(message.seq)).forEach(put);
      beginning = page.nextBefore === null;
      draw(false);
      list.scrollTop = list.scrollHeight - fromEnd;
    }
  });
}

/** What was looked at is read; the marker moves at most once a second. */
function markRead() {
  const newest = Math.max(0, ...messages.keys());
  const seen = document.visibilityState === "visible" && isAtEnd();
  if (live && seen && newest > readSeq && reading === 0) {
    readSeq = newest;
    request({ type: "read", roomId: me.roomId, seq: newest }, () => {});
    reading = setTimeout(() => {
      reading = 0;
      markRead();
    }, READ_EVERY_MS);
  }
}

// Sending

function send(content) {
  waiting.set(crypto.randomUUID(), { content, note: "sending" });
  draw(true);
  sendNext();
}

/** One after the other, so that a send that has to wait is not overtaken. */
function sendNext() {
  if (!live || sending) {
    return;
  }
  for (const [clientMessageId, entry] of waiting) {
    if (!entry.failed && entry.ackedRev === undefined) {
      transmit(clientMessageId, entry);
      return;
    }
  }
}

function transmit(clientMessageId, entry) {
  sending = true;
  const frame = { type: "send", roomId: me.roomId, clientMessageId, content: entry.content };
  request(frame, (answer) => {
    sending = false;
    if (answer.type === "ack") {
      // Its event brings the message itself, unless it is here already.
      entry.ackedRev = answer.rev;
      if (answer.rev <= rev) {
        waiting.delete(clientMessageId);
      }
    } else if (answer.temporary) {
      entry.note = answer.message;
      sending = true;
      const mine = socket;
      const again = () => socket === mine && transmit(clientMessageId, entry);
      setTimeout(again, answer.retryAfterMs ?? 1_000);
    } else {
      entry.note = answer.message;
      entry.failed = true;
    }
    draw(false);
    sendNext();
  });
}

let typingSince = 0;

function typing(on) {
  const now = Date.now();
  if (on && now - typingSince >= TYPING_EVERY_MS) {
    typingSince = now;
    push({ type: "typing", roomId: me.roomId, on: true });
  } else if (!on && typingSince > 0) {
    typingSince = 0;
    push({ type: "typing", roomId: me.roomId, on: false });
  }
}

// What is seen

function state(text) {
  $("state").textContent = text;
}

function typists(users) {
  const names = users.filter((user) => user.userId !== me.userId).map((user) => user.name);
  $("typing").textContent =
    names.length === 0
      ? ""
      : names.length > 3
        ? "several people are typing…"
        : `${names.join(", ")} ${names.length === 1 ? "is" : "are"} typing…`;
}

function isAtEnd() {
  const list = $("messages");
  return list.scrollHeight - list.scrollTop - list.clientHeight < 40;
}

function draw(toEnd) {
  const list = $("messages");
  const sorted = [...messages.values()].sort((a, b) => a.seq - b.seq);
  list.replaceChildren(...sorted.map(item), ...[...waiting.values()].map(waitingItem));
  if (toEnd) {
    list.scrollTop = list.scrollHeight;
  }
  markRead();
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function item(message) {
  const made = element("li", message.senderId === me.userId ? "mine" : "", "");
  const at = new Date(message.createdAt);
  const time = element(
    "time", "", at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }));
  time.dateTime = message.createdAt;
  time.title = at.toLocaleString();
  const edited = message.editedAt && !message.deletedAt ? " (edited)" : "";
  made.append(
    element("span", "who", message.senderName),
    time,
    element("span", "note", edited),
    message.deletedAt
      ? element("div", "content gone", "deleted")
      : element("div", "content", message.content));
  const reactions = message.reactions ?? [];
  if (reactions.length > 0) {
    made.append(element("div", "note", reactions.map((r) => `${r.key} ${r.count}`).join("  ")));
  }
  return made;
}

function waitingItem(entry) {
  const made = element("li", `mine ${entry.failed ? "failed" : "waiting"}`, "");
  made.append(element("div", "content", entry.content), element("span", "note", entry.note));
  return made;
}

$("login").addEventListener("submit", (e) => {
  e.preventDefault();
  enter($("name").value);
});

$("compose").addEventListener("submit", (e) => {
  e.preventDefault();
  const text = $("text").value;
  if (text.trim() !== "") {
    $("text").value = "";
    typing(false);
    send(text);
  }
});

$("text").addEventListener("keydown", (e) => {
  if (e.key === "Enter" && !e.shiftKey && !e.isComposing) {
    e.preventDefault();
    $("compose").requestSubmit();
  }
});

$("text").addEventListener("input", () => typing($("text").value !== ""));
$("text").addEventListener("blur", () => typing(false));
$("leave").addEventListener("click", leave);
$("messages").addEventListener("scroll", () => {
  if ($("messages").scrollTop < 80) {
    earlier();
  }
  markRead();
});
document.addEventListener("visibilitychange", markRead);

if (me === null) {
  show(false);
} else {
  open();
}
