// How the page looks and speaks, and the way out.
import { h, ui, useState } from "./base.js";
import { LANGUAGES, language, t } from "./texts.js";
import { signOut } from "./session.js";
import { open } from "./dialog.js";

function keep(key, value) {
  if (value) localStorage.setItem(key, value);
  else localStorage.removeItem(key);
}

function theme(value) {
  keep("parley.theme", value);
  if (value) document.documentElement.dataset.theme = value;
  else delete document.documentElement.dataset.theme;
}

function choice(label, value, options, onChange) {
  return h("label", null, label,
    h("select", { value, onChange: (event) => onChange(event.target.value) },
      options.map(([key, text]) => h("option", { key, value: key, selected: key === value }, text))));
}

function Desktop() {
  const [on, setOn] = useState(
    localStorage.getItem("parley.notify") === "yes" && globalThis.Notification?.permission === "granted");
  if (!("Notification" in globalThis)) return null;
  const change = async (event) => {
    const wanted = event.target.checked && (await Notification.requestPermission()) === "granted";
    keep("parley.notify", wanted ? "yes" : "");
    setOn(wanted);
  };
  return h("div", { class: "switch" },
    h("label", null, h("input", { type: "checkbox", checked: on, onChange: change }), t.desktop));
}

async function leave() {
  await ui.client.forget().catch(() => {});
  for (const key of Object.keys(localStorage)) {
    if (/^parley\.(draft\.|last$|others$)/.test(key)) localStorage.removeItem(key);
  }
  signOut();
}

export default function settings() {
  const chosen = (key) => localStorage.getItem(key) ?? "";
  return open(t.settings, (close) => [
    h("p", { class: "soft" }, t.signedInAs(ui.client.me?.name ?? "")),
    choice(t.theme, chosen("parley.theme"), [["", t.system], ["light", t.light], ["dark", t.dark]], theme),
    choice(t.language, language(), Object.entries(LANGUAGES), (value) => {
      keep("parley.language", value);
      location.reload();
    }),
    h(Desktop),
    h("div", { class: "acts" },
      h("button", { type: "button", class: "quiet danger", onClick: leave }, t.logOut),
      h("button", { type: "button", class: "primary", onClick: () => close() }, t.close)),
  ]);
}
