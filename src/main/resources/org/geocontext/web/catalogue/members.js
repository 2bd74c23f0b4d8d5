import { h, replace, uniqueId } from "../core/dom.js";
import { SortableList } from "../core/sortable.js";

/** @typedef {import("../core/context.js").Context} Context */
/** @typedef {import("./store.js").Section} Section */

const MOST_SUGGESTIONS = 8;

/** The services of a group, or the groups of a collection, in order; more are added by typing a part of their names. */
export class MemberList {
  element;
  field;
  #ctx;
  #store;
  #of;
  #list;
  #input;
  #suggestions = h("ul", { class: "gc-suggestions", role: "listbox", hidden: true });
  #error = h("p", { class: "gc-error", hidden: true });
  #active = -1;

  /**
   * @param {Context} ctx
   * @param {import("./store.js").CatalogueStore} store
   * @param {Section} section of the entry that has members
   * @param {string[]} keys
   * @param {() => void} changed
   */
  constructor(ctx, store, section, keys, changed) {
    this.#ctx = ctx;
    this.#store = store;
    this.#of = /** @type {Section} */ (section === "groups" ? "services" : "groups");
    this.field = section === "groups" ? "service_keys" : "group_keys";
    this.#list = new SortableList(ctx, ctx.t(`members.${this.#of}`), changed);
    this.#list.items = keys.map((key) => this.#item(key));
    const id = uniqueId("member");
    this.#suggestions.id = `${id}-list`;
    this.#suggestions.setAttribute("aria-label", ctx.t(`members.add_${this.#of}`));
    this.#error.id = `${id}-error`;
    this.#input = h("input", {
      id,
      class: "gc-input",
      type: "text",
      role: "combobox",
      spellcheck: "false",
      placeholder: ctx.t("members.search"),
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-controls": `${id}-list`,
      "aria-describedby": `${id}-error`,
      input: () => this.#suggest(),
      focus: () => this.#suggest(),
      blur: () => setTimeout(() => this.#close(), 150),
      keydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
    });
    this.element = h(
      "section",
      { class: "gc-part gc-members", "data-field": this.field },
      h("h2", {}, ctx.t(`members.${this.#of}`)),
      h("p", { class: "gc-help" }, ctx.t("members.help")),
      this.#list.element,
      ctx.status.writable &&
        h(
          "div",
          { class: "gc-field gc-combobox" },
          h("label", { class: "gc-label", for: id }, ctx.t(`members.add_${this.#of}`)),
          this.#input,
          this.#suggestions,
        ),
      this.#error,
    );
  }

  get keys() {
    return this.#list.keys;
  }

  /** @param {string} message */
  set error(message) {
    this.#error.hidden = message === "";
    this.#error.textContent = message;
  }

  focus() {
    this.#input.focus();
  }

  /** @param {string} key */
  #item(key) {
    const entry = this.#store.find(this.#of, key);
    return {
      key,
      label: entry?.name ?? key,
      note: entry ? key : this.#ctx.t("members.missing", { key }),
      href: entry ? `#/catalogue/${this.#of}/${encodeURIComponent(key)}` : undefined,
    };
  }

  #matching() {
    const words = this.#input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const taken = new Set(this.keys);
    return this.#store
      .list(this.#of)
      .filter(({ key, name }) => !taken.has(key) && words.every((word) => `${key} ${name}`.toLowerCase().includes(word)))
      .slice(0, MOST_SUGGESTIONS);
  }

  #suggest() {
    const matching = this.#matching();
    this.#active = -1;
    this.#input.removeAttribute("aria-activedescendant");
    replace(
      this.#suggestions,
      ...matching.map(({ key, name }, index) =>
        h(
          "li",
          {
            role: "option",
            id: `${this.#suggestions.id}-${index}`,
            "aria-selected": "false",
            pointerdown: (/** @type {Event} */ event) => {
              event.preventDefault();
              this.#add(key);
            },
          },
          name,
          h("small", {}, key),
        ),
      ),
    );
    this.#suggestions.hidden = matching.length === 0;
    this.#input.setAttribute("aria-expanded", String(matching.length > 0));
  }

  #close() {
    this.#suggestions.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const matching = this.#matching();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#active = (this.#active + step + matching.length) % Math.max(1, matching.length);
      [...this.#suggestions.children].forEach((option, index) =>
        option.setAttribute("aria-selected", String(index === this.#active)),
      );
      this.#input.setAttribute("aria-activedescendant", `${this.#suggestions.id}-${this.#active}`);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = matching[Math.max(0, this.#active)];
      if (chosen && !this.#suggestions.hidden) {
        this.#add(chosen.key);
      }
    } else if (event.key === "Escape") {
      this.#close();
    }
  }

  /** @param {string} key */
  #add(key) {
    this.#list.add(this.#item(key));
    this.#input.value = "";
    this.#suggest();
    this.#close();
  }
}
