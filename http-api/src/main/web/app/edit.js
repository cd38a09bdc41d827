// A message while it is edited, in its place.
import { h, note, ui, useEffect, useRef } from "./base.js";
import { t } from "./texts.js";
import { isSending } from "./keys.js";

export default function Edit({ room, message }) {
  const field = useRef(null);
  const close = () => {
    ui.set({ editing: null });
    document.getElementById("text").focus();
  };
  const save = async (event) => {
    event?.preventDefault();
    const content = field.current.value.trim();
    if (content === "") return;
    try {
      if (content !== message.content) await room.edit(message.id, content);
      close();
    } catch (error) {
      note(error.message);
    }
  };
  useEffect(() => {
    field.current.value = message.content;
    field.current.focus();
  }, []);
  const keys = (event) => {
    if (event.key === "Escape") close();
    else if (isSending(event)) save(event);
  };
  return h(
    "form", { onSubmit: save },
    h("textarea", { ref: field, dir: "auto", rows: 1, maxLength: 8000, "aria-label": t.editMessage, onKeyDown: keys }),
    h("div", { class: "acts" },
      h("button", { type: "button", class: "quiet", onClick: close }, t.cancel),
      h("button", { class: "primary" }, t.save)));
}
