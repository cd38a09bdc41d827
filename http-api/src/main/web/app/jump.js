// To a day of the room's history.
import { h, note, ui } from "./base.js";
import { t } from "./texts.js";
import { open } from "./dialog.js";

/** The first message of that day, or the nearest there is. */
async function go(room, day) {
  const from = new Date(`${day}T00:00:00`);
  await room.around(from);
  const at = room.messages.find((message) => new Date(message.createdAt) >= from) ?? room.messages.at(-1);
  if (at) ui.set({ seq: at.seq });
}

export default function jump(room) {
  const submit = (close) => (event) => {
    event.preventDefault();
    const day = event.target.elements.day.value;
    close();
    if (day) go(room, day).catch((error) => note(error.message));
  };
  return open(t.jumpToDate, (close) =>
    h("form", { onSubmit: submit(close), class: "dialog-form" },
      h("label", null, t.date,
        h("input", { type: "date", name: "day", required: true, max: new Date().toISOString().slice(0, 10) })),
      h("div", { class: "acts" },
        h("button", { type: "button", class: "quiet", onClick: () => close() }, t.cancel),
        h("button", { class: "primary" }, t.jump))));
}
