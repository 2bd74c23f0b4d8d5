import { h } from "./dom.js";

/**
 * A table that scrolls sideways where it must, also by keyboard.
 *
 * @param {string} label
 * @param {{ title: string, number?: boolean }[]} columns
 * @param {HTMLTableRowElement[]} rows
 * @param {string} [more] classes
 */
export function table(label, columns, rows, more = "") {
  return h(
    "div",
    { class: "gc-scroll", tabindex: "0", role: "region", "aria-label": label },
    h(
      "table",
      { class: `gc-table ${more}` },
      h("caption", { class: "gc-hidden" }, label),
      h("thead", {}, h("tr", {}, ...columns.map(({ title, number }) => h("th", { scope: "col", class: number ? "gc-number" : null }, title)))),
      h("tbody", {}, ...rows),
    ),
  );
}

/**
 * A cell with a number.
 *
 * @param {import("./dom.js").Child[]} children
 */
export function numberCell(...children) {
  return h("td", { class: "gc-number" }, ...children);
}
