import { h, icon, replace } from "../core/dom.js";
import { KIND } from "./store.js";

/** @typedef {import("../core/context.js").Context} Context */
/** @typedef {import("./store.js").Entry} Entry */
/** @typedef {import("./store.js").Section} Section */

/**
 * @typedef {object} TreeNode
 * @property {string} id the keys from the root on
 * @property {Section | null} section null for the headings of what is in nothing
 * @property {string} key
 * @property {string} name
 * @property {Entry | null} entry
 * @property {string} text what a search looks at, in lower case
 * @property {TreeNode[]} children
 */

/**
 * @typedef {object} Row
 * @property {TreeNode} node
 * @property {number} level
 * @property {number} position
 * @property {number} siblings
 * @property {boolean} open
 * @property {boolean} match
 */

/** Collections, their groups and those groups' services, to be searched, opened and chosen from (ARIA tree). */
export class CatalogueTree {
  element = h("ul", { class: "gc-tree", role: "tree" });
  #ctx;
  /** @type {TreeNode[]} */
  #roots = [];
  /** @type {Set<string>} */
  #open = new Set();
  /** @type {Row[]} */
  #rows = [];
  #search = "";
  /** @type {(entry: Entry) => boolean} */
  #only = () => true;
  #filtered = false;
  #current = "";
  #focused = "";

  /** @param {Context} ctx */
  constructor(ctx) {
    this.#ctx = ctx;
    this.element.setAttribute("aria-label", ctx.t("tree.label"));
    this.element.addEventListener("click", (event) => this.#clicked(event));
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  /**
   * @param {import("./store.js").CatalogueStore} store
   */
  show(store) {
    const { t } = this.#ctx;
    const inGroups = new Set(store.list("groups").flatMap((group) => group.service_keys ?? []));
    const inCollections = new Set(store.list("collections").flatMap((collection) => collection.group_keys ?? []));
    const service = (/** @type {string} */ parent) => (/** @type {string} */ key) =>
      node(parent, "services", key, store.find("services", key), []);
    const group = (/** @type {string} */ parent) => (/** @type {string} */ key) => {
      const entry = store.find("groups", key);
      return node(parent, "groups", key, entry, (entry?.service_keys ?? []).map(service(`${parent}/${key}`)));
    };
    this.#roots = store.list("collections").map((entry) =>
      node("", "collections", entry.key, entry, (entry.group_keys ?? []).map(group(`/${entry.key}`))),
    );
    const looseGroups = store.list("groups").filter(({ key }) => !inCollections.has(key));
    const looseServices = store.list("services").filter(({ key }) => !inGroups.has(key));
    if (looseGroups.length > 0) {
      this.#roots.push(heading("loose-groups", t("tree.loose_groups"), looseGroups.map(({ key }) => group("/-g")(key))));
    }
    if (looseServices.length > 0) {
      this.#roots.push(
        heading("loose-services", t("tree.loose_services"), looseServices.map(({ key }) => service("/-s")(key))),
      );
    }
    if (this.#open.size === 0 && this.#roots.length > 0 && this.#roots.length <= 3) {
      this.#open.add(this.#roots[0].id);
    }
    this.#render();
  }

