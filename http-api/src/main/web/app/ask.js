// A question that is answered by yes or by leaving it.
import { h } from "./base.js";
import { t } from "./texts.js";
import { open } from "./dialog.js";

export default function ask(question, yes) {
  return open(question, (close) =>
    h("div", { class: "acts" },
      h("button", { type: "button", class: "quiet", onClick: () => close(false) }, t.keep),
      h("button", { type: "button", class: "primary", onClick: () => close(true) }, yes)));
}
