/** Enter sends, but not the one that ends a word of an input method (229 in older browsers). */
export const isSending = (event) =>
  event.key === "Enter" && !event.shiftKey && !event.altKey && !event.isComposing && event.keyCode !== 229;