  /**
   * Shows what holds all these words, and where it is.
   *
   * @param {string} search
   * @param {((entry: Entry) => boolean) | null} only
   * @returns {number} how many services, groups and collections are found, each counted once
   */
  filter(search, only) {
    this.#search = search.trim().toLowerCase();
    this.#only = only ?? (() => true);
    this.#filtered = this.#search !== "" || only !== null;
    this.#render();
    return new Set(this.#rows.filter(({ match }) => match).map(({ node: { section, key } }) => `${section}/${key}`)).size;
  }

  /**
   * Marks the entry that is being looked at, and opens the way to it once.
   *
   * @param {Section | null} section
   * @param {string} key
   */
  select(section, key) {
    this.#current = section ? `${section}/${key}` : "";
    if (section && !this.#rows.some(({ node: shown }) => `${shown.section}/${shown.key}` === this.#current)) {
      const way = wayTo(this.#roots, (found) => found.section === section && found.key === key);
      way.slice(0, -1).forEach(({ id }) => this.#open.add(id));
    }
    this.#render();
  }

  #render() {
    const words = this.#search.split(/\s+/).filter(Boolean);
    this.#rows = [];
    this.#collect(this.#roots, 1, words);
    const hadFocus = this.element.contains(document.activeElement);
    if (!this.#rows.some(({ node: { id } }) => id === this.#focused)) {
      const current = this.#rows.find(({ node: shown }) => `${shown.section}/${shown.key}` === this.#current);
      this.#focused = (current ?? this.#rows[0])?.node.id ?? "";
    }
    replace(this.element, ...this.#rows.map((row) => this.#item(row)));
    if (hadFocus) {
      this.#focus(this.#focused);
    }
  }

  /**
   * @param {TreeNode[]} nodes
   * @param {number} level
   * @param {string[]} words
   */
  #collect(nodes, level, words) {
    const shown = this.#filtered ? nodes.filter((each) => this.#hasMatch(each, words)) : nodes;
    shown.forEach((each, index) => {
      const match = this.#matches(each, words);
      const found = this.#filtered && each.children.some((child) => this.#hasMatch(child, words));
      const open = found || (this.#open.has(each.id) && (!this.#filtered || match));
      this.#rows.push({ node: each, level, position: index + 1, siblings: shown.length, open, match });
      if (open) {
        this.#collect(each.children, level + 1, found || !this.#filtered ? words : []);
      }
    });
  }

  /**
   * @param {TreeNode} each
   * @param {string[]} words
   */
  #matches(each, words) {
    return each.entry !== null && words.every((word) => each.text.includes(word)) && this.#only(each.entry);
  }

  /**
   * @param {TreeNode} each
   * @param {string[]} words
   * @returns {boolean}
   */
  #hasMatch(each, words) {
    return this.#matches(each, words) || each.children.some((child) => this.#hasMatch(child, words));
  }

  /** @param {Row} row */
  #item({ node: shown, level, position, siblings, open }) {
    const { t } = this.#ctx;
    const { section, key, entry, children } = shown;
    const current = section !== null && `${section}/${key}` === this.#current;
    const kind = section ? KIND[section] : "group";
    return h(
      "li",
      {
        role: "treeitem",
        class: `gc-tree-row gc-level-${level}${entry || !section ? "" : " gc-missing"}${entry?.enabled === false ? " gc-off" : ""}`,
        "data-id": shown.id,
        "aria-level": level,
        "aria-posinset": position,
        "aria-setsize": siblings,
        "aria-expanded": children.length > 0 ? String(open) : null,
        "aria-selected": String(current),
        "aria-current": current ? "true" : null,
        tabindex: shown.id === this.#focused ? 0 : -1,
      },
      h("span", { class: `gc-twist${open ? " gc-turned" : ""}` }, children.length > 0 && icon("open")),
      icon(kind),
      h("span", { class: "gc-tree-name" }, shown.name),
      children.length > 0 && h("span", { class: "gc-count" }, this.#ctx.texts.number(children.length)),
      entry?.enabled === false && h("span", { class: "gc-tag" }, t("tree.off")),
      entry?.health?.state === "failed" && h("span", { class: "gc-dot gc-bad", title: t("health.failed") }, dotText(t("health.failed"))),
      entry?.health?.state === "changed" && h("span", { class: "gc-dot gc-warn", title: t("health.changed") }, dotText(t("health.changed"))),
      Boolean(entry?.problems) &&
        h("span", { class: "gc-problem-mark", title: t("problems.n", { n: entry?.problems ?? 0 }) }, icon("warning"), dotText(t("problems.n", { n: entry?.problems ?? 0 }))),
    );
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const row = this.#rowOf(target.closest("[role=treeitem]"));
    if (!row) {
      return;
    }
    this.#focused = row.node.id;
    if (target.closest(".gc-twist") || row.node.section === null) {
      this.#turn(row, !row.open);
    } else {
      this.#choose(row);
    }
  }

  /** @param {Row} row */
  #choose({ node: { section, key, id } }) {
    this.#focused = id;
    this.#ctx.navigate(`/catalogue/${section}/${encodeURIComponent(key)}`);
  }

