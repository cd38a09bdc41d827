// What every part of the page uses: elements, listening to the library, the page's own state.
import { h } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

export { h, Fragment, render, Component } from "preact";
export { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

export const $ = (id) => document.getElementById(id);

/** What is open and chosen on this page; who shows some of it listens to "change". */
class Ui {
  client = null;
  /** The open room of the library, and who listens to its address. */
  room = null;
  panel = null;
  /** {message} that is answered, {id} of the message that is edited, {seq} to be shown. */
  replyTo = null;
  editing = null;
  #listeners = new Set();

  set(change) {
    Object.assign(this, change);
    for (const listener of [...this.#listeners]) listener();
  }

  on(_name, listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const ui = new Ui();

/** Draws the component anew whenever one of these events comes from the source. */
export function useOn(source, ...names) {
  const [, again] = useState(0);
  useLayoutEffect(() => {
    if (!source) return undefined;
    const draw = () => again((n) => n + 1);
    const offs = names.map((name) => source.on(name, draw));
    draw();
    return () => offs.forEach((off) => off());
  }, [source]);
}

export const useUi = () => useOn(ui, "change");

const ICONS = {
  plus: "M12 5v14M5 12h14",
  bell: "M6 9a6 6 0 0 1 12 0c0 6 2.5 7 2.5 7h-17S6 15 6 9Zm4 10.5a2 2 0 0 0 4 0",
  gear: "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM19.4 13.5a7.5 7.5 0 0 0 0-3l1.8-1.5-2-3.4-2.3.8a7.5 7.5 0 0 0-2.5-1.5L14 2.5h-4l-.4 2.4a7.5 7.5 0 0 0-2.5 1.5l-2.3-.8-2 3.4L4.6 10.5a7.5 7.5 0 0 0 0 3l-1.8 1.5 2 3.4 2.3-.8a7.5 7.5 0 0 0 2.5 1.5l.4 2.4h4l.4-2.4a7.5 7.5 0 0 0 2.5-1.5l2.3.8 2-3.4Z",
  people: "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 8c0-3.3 2.9-5.5 6.5-5.5s6.5 2.2 6.5 5.5M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.4c2.1.7 3.5 2.6 3.5 5.1",
  dots: "M5.2 12a.8.8 0 1 0 0 .01M12.8 12a.8.8 0 1 0 0 .01M20.4 12a.8.8 0 1 0 0 .01",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6 6 18",
  down: "M6 9l6 6 6-6",
  up: "M6 15l6-6 6 6",
  reply: "M10 7 5 12l5 5M5 12h9a5 5 0 0 1 5 5v1",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.5c.8 1.2 2 2 3.5 2s2.7-.8 3.5-2M9 9.5h.01M15 9.5h.01",
  edit: "M4 20h4L19 9a2.8 2.8 0 0 0-4-4L4 16v4Z",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3 2",
  check: "M5 12.5l4.5 4.5L19 7.5",
  checks: "M2 12.5 6.5 17l9-9.5M11 15.5l1.5 1.5 9-9.5",
  mute: "M6 9a6 6 0 0 1 9.5-4.9M18 10c0 5 2.5 6 2.5 6h-11M3 3l18 18",
  calendar: "M5 6h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Zm-1 5h16M8 3.5V6M16 3.5V6",
  leave: "M14 4h4a1.5 1.5 0 0 1 1.5 1.5v13A1.5 1.5 0 0 1 18 20h-4M10 8l-4 4 4 4M6 12h9",
  chat: "M5 5h14a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 19 17h-7l-4.5 3.5V17H5a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 5 5Z",
};

export function icon(name) {
  return h("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, h("path", { d: ICONS[name] }));
}

/** A button that is an icon, with its name for those who do not see it. */
export function iconButton(name, label, onClick, more = {}) {
  return h(
    "button",
    { type: "button", class: "icon", "aria-label": label, title: label, onClick, ...more },
    icon(name), more.children);
}

/** A part of the page that is loaded when it is asked for, and not before. */
export async function later(load, ...args) {
  try {
    return await (await load()).default(...args);
  } catch (error) {
    note(error.message);
    return undefined;
  }
}

let noteEnds = 0;

/** A sentence that goes away by itself, said to those who cannot see it as well. */
export function note(text) {
  const shown = $("note") ?? document.body.appendChild(document.createElement("div"));
  shown.id = "note";
  shown.className = "note";
  shown.setAttribute("role", "status");
  shown.textContent = text;
  shown.hidden = false;
  clearTimeout(noteEnds);
  noteEnds = setTimeout(() => (shown.hidden = true), 5_000);
}
