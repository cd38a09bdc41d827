// Who is signed in, kept for all tabs of this browser; where the token comes from.
import { t } from "./texts.js";
import { login } from "../parley.js";
import { $ } from "./base.js";

const KEY = "parley.me";

/** {token, userId, name, roomId}, of the demo's login with a name, otherwise with a token alone. */
export function signedIn() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
}

export function signOut(why = "") {
  localStorage.removeItem(KEY);
  sessionStorage.setItem("parley.why", why);
  location.replace("/");
}

/** What the library asks for a token: what is kept while it is good, then a new one by name. */
export async function token(why) {
  const me = signedIn();
  if (me === null) throw new Error(t.tokenEnded);
  if (why === "start") return me.token;
  if (!me.name) {
    if (why === "refused") signOut(t.tokenEnded);
    return me.token;
  }
  const again = await login(me.name);
  localStorage.setItem(KEY, JSON.stringify({ ...me, ...again }));
  return again.token;
}

/** Signing in or out in another tab is signing in or out here. */
export function followOtherTabs() {
  addEventListener("storage", (event) => {
    const idOf = (json) => (json ? JSON.parse(json).userId : null);
    if (event.key === KEY && idOf(event.oldValue) !== idOf(event.newValue)) location.reload();
  });
}

function userOf(jwt) {
  const claims = jwt.split(".")[1]?.replace(/-/g, "+").replace(/_/g, "/");
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(claims), (c) => c.charCodeAt(0)))).sub;
}

/** The form of the page is there from the first paint; this makes it work. */
export function showLogin() {
  const byName = document.documentElement.dataset.login === "name";
  const field = $("name");
  $("login-title").textContent = t.welcome;
  $("login-hint").textContent = byName ? t.loginHint : t.tokenHint;
  field.setAttribute("aria-label", byName ? t.yourName : t.token);
  field.placeholder = byName ? t.yourName : t.token;
  $("enter").textContent = t.enter;
  $("refused").textContent = sessionStorage.getItem("parley.why") ?? "";
  sessionStorage.removeItem("parley.why");
  $("login").addEventListener("submit", async (event) => {
    event.preventDefault();
    const value = field.value.trim();
    if (value === "" || $("enter").disabled) return;
    $("enter").disabled = true;
    $("refused").textContent = "";
    try {
      const me = byName ? await login(value) : { token: value, userId: userOf(value) };
      localStorage.setItem(KEY, JSON.stringify(me));
      location.reload();
    } catch (error) {
      $("refused").textContent = byName ? error.message || t.failed : t.wrongToken;
      $("enter").disabled = false;
      field.focus();
    }
  });
  field.focus();
}
