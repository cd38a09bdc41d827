// What is loaded when a message is edited.
let form = null;

export function editLater() {
  form ??= import("./edit.js").then((module) => module.default);
  return form;
}
