// The page's texts in the user's language, and times in its way of writing them.
import en from "./texts-en.js";

/** Languages by the names that they have for themselves; "" is the browser's. */
export const LANGUAGES = { en: "English", "zh-TW": "繁體中文", "zh-CN": "简体中文" };

const LOADERS = {
  "zh-TW": () => import("./texts-zh-TW.js"),
  "zh-CN": () => import("./texts-zh-CN.js"),
};

/** The texts by their names, from `loadTexts` on in the language of the user. */
export const t = { ...en };

let chosen = "en";

export const language = () => chosen;

function wanted() {
  const kept = localStorage.getItem("parley.language");
  for (const tag of kept ? [kept] : navigator.languages) {
    if (/^zh\b/i.test(tag)) return /hant|tw|hk|mo/i.test(tag) ? "zh-TW" : "zh-CN";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}

/** Before anything is drawn. English is there; another language is one small file. */
export async function loadTexts() {
  const name = wanted();
  if (LOADERS[name]) {
    Object.assign(t, (await LOADERS[name]()).default);
    chosen = name;
  }
  document.documentElement.lang = chosen;
}

const formats = new Map();

function format(options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) {
    // English stands in for languages without texts; their times are written their way all the same.
    const tag = chosen === "en" ? navigator.language : chosen;
    formats.set(key, new Intl.DateTimeFormat(tag, options));
  }
  return formats.get(key);
}

export const clock = (at) => format({ hour: "2-digit", minute: "2-digit" }).format(new Date(at));

export const dayOf = (at) => new Date(at).toDateString();

const DAY = 86_400_000;

export function dayName(at) {
  const day = dayOf(at);
  if (day === dayOf(Date.now())) return t.today;
  if (day === dayOf(Date.now() - DAY)) return t.yesterday;
  const near = Date.now() - new Date(at).getTime() < 300 * DAY;
  return format({ weekday: "long", day: "numeric", month: "long", ...(near ? {} : { year: "numeric" }) })
    .format(new Date(at));
}

/** As short as it can be said: a time today, a weekday this week, a date before. */
export function shortly(at) {
  if (!at) return "";
  if (dayOf(at) === dayOf(Date.now())) return clock(at);
  if (Date.now() - new Date(at).getTime() < 6 * DAY) return format({ weekday: "short" }).format(new Date(at));
  return format({ day: "numeric", month: "short" }).format(new Date(at));
}

export const fully = (at) =>
  format({ dateStyle: "full", timeStyle: "short" }).format(new Date(at));
