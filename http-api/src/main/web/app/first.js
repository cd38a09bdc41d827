"use strict";
// Runs before the first paint, inside the page: whether somebody is signed in, and which theme.
// Until the page's modules are here it keeps what is sent meanwhile for them.
(function (root) {
  try {
    const theme = localStorage.getItem("parley.theme");
    if (theme) root.dataset.theme = theme;
    root.dataset.in = localStorage.getItem("parley.me") ? "yes" : "no";
  } catch {
    root.dataset.in = "no";
  }
  root.dataset.view = /^#\/r\//.test(location.hash) ? "room" : "list";
  function early(event) {
    if (root.dataset.early === "over") return;
    if (event.type === "keydown") {
      if (event.target.id !== "text" || event.key !== "Enter") return;
      if (event.shiftKey || event.isComposing || event.keyCode === 229) return;
    }
    event.preventDefault();
    root.dataset.early = "yes";
  }
  addEventListener("submit", early);
  addEventListener("keydown", early);
})(document.documentElement);
