// The messages of the open room: what is loaded, what is looked at, what was read.
import { $, Component, h, icon, note, ui, useOn, useUi } from "./base.js";
import { t } from "./texts.js";
import { Items } from "./items.js";
import { Row } from "./message.js";
import { VirtualList } from "./virtual.js";

const PAGE = 50;
const HIT_MS = 2_600;

const failed = (error) => error.name === "AbortError" || note(error.message);

class Messages extends Component {
  items = new Items();
  list = null;
  /** The seq above which was unread when the room was opened; undefined until it is known. */
  line = undefined;
  hit = null;
  missed = 0;
  /** What was the newest when the reader left the end. */
  left = Infinity;
  busy = false;
  offs = [];

  componentDidMount() {
    const { room } = this.props;
    this.offs = [
      room.on("messages", (change) => this.changed(change)),
      ...["pending", "receipts", "info", "members"].map((name) => room.on(name, () => this.setState({}))),
      ui.on("change", () => ui.room === room && this.goTo()),
    ];
    document.addEventListener("visibilitychange", this.read);
    ui.toEnd = () => this.toEnd();
    this.begin();
    this.goTo();
    this.setState({});
  }

  componentDidUpdate() {
    this.begin();
    this.goTo();
    this.read();
    const { room } = this.props;
    const waiting = room.status === "opening" && room.messages.length === 0 && room.pending.length === 0;
    $("timeline").classList.toggle("waiting", waiting);
  }

  componentWillUnmount() {
    this.offs.forEach((off) => off());
    document.removeEventListener("visibilitychange", this.read);
    $("timeline").classList.add("waiting");
  }

  /** Once the room is there: where the unread line is, and whether to begin there. */
  begin() {
    const { room } = this.props;
    if (this.line !== undefined || room.status !== "live") return;
    const mine = ui.client.me?.userId;
    const first = room.messages.find((m) => m.seq > room.readSeqAtOpen && m.senderId !== mine);
    this.line = first ? room.readSeqAtOpen : null;
    this.setState({}, () => {
      if (!first || !this.list || ui.seq || this.hit) return;
      const row = this.list.topOf(`s${first.seq}`);
      if (row < this.list.box.scrollTop) this.list.toKey(`s${first.seq}`);
    });
  }

  changed({ reason }) {
    const { room } = this.props;
    if (reason === "live" && !this.list?.atEnd) {
      const mine = ui.client.me?.userId;
      this.missed = room.messages.filter((m) => m.seq > this.left && m.senderId !== mine).length;
    }
    this.setState({});
    if (reason === "reset" && ui.seq == null) this.list?.toEnd();
  }

  /** Who sees a message has read it; the library says so at most once a second. */
  read = () => {
    const { room } = this.props;
    if (!this.list || document.visibilityState !== "visible" || room.messages.length === 0) return;
    if (this.line === undefined) return;
    if (this.list.atEnd && room.atEnd) {
      this.missed = 0;
      if (room.lastSeq > room.readSeq) room.markRead();
    } else {
      const seen = this.list.lastSeen()?.message;
      if (seen && seen.seq > room.readSeq) room.markRead(seen.seq);
    }
  };

  moved = (atEnd) => {
    const { room } = this.props;
    const away = !(atEnd && room.atEnd);
    room.anchor = away ? (this.list.lastSeen()?.message?.seq ?? null) : null;
    if (!away) this.left = Infinity;
    else if (this.left === Infinity) this.left = room.lastSeq;
    this.read();
    if (away !== this.state.away) this.setState({ away });
  };

  async load(direction) {
    const { room } = this.props;
    if (this.busy || room.messages.length === 0 || room[direction === "before" ? "atStart" : "atEnd"]) return;
    this.busy = true;
    try {
      await room[direction](PAGE);
    } catch (error) {
      failed(error);
    } finally {
      this.busy = false;
      this.setState({});
    }
  }

  /** Shows one message, wherever it is, and lets it shine for a moment. */
  async goTo() {
    const { room } = this.props;
    const { seq } = ui;
    if (!seq || ["opening", "refused"].includes(room.status)) return;
    ui.seq = null;
    try {
      const loaded = room.messages;
      if (!(loaded.length > 0 && loaded[0].seq <= seq && seq <= loaded.at(-1).seq)) await room.around(seq);
    } catch (error) {
      failed(error);
      return;
    }
    this.hit = seq;
    this.setState({ away: true }, () => this.list?.toKey(this.keyAt(seq)));
    setTimeout(() => {
      this.hit = null;
      this.setState({});
    }, HIT_MS);
  }

  keyAt(seq) {
    return this.shown?.find((item) => item.message && item.message.seq >= seq)?.key;
  }

  async toEnd() {
    const { room } = this.props;
    if (!room.atEnd) await room.toEnd().catch(failed);
    this.setState({}, () => this.list?.toEnd());
  }

  keys = (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.target.closest("textarea, .tools") || !step) return;
    const all = [...this.list.box.querySelectorAll("article")];
    const at = all.indexOf(document.activeElement.closest("article"));
    const next = at < 0 ? all[all.length - 1] : all[at + step];
    if (next) {
      event.preventDefault();
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    }
  };

  jump(room) {
    const { unreadAbove } = this;
    return [
      unreadAbove > 0 &&
        h("button", {
          type: "button", class: "jump up", key: "up",
          onClick: () => { this.dismissed = true; ui.set({ seq: room.readSeqAtOpen + 1 }); },
        }, icon("up"), t.toUnread(unreadAbove)),
      (this.state.away || !room.atEnd) && room.messages.length > 0 &&
        h("button", {
          type: "button", class: "jump", key: "down", onClick: () => this.toEnd(),
          "aria-label": this.missed > 0 ? `${t.toNewest}, ${t.someNew(this.missed)}` : t.toNewest,
        }, this.missed > 0 && t.someNew(this.missed), icon("down")),
    ];
  }

  /** Of the unread messages those that are not even loaded. */
  get unreadAbove() {
    const { room } = this.props;
    const first = room.messages[0]?.seq ?? 0;
    return this.line != null && !this.dismissed && first > this.line + 1 ? room.lastSeq - this.line : 0;
  }

  render({ room }) {
    const items = this.items.of(room, {
      mine: ui.client.me?.userId, line: this.line ?? null, editing: ui.editing, hit: this.hit,
    });
    this.shown = items;
    if (items.length === 0) {
      if (room.status === "opening") return null;
      const text = room.status === "refused" ? t.refusedRoom : t.nothing;
      return h("div", { class: "empty" }, icon("chat"), h("p", null, text));
    }
    return [
      h(VirtualList, {
        key: "list", items, label: t.messages, busy: this.busy, live: room.atEnd, ref: (list) => (this.list = list ?? this.list),
        row: (item) => h(Row, { room, item }),
        onStart: () => this.load("before"), onEnd: () => this.load("after"),
        onMove: this.moved, onKeyDown: this.keys,
      }),
      this.jump(room),
    ];
  }
}

export function Timeline() {
  useUi();
  useOn(ui.client, "me");
  return ui.room && h(Messages, { room: ui.room, key: ui.room.id });
}
