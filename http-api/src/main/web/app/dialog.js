// What lies over the page: one dialog, with the focus in it, which Escape and the veil close.
import { $, h, render, useEffect, useRef } from "./base.js";

function onKeys(event, close) {
  if (event.key === "Escape") {
    event.stopPropagation();
    close();
  }
  if (event.key !== "Tab") return;
  const all = [...event.currentTarget.querySelectorAll("button, input, select, textarea, a[href]")]
    .filter((element) => !element.disabled && element.offsetParent !== null);
  const edge = event.shiftKey ? all[0] : all.at(-1);
  if (document.activeElement === edge) {
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0]).focus();
  }
}

function Dialog({ label, close, children, plain }) {
  const box = useRef(null);
  useEffect(() => {
    const first = box.current.querySelector("[autofocus]") ?? box.current.querySelector("input, select, button");
    first?.focus();
  }, []);
  return h(
    "div",
    { class: "veil", onMouseDown: (event) => event.target === event.currentTarget && close() },
    h(
      "div",
      {
        class: "dialog", role: "dialog", "aria-modal": "true", "aria-label": label, ref: box,
        onKeyDown: (event) => onKeys(event, close),
      },
      !plain && h("h2", null, label),
      children));
}

/** Opens a dialog made by `content(close)`; what `close` is called with is the answer. */
export function open(label, content, { plain = false } = {}) {
  const from = document.activeElement;
  return new Promise((answer) => {
    const close = (value) => {
      render(null, $("layer"));
      from?.focus?.();
      answer(value);
    };
    render(h(Dialog, { label, plain, close: () => close(undefined) }, content(close)), $("layer"));
  });
}
