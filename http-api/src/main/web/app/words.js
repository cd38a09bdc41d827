// Text as people wrote it, as text: links and mentions become elements, nothing becomes markup.
import { h } from "./base.js";

const LINK = /\b(?:https?:\/\/|mailto:)[^\s<>"'`\u0000-\u001f\u3000-\u303f\uff00-\uffef]{2,2000}/giu;
const SAFE = new Set(["http:", "https:", "mailto:"]);

/** Marks that end a sentence are not of the link, nor is a bracket that was opened before it. */
function trimmed(link) {
  let end = link.replace(/[.,:;!?…]+$/u, "");
  while (/[)\]}]$/.test(end)) {
    const close = end.at(-1);
    const open = { ")": "(", "]": "[", "}": "{" }[close];
    if (end.split(open).length >= end.split(close).length) break;
    end = end.slice(0, -1).replace(/[.,:;!?…]+$/u, "");
  }
  return end;
}

function safeHref(link) {
  try {
    const url = new URL(link);
    return SAFE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function links(text, out) {
  let done = 0;
  for (const match of text.matchAll(LINK)) {
    const link = trimmed(match[0]);
    const href = safeHref(link);
    if (!href) continue;
    out.push(text.slice(done, match.index));
    out.push(h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow", dir: "ltr" }, link));
    done = match.index + link.length;
  }
  out.push(text.slice(done));
}

/** The parts of a text; `names` are [name, whether it is the reader] of those who are mentioned. */
export function words(text, names = []) {
  const out = [];
  const sorted = [...names].sort((a, b) => b[0].length - a[0].length);
  let rest = text;
  while (rest) {
    let next = -1;
    let found = null;
    for (const [name, mine] of sorted) {
      const at = rest.indexOf(`@${name}`);
      if (at >= 0 && (next < 0 || at < next)) {
        next = at;
        found = [name, mine];
      }
    }
    if (!found) {
      links(rest, out);
      break;
    }
    links(rest.slice(0, next), out);
    out.push(h("span", { class: `at-name${found[1] ? " me" : ""}` }, `@${found[0]}`));
    rest = rest.slice(next + found[0].length + 1);
  }
  return out;
}

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier}|\u200d\p{Extended_Pictographic})*|\p{Regional_Indicator}{2}){1,3}$/u;

/** One to three emoji and nothing else are shown large. */
export const isEmojiOnly = (text) => text.length < 40 && EMOJI_ONLY.test(text.trim());
