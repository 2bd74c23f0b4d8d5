import { h, icon, replace } from "./dom.js";

/** @typedef {import("./context.js").Context} Context */
/** @typedef {{ key: string, label: string, note?: string, href?: string }} Item */

/**
 * A list that is put in order by dragging its handles, by its buttons, or with Alt and the arrow keys. Items can be
 * taken out.
 */
export class SortableList {
  element = h("ol", { class: "gc-sortable" });
  #ctx;
  #changed;
  /** @type {Item[]} */
  #items = [];

  /**
   * @param {Context} ctx
   * @param {string} label
   * @param {() => void} changed
   */
  constructor(ctx, label, changed) {
    this.#ctx = ctx;
    this.#changed = changed;
    this.element.setAttribute("aria-label", label);
  }

  get keys() {
    return this.#items.map(({ key }) => key);
  }

  /** @param {Item[]} items */
  set items(items) {
    this.#items = [...items];
    this.#render();
  }

  /** @param {Item} item */
  add(item) {
    this.#items.push(item);
    this.#render();
    this.#changed();
    this.#ctx.announce(this.#ctx.t("order.added", { name: item.label }));
  }

  #render() {
    replace(this.element, ...this.#items.map((item, index) => this.#row(item, index)));
  }

  /**
   * @param {Item} item
   * @param {number} index
   */
  #row(item, index) {
    const { t } = this.#ctx;
    const name = item.href
      ? h("a", { href: item.href, class: "gc-sortable-name" }, item.label)
      : h("span", { class: "gc-sortable-name" }, item.label);
    const grip = h("span", { class: "gc-grip", title: t("order.drag"), "aria-hidden": "true" }, icon("grip"));
    const row = h(
      "li",
      { class: "gc-sortable-row", "data-key": item.key, keydown: (/** @type {KeyboardEvent} */ e) => this.#keys(e, item.key) },
      grip,
      h("span", { class: "gc-sortable-text" }, name, item.note && h("small", {}, item.note)),
      this.#button("up", t("order.up", { name: item.label }), index === 0, () => this.#move(item.key, -1, "up")),
      this.#button("down", t("order.down", { name: item.label }), index === this.#items.length - 1, () =>
        this.#move(item.key, 1, "down"),
      ),
      this.#button("remove", t("order.remove", { name: item.label }), false, () => this.#remove(index)),
    );
    grip.addEventListener("pointerdown", (event) => this.#drag(event, row));
    return row;
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {boolean} disabled
   * @param {() => void} action
   */
  #button(name, label, disabled, action) {
    return h(
      "button",
      { type: "button", class: "gc-icon-button", "data-action": name, "aria-label": label, title: label, disabled, click: action },
      icon(name),
    );
  }

  /**
   * @param {KeyboardEvent} event
   * @param {string} key
   */
  #keys(event, key) {
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      this.#move(key, event.key === "ArrowUp" ? -1 : 1, event.key === "ArrowUp" ? "up" : "down");
    }
  }

  /**
   * @param {string} key
   * @param {number} step
   * @param {string} action
   */
  #move(key, step, action) {
    const from = this.keys.indexOf(key);
    const to = from + step;
    if (to < 0 || to >= this.#items.length) {
      return;
    }
    this.#place(from, to);
    const row = this.element.children[to];
    const button = row.querySelector(`[data-action=${action}]:not(:disabled)`) ?? row.querySelector("button:not(:disabled)");
    if (button instanceof HTMLElement) {
      button.focus();
    }
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  #place(from, to) {
    const [item] = this.#items.splice(from, 1);
    this.#items.splice(to, 0, item);
    this.#render();
    if (from !== to) {
      this.#changed();
      this.#ctx.announce(
        this.#ctx.t("order.moved", { name: item.label, position: to + 1, total: this.#items.length }),
      );
    }
  }

  /** @param {number} index */
  #remove(index) {
    const [item] = this.#items.splice(index, 1);
    this.#render();
    this.#changed();
    this.#ctx.announce(this.#ctx.t("order.removed", { name: item.label }));
    const next = this.element.children[Math.min(index, this.#items.length - 1)];
    const button = next?.querySelector("[data-action=remove]");
    if (button instanceof HTMLElement) {
      button.focus();
    }
  }

  /**
   * @param {PointerEvent} event
   * @param {HTMLLIElement} row
   */
  #drag(event, row) {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    const from = [...this.element.children].indexOf(row);
    row.classList.add("gc-dragged");
    const moved = (/** @type {PointerEvent} */ move) => {
      const others = [...this.element.children].filter((child) => child !== row);
      const next = others.find((child) => {
        const box = child.getBoundingClientRect();
        return move.clientY < box.top + box.height / 2;
      });
      if (row.nextElementSibling !== (next ?? null)) {
        this.element.insertBefore(row, next ?? null);
      }
    };
    const listening = new AbortController();
    const ended = () => {
      listening.abort();
      this.#place(from, [...this.element.children].indexOf(row));
    };
    document.addEventListener("pointermove", moved, { signal: listening.signal });
    document.addEventListener("pointerup", ended, { signal: listening.signal });
    document.addEventListener("pointercancel", ended, { signal: listening.signal });
  }
}
