// A list of which only what can be seen (and a little more) is in the page. Heights are measured
// as rows come in; what the reader looks at keeps its place whatever happens above or below it.
import { Component, h } from "./base.js";

const BEYOND = 700;
const NEAR = 1_200;
const AT_END = 48;
const GUESS = 64;

/**
 * Props: `items` with a `key` each, `row(item)`, `label`, `live` (whether the last item is the
 * newest there is, so that the end is followed), `onStart`, `onEnd` (near that end of the items),
 * `onMove(atEnd)`. For its owner: `toEnd()`, `toKey(key)`, `lastSeen()`, `atEnd`.
 */
export class VirtualList extends Component {
  heights = new Map();
  offsets = [0];
  index = new Map();
  range = [0, 0];
  /** The row that keeps its place, and how far below the upper edge it begins. */
  anchor = null;
  atEnd = true;
  box = null;
  rows = new Map();
  width = 0;
  /** Where it was scrolled to last. */
  top = 0;

  constructor(props) {
    super(props);
    this.watcher = new ResizeObserver((entries) => this.resized(entries));
    this.arrange(props.items);
    this.range = [Math.max(0, props.items.length - 40), props.items.length];
  }

  componentWillReceiveProps(next) {
    if (next.items !== this.props.items) {
      const shown = this.props.items[this.range[0]]?.key;
      const length = this.range[1] - this.range[0];
      this.arrange(next.items);
      const from = this.atEnd
        ? Math.max(0, next.items.length - length - 5)
        : (this.index.get(shown) ?? this.index.get(this.anchor?.key) ?? 0);
      this.range = [from, Math.min(next.items.length, from + Math.max(length, 30) + 5)];
    }
  }

  /** Where each row begins, by measured heights and a guess for the others. */
  arrange(items) {
    if (this.heights.size > 4 * items.length + 2_000) {
      for (const key of this.heights.keys()) if (!this.index.has(key)) this.heights.delete(key);
    }
    let sum = 0;
    let known = 0;
    for (const height of this.heights.values()) {
      sum += height;
      known++;
    }
    const guess = known > 8 ? sum / known : GUESS;
    const offsets = new Float64Array(items.length + 1);
    const index = new Map();
    for (let i = 0; i < items.length; i++) {
      index.set(items[i].key, i);
      offsets[i + 1] = offsets[i] + (this.heights.get(items[i].key) ?? guess);
    }
    this.offsets = offsets;
    this.index = index;
  }

  componentDidMount() {
    this.width = this.box.clientWidth;
    this.watcher.observe(this.box);
    this.settle();
  }

  componentDidUpdate() {
    this.settle();
  }

  componentWillUnmount() {
    this.watcher.disconnect();
  }

  /** After the page changed: measures what is new, and puts what is looked at where it was. */
  settle() {
    let changed = false;
    for (const [key, element] of this.rows) {
      if (!this.heights.has(key)) {
        this.heights.set(key, element.getBoundingClientRect().height);
        changed = true;
      }
    }
    if (changed) this.arrange(this.props.items);
    this.place();
    if (!this.show()) this.near();
  }

  place() {
    const { box } = this;
    if (this.atEnd) {
      box.scrollTop = box.scrollHeight;
      this.top = box.scrollTop;
    } else if (this.anchor && this.index.has(this.anchor.key)) {
      const top = this.topOf(this.anchor.key) - this.anchor.below;
      if (Math.abs(box.scrollTop - top) >= 1) box.scrollTop = top;
    }
    this.hold();
  }

  /** A row that is in the page is where it is; another where it is thought to be. */
  topOf(key) {
    const element = this.rows.get(key);
    return element
      ? element.getBoundingClientRect().top - this.box.getBoundingClientRect().top + this.box.scrollTop
      : this.offsets[this.index.get(key)];
  }

  /** Remembers what is looked at: the first row that is seen, or would be if it were drawn. */
  hold() {
    const edge = this.box.getBoundingClientRect().top;
    for (let i = this.range[0]; i < this.range[1]; i++) {
      const key = this.props.items[i]?.key;
      const at = this.rows.get(key)?.getBoundingClientRect();
      if (at && at.bottom > edge + 1 && at.top < edge + this.box.clientHeight) {
        this.anchor = { key, below: at.top - edge };
        return;
      }
    }
    const first = this.find(this.box.scrollTop);
    const key = this.props.items[first]?.key;
    if (key) this.anchor = { key, below: this.offsets[first] - this.box.scrollTop };
  }

