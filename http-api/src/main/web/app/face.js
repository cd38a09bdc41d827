// Faces: a picture where there is one and it comes, initials until then and otherwise.
import { h, useState } from "./base.js";

const SIZE = 48;
const COLOURS = 8;
const segmenter = typeof Intl.Segmenter === "function" ? new Intl.Segmenter() : null;

/** The first letter as people see it: with its combining characters, an emoji as a whole. */
function firstOf(word) {
  return segmenter ? segmenter.segment(word)[Symbol.iterator]().next().value?.segment : [...word][0];
}

function initials(name) {
  const words = name.trim().split(/[\s._-]+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  const letters = ends.map(firstOf).filter(Boolean);
  // Two of a script whose letters are wide are one too many.
  const one = /\p{Script=Han}|\p{Script=Hangul}|\p{Extended_Pictographic}/u.test(letters.join(""));
  return (one ? letters.slice(0, 1) : letters).join("").toUpperCase() || "?";
}

function colour(id) {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
  return sum % COLOURS;
}

/** Hosts that resize by their address are asked for what is shown, in the screen's density. */
export function sized(url) {
  const pixels = SIZE * Math.min(2, Math.ceil(globalThis.devicePixelRatio ?? 1));
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (!/^https?:$/.test(parsed.protocol)) return null;
  const cloudinary = /^(.*\/image\/(?:upload|fetch)\/)(?![^/]*\b[wh]_\d)(.*)$/;
  if (cloudinary.test(parsed.pathname)) {
    parsed.pathname =
      parsed.pathname.replace(cloudinary, `$1w_${pixels},h_${pixels},c_fill,f_auto,q_auto/$2`);
  } else if (/(^|\.)gravatar\.com$/.test(parsed.hostname)) {
    parsed.searchParams.set("s", String(pixels));
  } else if (/(^|\.)googleusercontent\.com$/.test(parsed.hostname)) {
    parsed.pathname = `${parsed.pathname.replace(/=s\d+(-c)?$/, "")}=s${pixels}-c`;
  } else if (parsed.hostname === "avatars.githubusercontent.com") {
    parsed.searchParams.set("s", String(pixels));
  }
  return parsed.href;
}

export function Face({ id, name, url, status, big }) {
  const [failed, setFailed] = useState(null);
  const source = url && failed !== url ? sized(url) : null;
  return h(
    "span",
    { class: `face c${colour(id)}${big ? " big" : ""}`, "aria-hidden": "true" },
    initials(name || id),
    source &&
      h("img", {
        src: source, alt: "", width: SIZE, height: SIZE, loading: "lazy", decoding: "async",
        referrerpolicy: "no-referrer", draggable: false, onError: () => setFailed(url),
      }),
    status && h("i", { class: `dot ${status}` }));
}
