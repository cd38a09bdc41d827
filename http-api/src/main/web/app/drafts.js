// What was begun and not sent, for each room, over reloads and tabs.
const PREFIX = "parley.draft.";
const listeners = new Set();

export const drafts = {
  on(_name, listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function draftOf(roomId) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + roomId)) ?? { text: "" };
  } catch {
    return { text: "" };
  }
}

/** Told to listeners when the room is left, not with every key. */
export function keepDraft(roomId, draft) {
  try {
    if (draft.text.trim() === "") localStorage.removeItem(PREFIX + roomId);
    else localStorage.setItem(PREFIX + roomId, JSON.stringify(draft));
  } catch {
    // A full store costs the draft, and nothing else.
  }
}

export function tellDrafts() {
  for (const listener of [...listeners]) listener();
}
