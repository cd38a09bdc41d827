// The panel beside the messages: which one is open, and its frame.
import { h, iconButton, render, ui, useEffect, useRef, useState, useUi } from "./base.js";
import { t } from "./texts.js";

const PANELS = {
  members: { title: () => t.membersTitle, load: () => import("./members.js") },
  notifications: { title: () => t.notifications, load: () => import("./notifications.js") },
};

function Panel({ name }) {
  const [Content, setContent] = useState(null);
  const box = useRef(null);
  useEffect(() => {
    let here = true;
    PANELS[name].load().then((module) => here && setContent(() => module.default));
    box.current.focus();
    return () => (here = false);
  }, []);
  const close = () => ui.set({ panel: null });
  return h(
    "aside",
    {
      class: "panel", "aria-label": PANELS[name].title(), tabIndex: -1, ref: box,
      onKeyDown: (event) => event.key === "Escape" && close(),
    },
    h("header", null, h("h2", null, PANELS[name].title()), iconButton("close", t.close, close)),
    Content && h(Content, { room: ui.room, key: ui.room?.id }));
}

function Place() {
  useUi();
  return ui.panel && h(Panel, { name: ui.panel, key: ui.panel });
}

export default function show(place) {
  render(h(Place), place);
}
