// Who types in the open room.
import { h, ui, useOn, useUi } from "./base.js";
import { t } from "./texts.js";

export function Typing() {
  useUi();
  useOn(ui.room, "typing");
  const users = ui.room?.typing ?? [];
  if (users.length === 0) return null;
  return [
    h("span", { class: "typing-dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
    h("span", { dir: "auto" }, t.typing(users.map((user) => user.name || user.userId))),
  ];
}
