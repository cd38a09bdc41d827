// A new conversation: a group with a name, or with one person.
import { h, ui, useState } from "./base.js";
import { t } from "./texts.js";
import { open } from "./dialog.js";

function New({ close }) {
  const [direct, setDirect] = useState(false);
  const [wrong, setWrong] = useState("");
  const submit = async (event) => {
    event.preventDefault();
    const { people, name } = event.target.elements;
    const members = people.value.split(/[\s,，、]+/).map((id) => id.replace(/^@/, "")).filter(Boolean);
    try {
      const room = direct
        ? await ui.client.rooms.direct(members[0] ?? "")
        : await ui.client.rooms.create({ name: name.value.trim(), members });
      close();
      location.hash = `#/r/${encodeURIComponent(room.id)}`;
    } catch (error) {
      setWrong(error.message);
    }
  };
  const kind = (value, label) =>
    h("label", null,
      h("input", { type: "radio", name: "kind", checked: direct === value, onChange: () => setDirect(value) }),
      label);
  return h(
    "form", { onSubmit: submit, class: "dialog-form" },
    h("div", { class: "switch" }, kind(false, t.group), kind(true, t.direct)),
    !direct &&
      h("label", null, t.name, h("input", { name: "name", dir: "auto", maxLength: 128, required: true, autofocus: true })),
    h("label", null, t.people,
      h("input", { name: "people", placeholder: t.peopleHint, required: direct, autocomplete: "off" })),
    h("p", { class: "wrong", role: "alert" }, wrong),
    h("div", { class: "acts" },
      h("button", { type: "button", class: "quiet", onClick: () => close() }, t.cancel),
      h("button", { class: "primary" }, t.create)));
}

export default function newRoom() {
  return open(t.newRoom, (close) => h(New, { close }));
}
