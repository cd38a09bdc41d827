// Writing. The field is in the page from the first paint, so it is no component: it is taken over
// as it is, with what was typed into it meanwhile.
import { $, h, iconButton, note, render, ui } from "./base.js";
import { t } from "./texts.js";
import { draftOf, keepDraft, tellDrafts } from "./drafts.js";
import { isSending } from "./keys.js";
import { textOf } from "./message.js";
import { titleOf } from "./rooms.js";

const LONGEST = 4_000;
const DRAFT_MS = 300;

let room = null;
/** People chosen from the list: name to id. */
let mentions = new Map();
let saving = 0;
let choices = null;
let offInfo = () => {};

const field = () => $("text");

function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  field().style.height = "auto";
  field().style.height = `${field().scrollHeight}px`;
}

function save() {
  clearTimeout(saving);
  saving = 0;
  if (!room) return;
  keepDraft(room.id, {
    text: field().value, replyTo: ui.replyTo?.id, mentions: [...mentions],
  });
}

function fill(text) {
  field().value = text;
  grow();
}

/** The other room's words go, this one's come; what was typed before there was a room stays. */
function moved() {
  if (room === ui.room) {
    about();
    return;
  }
  save();
  if (room) tellDrafts();
  const early = room === null ? field().value : "";
  offInfo();
  room = ui.room;
  if (!room) return;
  const draft = draftOf(room.id);
  mentions = new Map(draft.mentions ?? []);
  fill(draft.text || early);
  if (draft.replyTo) {
    room.messageById(draft.replyTo).then((message) => {
      if (message && room === ui.room && !ui.replyTo) ui.set({ replyTo: message });
    }, () => {});
  }
  offInfo = room.on("info", allowed);
  allowed();
  about();
  if (matchMedia("(hover: hover)").matches) field().focus({ preventScroll: true });
}

function allowed() {
  const info = ui.client.rooms.get(room.id) ?? room.info;
  const mine = room.members.find((member) => member.userId === ui.client.me?.userId);
  const no = room.status === "refused" || room.info?.closed || mine?.role === "READER";
  field().disabled = Boolean(no);
  const name = titleOf(info);
  field().placeholder = no ? t.readOnly : name ? t.writeTo(name) : t.write;
}

/** What is answered, above the field. */
function about() {
  const message = ui.replyTo;
  render(
    message &&
      h("div", { class: "about" },
        h("div", { class: "quote" },
          h("b", { dir: "auto" }, t.replyingTo(message.senderName)),
          h("span", { dir: "auto" }, textOf(message))),
        iconButton("close", t.cancel, () => ui.set({ replyTo: null }))),
    $("about"));
  if (message) field().focus();
}

/** Who was chosen from the list or is a member, and stands in the text. */
function mentioned(text) {
  const people = new Map(mentions);
  for (const member of room.members) {
    people.set(room.person(member.userId)?.name ?? member.userId, member.userId);
    people.set(member.userId, member.userId);
  }
  const ids = new Set();
  for (const [name, id] of people) if (text.includes(`@${name}`)) ids.add(id);
  return [...ids].slice(0, 50);
}

function submit(event) {
  event?.preventDefault();
  const content = field().value.trim();
  if (!room || content === "" || field().disabled) return;
  const over = [...content].length - LONGEST;
  if (over > 0) {
    note(t.tooLong(over));
    return;
  }
  const ids = mentioned(content);
  room.send({
    content,
    ...(ui.replyTo ? { replyTo: ui.replyTo.id } : {}),
    ...(ids.length > 0 ? { mentions: ids } : {}),
  });
  room.setTyping(false);
  mentions = new Map();
  fill("");
  if (ui.replyTo) ui.set({ replyTo: null });
  save();
  ui.toEnd?.();
  field().focus();
}

function editLast() {
  const mine = ui.client.me?.userId;
  const last = room?.messages.findLast((message) => message.senderId === mine && !message.deletedAt);
  if (last) ui.set({ editing: last.id });
}

function keys(event) {
  if (choices?.key(event)) return;
  if (isSending(event)) {
    submit(event);
  } else if (event.key === "Escape" && ui.replyTo) {
    ui.set({ replyTo: null });
  } else if (event.key === "ArrowUp" && field().value === "" && !event.isComposing) {
    event.preventDefault();
    editLast();
  }
}

/** The list of people is loaded with the first @. */
async function complete() {
  if (choices === null) {
    if (!/(^|[\s(])@\S*$/.test(field().value.slice(0, field().selectionStart))) return;
    const { Choices } = await import("./complete.js");
    choices ??= new Choices(field(), (name, id) => mentions.set(name, id));
  }
  choices.look(room);
}

function input(event) {
  grow();
  if (!room) return;
  room.setTyping(field().value !== "");
  if (saving === 0) saving = setTimeout(save, DRAFT_MS);
  if (!event.isComposing) complete();
}

export function startComposing() {
  const root = document.documentElement;
  field().setAttribute("aria-label", t.message);
  field().placeholder = t.write;
  $("send").setAttribute("aria-label", t.send);
  $("compose").addEventListener("submit", submit);
  field().addEventListener("keydown", keys);
  field().addEventListener("input", input);
  field().addEventListener("blur", () => {
    room?.setTyping(false);
    choices?.close();
  });
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", save);
  ui.on("change", moved);
  ui.client.rooms.on("change", () => room && allowed());
  // Enter, or the button, was pressed before this was here.
  const early = root.dataset.early === "yes";
  root.dataset.early = "over";
  if (early) queueMicrotask(submit);
}
