/** @typedef {Node | string | number | false | null | undefined} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes */

const SVG = "http://www.w3.org/2000/svg";
let lastId = 0;

/**
 * @param {Element} made
 * @param {Attributes} attributes a function is a listener for the event it is named after
 * @param {Child[]} children
 */
function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(name.replace(/^on/, ""), value);
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(made, ...children);
}

/**
 * An HTML element.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  fill(made, attributes, children);
  return made;
}

/**
 * An SVG element.
 *
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {Child[]} children
 * @returns {SVGElementTagNameMap[T]}
 */
export function s(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  fill(made, attributes, children);
  return made;
}

/**
 * @param {Element} parent
 * @param {Child[]} children
 */
export function append(parent, ...children) {
  for (const child of children) {
    if (child instanceof Node) {
      parent.append(child);
    } else if (child !== false && child !== null && child !== undefined) {
      parent.append(String(child));
    }
  }
}

/**
 * Puts these in place of what an element holds.
 *
 * @param {Element} parent
 * @param {Child[]} children
 */
export function replace(parent, ...children) {
  parent.replaceChildren();
  append(parent, ...children);
}

/**
 * An id that no other element has.
 *
 * @param {string} stem
 */
export function uniqueId(stem) {
  lastId += 1;
  return `gc-${stem}-${lastId}`;
}

/**
 * Paths of a 20 by 20 drawing.
 *
 * @type {Record<string, string>}
 */
const ICONS = {
  collection: "M3 5.5h14M3 10h14M3 14.5h14",
  group: "M2.5 6a1.5 1.5 0 0 1 1.5-1.5h3.5l2 2H16A1.5 1.5 0 0 1 17.5 8v6A1.5 1.5 0 0 1 16 15.5H4A1.5 1.5 0 0 1 2.5 14z",
  service: "M10 2.5 17 6l-7 3.5L3 6zM3 10l7 3.5 7-3.5M3 14l7 3.5 7-3.5",
  open: "m7.5 5 5 5-5 5",
  up: "m5 12.5 5-5 5 5",
  down: "m5 7.5 5 5 5-5",
  remove: "m5.5 5.5 9 9m0-9-9 9",
  add: "M10 4v12M4 10h12",
  grip: "M7.5 5v.01M7.5 10v.01M7.5 15v.01M12.5 5v.01M12.5 10v.01M12.5 15v.01",
  back: "m12.5 5-5 5 5 5",
  search: "M8.5 3.5a5 5 0 1 1 0 10 5 5 0 0 1 0-10m3.700 8.700 4.300 4.300",
  warning: "M10 3 18 16.5H2zM10 8v4M10 14.300v.01",
  lock: "M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  link: "M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7",
  copy: "M7 7h9.5v9.5H7zM4 13H3.5V3.5H13V4",
};

/**
 * A drawing that says nothing to a screen reader.
 *
 * @param {string} name
 */
export function icon(name) {
  return s(
    "svg",
    { class: "gc-icon", viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true", focusable: "false" },
    s("path", {
      d: ICONS[name],
      fill: "none",
      stroke: "currentColor",
      "stroke-width": name === "grip" ? 2.4 : 1.6,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
}

/**
 * Runs at most once in a while, and then for the newest arguments.
 *
 * @template {unknown[]} A
 * @param {(...args: A) => void} action
 * @param {number} millis
 * @returns {(...args: A) => void}
 */
export function debounced(action, millis) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => action(...args), millis);
  };
}

/**
 * Hands a text over as a file.
 *
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
