// People to choose from while an @ is written.
import { h, render, ui } from "./base.js";
import { t } from "./texts.js";
import { Face } from "./face.js";

const MOST = 8;

/** Who is called so comes before whose second name begins so; 0 is neither. */
function fitOf({ userId, name }, begun) {
  const lower = name.toLocaleLowerCase();
  if (lower.startsWith(begun) || userId.toLowerCase().startsWith(begun)) return 2;
  return lower.split(/\s+/).some((word) => word.startsWith(begun)) ? 1 : 0;
}

export class Choices {
  #field;
  #chosen;
  #people = [];
  #at = 0;
  #place;
  #asked = new WeakSet();

  constructor(field, chosen) {
    this.#field = field;
    this.#chosen = chosen;
    this.#place = document.createElement("div");
    field.closest("form").prepend(this.#place);
    field.setAttribute("aria-autocomplete", "list");
  }

  /** What stands between the @ and the cursor, or null. */
  #begun() {
    const before = this.#field.value.slice(0, this.#field.selectionStart);
    return /(?:^|[\s(])@([^\s@]{0,40})$/u.exec(before)?.[1] ?? null;
  }

  async look(room) {
    if (!this.#asked.has(room)) {
      this.#asked.add(room);
      room.loadMembers().then(() => this.look(room), () => {});
    }
    const begun = this.#begun();
    this.#people = begun === null ? [] : this.#matching(room, begun.toLocaleLowerCase());
    this.#at = 0;
    this.#draw();
  }

  #matching(room, begun) {
    const mine = ui.client.me?.userId;
    return room.members
      .filter((member) => member.userId !== mine)
      .map((member) => room.person(member.userId) ?? { userId: member.userId, name: member.userId })
      .map((person) => ({ person, fit: fitOf(person, begun) }))
      .filter(({ fit }) => fit > 0)
      .sort((a, b) => b.fit - a.fit)
      .slice(0, MOST)
      .map(({ person }) => person);
  }

  /** Whether the key was for the list. */
  key(event) {
    if (this.#people.length === 0 || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.#at = (this.#at + step + this.#people.length) % this.#people.length;
      this.#draw();
    } else if (event.key === "Enter" || event.key === "Tab") {
      this.#choose(this.#people[this.#at]);
    } else if (event.key === "Escape") {
      this.close();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  #choose(person) {
    const field = this.#field;
    const end = field.selectionStart;
    const from = end - this.#begun().length - 1;
    field.setRangeText(`@${person.name} `, from, end, "end");
    this.#chosen(person.name, person.userId);
    this.close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    this.#people = [];
    this.#draw();
  }

  #draw() {
    const open = this.#people.length > 0;
    if (open) {
      this.#field.setAttribute("aria-controls", "choices");
      this.#field.setAttribute("aria-activedescendant", `choice-${this.#at}`);
    } else {
      this.#field.removeAttribute("aria-controls");
      this.#field.removeAttribute("aria-activedescendant");
    }
    render(
      open &&
        h("ul", { class: "choices", role: "listbox", id: "choices", "aria-label": t.people },
          this.#people.map((person, i) =>
            h("li", {
              key: person.userId, id: `choice-${i}`, role: "option", "aria-selected": String(i === this.#at),
              onMouseDown: (event) => { event.preventDefault(); this.#choose(person); },
            }, h(Face, { id: person.userId, name: person.name, url: person.avatarUrl }),
            h("span", { dir: "auto" }, person.name), h("span", { class: "soft" }, person.userId)))),
      this.#place);
  }
}