  /** Whether other rows are to be seen now; then they are drawn. */
  show() {
    const top = this.box.scrollTop;
    const from = this.find(top - BEYOND);
    const to = this.find(top + this.box.clientHeight + BEYOND) + 1;
    const [first, last] = this.range;
    const count = this.props.items.length;
    const enough = (from >= first || first === 0) && (Math.min(to, count) <= last);
    const tooMany = first < from - 30 || last > to + 30;
    if (enough && !tooMany) return false;
    this.range = [Math.max(0, from - 3), Math.min(count, to + 3)];
    this.setState({});
    return true;
  }

  /** The row at this height, by halving. */
  find(y) {
    let low = 0;
    let high = this.props.items.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.offsets[middle] <= y) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  near() {
    const { scrollTop, scrollHeight, clientHeight } = this.box;
    if (scrollTop < NEAR) this.props.onStart?.();
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.props.onEnd?.();
  }

  scrolled = () => {
    const { scrollTop, scrollHeight, clientHeight } = this.box;
    const near = scrollHeight - scrollTop - clientHeight < AT_END;
    // Whoever was at the end and did not scroll up is still there, though it has grown meanwhile.
    this.atEnd = this.props.live && (near || (this.atEnd && scrollTop >= this.top));
    this.top = scrollTop;
    this.hold();
    this.props.onMove?.(this.atEnd);
    if (!this.show()) this.near();
  };

  resized(entries) {
    const width = this.box.clientWidth;
    if (width !== this.width) {
      // Text is broken into other lines: what is not in the page is guessed again.
      this.width = width;
      this.heights.clear();
      for (const [key, row] of this.rows) this.heights.set(key, row.getBoundingClientRect().height);
    } else {
      for (const { target } of entries) {
        if (target.rowKey !== undefined && target.isConnected) {
          this.heights.set(target.rowKey, target.getBoundingClientRect().height);
        }
      }
    }
    this.arrange(this.props.items);
    this.place();
    this.show();
    this.props.onMove?.(this.atEnd);
  }

  /** The newest item whose row is seen as a whole. */
  lastSeen() {
    const at = this.find(this.box.scrollTop + this.box.clientHeight) - 1;
    return this.props.items[at];
  }

  toEnd() {
    this.atEnd = true;
    this.range = [Math.max(0, this.props.items.length - 40), this.props.items.length];
    this.setState({});
  }

  /** Shows the row a third below the upper edge. */
  toKey(key) {
    const at = this.index.get(key);
    if (at === undefined) return;
    this.atEnd = false;
    this.anchor = { key, below: this.box.clientHeight / 3 };
    this.range = [Math.max(0, at - 15), Math.min(this.props.items.length, at + 25)];
    this.setState({});
  }

  /** One function a key, so that rows are not let go and taken again with every drawing. */
  refs = new Map();

  refOf(key) {
    if (!this.refs.has(key)) {
      this.refs.set(key, (element) => {
        const before = this.rows.get(key);
        if (before) this.watcher.unobserve(before);
        if (element) {
          element.rowKey = key;
          this.rows.set(key, element);
          this.watcher.observe(element);
        } else {
          this.rows.delete(key);
          this.refs.delete(key);
        }
      });
    }
    return this.refs.get(key);
  }

  render({ items, row, label, busy, onKeyDown }) {
    const [from, to] = this.range;
    const shown = items.slice(from, to);
    const count = items.length;
    return h(
      "div",
      {
        class: "scroll", role: "feed", "aria-label": label, "aria-busy": String(busy), tabIndex: 0,
        ref: (box) => (this.box = box ?? this.box), onScroll: this.scrolled, onKeyDown,
      },
      h("div", { key: "above", style: { height: `${this.offsets[Math.min(from, count)]}px` } }),
      shown.map((item) => h("div", { key: item.key, class: "row", ref: this.refOf(item.key) }, row(item))),
      h("div", { key: "below", style: { height: `${this.offsets[count] - this.offsets[Math.min(to, count)]}px` } }));
  }
}