  /**
   * @param {Row} row
   * @param {boolean} open
   */
  #turn({ node: { id, children } }, open) {
    if (children.length > 0) {
      if (open) {
        this.#open.add(id);
      } else {
        this.#open.delete(id);
      }
      this.#render();
      this.#focus(id);
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const index = this.#rows.findIndex(({ node: { id } }) => id === this.#focused);
    const row = this.#rows[index];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    /** @type {Record<string, () => void>} */
    const actions = {
      ArrowDown: () => this.#focusRow(index + 1),
      ArrowUp: () => this.#focusRow(index - 1),
      Home: () => this.#focusRow(0),
      End: () => this.#focusRow(this.#rows.length - 1),
      ArrowRight: () => (row.open ? this.#focusRow(index + 1) : this.#turn(row, true)),
      ArrowLeft: () => (row.open ? this.#turn(row, false) : this.#focusRow(this.#parent(index))),
      Enter: () => (row.node.section ? this.#choose(row) : this.#turn(row, !row.open)),
      " ": () => (row.node.section ? this.#choose(row) : this.#turn(row, !row.open)),
    };
    const action = actions[event.key] ?? (/^\S$/.test(event.key) ? () => this.#type(event.key, index) : null);
    if (action) {
      event.preventDefault();
      action();
    }
  }

  /** @param {number} index */
  #parent(index) {
    const { level } = this.#rows[index];
    for (let i = index - 1; i >= 0; i--) {
      if (this.#rows[i].level < level) {
        return i;
      }
    }
    return index;
  }

  /**
   * @param {string} letter
   * @param {number} from
   */
  #type(letter, from) {
    const order = [...this.#rows.slice(from + 1), ...this.#rows.slice(0, from + 1)];
    const found = order.find(({ node: shown }) => shown.name.toLowerCase().startsWith(letter.toLowerCase()));
    if (found) {
      this.#focus(found.node.id);
    }
  }

  /** @param {number} index */
  #focusRow(index) {
    const row = this.#rows[index];
    if (row) {
      this.#focus(row.node.id);
    }
  }

  /** @param {string} id */
  #focus(id) {
    for (const item of this.element.children) {
      if (item instanceof HTMLElement) {
        item.tabIndex = item.dataset.id === id ? 0 : -1;
        if (item.dataset.id === id) {
          item.focus();
        }
      }
    }
    this.#focused = id;
  }

  /** @param {Element | null} item */
  #rowOf(item) {
    const id = item instanceof HTMLElement ? item.dataset.id : undefined;
    return this.#rows.find(({ node: shown }) => shown.id === id);
  }
}

/** @param {string} text */
function dotText(text) {
  return h("span", { class: "gc-hidden" }, text);
}

/**
 * @param {string} parent
 * @param {Section} section
 * @param {string} key
 * @param {Entry | undefined} entry
 * @param {TreeNode[]} children
 * @returns {TreeNode}
 */
function node(parent, section, key, entry, children) {
  const { name = key, url = "", layer_typename: layer = "" } = entry ?? {};
  const text = `${key} ${name} ${url} ${layer ?? ""}`.toLowerCase();
  return { id: `${parent}/${key}`, section, key, name, entry: entry ?? null, text, children };
}

/**
 * @param {string} id
 * @param {string} name
 * @param {TreeNode[]} children
 * @returns {TreeNode}
 */
function heading(id, name, children) {
  return { id, section: null, key: "", name, entry: null, text: "", children };
}

/**
 * @param {TreeNode[]} nodes
 * @param {(node: TreeNode) => boolean} wanted
 * @returns {TreeNode[]}
 */
function wayTo(nodes, wanted) {
  for (const each of nodes) {
    if (wanted(each)) {
      return [each];
    }
    const way = wayTo(each.children, wanted);
    if (way.length > 0) {
      return [each, ...way];
    }
  }
  return [];
}
