import { download, h, icon, replace } from "../core/dom.js";
import { discoverPane } from "./discover.js";
import { importPane, problemsPane, versionsPane } from "./exchange.js";
import { EntryForm } from "./form.js";
import { CatalogueStore, KIND, SECTIONS } from "./store.js";
import { CatalogueTree } from "./tree.js";

/** @typedef {import("../core/context.js").Context} Context */
/** @typedef {import("../core/context.js").Page} Page */
/** @typedef {import("./store.js").Section} Section */

const FILTERS = {
  all: null,
  problems: (/** @type {import("./store.js").Entry} */ entry) => Boolean(entry.problems) || entry.health?.state === "failed" || entry.health?.state === "changed",
  off: (/** @type {import("./store.js").Entry} */ entry) => entry.enabled === false,
};

/**
 * @param {Context} ctx
 * @returns {Page}
 */
export function cataloguePage(ctx) {
  return new CataloguePage(ctx);
}

/** A tree of what there is, and beside it what was chosen. */
class CataloguePage {
  #ctx;
  #store;
  #tree;
  #detail = h("div", { class: "gc-detail" });
  #found = h("p", { class: "gc-found", role: "status" });
  /** @type {EntryForm | null} */
  #form = null;
  #loaded = false;
  #showing = 0;

  /** @param {Context} ctx */
  constructor(ctx) {
    this.#ctx = ctx;
    this.#store = new CatalogueStore(ctx.api);
    this.#tree = new CatalogueTree(ctx);
    this.element = h("div", { class: "gc-split gc-at-list" }, this.#side(), this.#detail);
  }

  #side() {
    const { t } = this.#ctx;
    const search = h("input", { class: "gc-input", type: "search", id: "gc-search", "aria-label": t("tree.search"), placeholder: t("tree.search"), spellcheck: "false" });
    const only = h(
      "select",
      { class: "gc-input", "aria-label": t("tree.filter") },
      ...Object.keys(FILTERS).map((name) => h("option", { value: name }, t(`tree.filter_${name}`))),
    );
    const filter = () => {
      const chosen = FILTERS[/** @type {keyof typeof FILTERS} */ (only.value)];
      const before = performance.now();
      const found = this.#tree.filter(search.value, chosen);
      performance.measure("geocontext.filter", { start: before });
      this.#found.textContent = search.value.trim() || chosen ? t("tree.found", { n: found }) : "";
    };
    search.addEventListener("input", filter);
    only.addEventListener("change", filter);
    this.#filter = filter;
    return h(
      "section",
      { class: "gc-side", "aria-label": t("nav.catalogue") },
      h("div", { class: "gc-search" }, h("span", { class: "gc-search-field" }, icon("search"), search), h("div", { class: "gc-filter" }, only, this.#found)),
      h("div", { class: "gc-tree-box" }, this.#tree.element),
    );
  }

  #filter = () => {};

  /**
   * @param {string[]} parts
   */
  async show(parts) {
    const turn = ++this.#showing;
    if (!this.#loaded) {
      await this.#reload();
      this.#loaded = true;
    }
    this.#form = null;
    const [first = "", second = ""] = parts;
    this.element.classList.toggle("gc-at-list", first === "");
    const pane = await this.#pane(first, second);
    if (turn === this.#showing) {
      replace(this.#detail, pane);
      this.#tree.select(SECTIONS.includes(/** @type {Section} */ (first)) ? /** @type {Section} */ (first) : null, second);
      this.#detail.scrollTop = 0;
      if (first !== "") {
        const focus = pane.querySelector("h1");
        focus?.setAttribute("tabindex", "-1");
        if (!this.#tree.element.contains(document.activeElement)) {
          focus?.focus({ preventScroll: true });
        }
        if (this.element.getBoundingClientRect().top < 0) {
          this.element.scrollIntoView();
        }
      }
    }
  }

  /**
   * @param {string} first
   * @param {string} second
   * @returns {Promise<HTMLElement>}
   */
  async #pane(first, second) {
    const ctx = this.#ctx;
    const changed = () => this.#changed();
    switch (first) {
      case "services":
      case "groups":
      case "collections":
        return this.#entry(first, second);
      case "new":
        return this.#new(/** @type {Section} */ (second));
      case "add":
        return discoverPane(ctx, this.#store, changed);
      case "import":
        return importPane(ctx, changed);
      case "versions":
        return versionsPane(ctx, changed);
      case "problems":
        return problemsPane(ctx);
      default:
        return this.#welcome();
    }
  }

  async #reload() {
    await this.#store.load();
    this.#tree.show(this.#store);
    this.#filter();
  }

  async #changed() {
    await Promise.all([this.#reload(), this.#ctx.refreshStatus()]);
  }

  /**
   * @param {Section} section
   * @param {string} key
   */
  async #entry(section, key) {
    const [schema, reply] = await Promise.all([
      this.#store.schema(section),
      this.#ctx.api.request("GET", `${section}/${encodeURIComponent(key)}`),
    ]);
    return this.#open(section, schema, { definition: reply.body, etag: reply.etag, isNew: false });
  }

  /** @param {Section} section */
  async #new(section) {
    if (!SECTIONS.includes(section)) {
      return this.#welcome();
    }
    const schema = await this.#store.schema(section);
    const draft = JSON.parse(sessionStorage.getItem("geocontext.draft") ?? "{}");
    sessionStorage.removeItem("geocontext.draft");
    return this.#open(section, schema, { definition: draft, etag: null, isNew: true });
  }

  /**
   * @param {Section} section
   * @param {import("../core/schema.js").Schema} schema
   * @param {{ definition: Record<string, any>, etag: string | null, isNew: boolean }} entry
   */
  #open(section, schema, entry) {
    const form = new EntryForm(this.#ctx, this.#store, section, schema, entry, (where, key) => this.#saved(where, key));
    this.#form = form;
    return form.element;
  }

  /**
   * @param {Section} section
   * @param {string | null} key
   */
  async #saved(section, key) {
    this.#form = null;
    await this.#changed();
    const path = key === null ? "/catalogue" : `/catalogue/${section}/${encodeURIComponent(key)}`;
    if (location.hash === `#${path}`) {
      await this.show(path.split("/").slice(2).map(decodeURIComponent));
    } else {
      this.#ctx.navigate(path);
    }
  }

  #welcome() {
    const { t, status, texts } = this.#ctx;
    const problems = status.problems.length + (status.file_problems?.length ?? 0);
    const cards = SECTIONS.map((section) =>
      h(
        "li",
        { class: "gc-card" },
        icon(KIND[section]),
        h("strong", {}, texts.number(this.#store.list(section).length)),
        h("span", {}, t(`sections.${section}`)),
      ),
    ).reverse();
    const card = (/** @type {string} */ path, /** @type {string} */ key) =>
      h("li", {}, h("a", { class: "gc-choice", href: `#/catalogue/${path}` }, h("strong", {}, t(`do.${key}`)), h("span", {}, t(`do.${key}_help`))));
    return h(
      "div",
      { class: "gc-pane gc-welcome" },
      h("h1", {}, t("welcome.title")),
      h("p", { class: "gc-lead" }, t("welcome.text")),
      h("ul", { class: "gc-cards" }, ...cards),
      problems > 0 &&
        h("p", { class: "gc-note gc-note-warn" }, icon("warning"), h("a", { href: "#/catalogue/problems" }, t("problems.n", { n: problems }))),
      h(
        "ul",
        { class: "gc-choices" },
        status.writable && card("add", "add"),
        status.writable && card("new/services", "new_service"),
        status.writable && card("new/groups", "new_group"),
        status.writable && card("new/collections", "new_collection"),
        status.writable && card("import", "import"),
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: "gc-choice", click: () => this.#export().catch(this.#ctx.fail) },
            h("strong", {}, t("do.export")),
            h("span", {}, t("do.export_help")),
          ),
        ),
        status.writable && card("versions", "versions"),
        card("problems", "problems"),
      ),
    );
  }

  async #export() {
    const document = await this.#ctx.api.get("catalogue");
    download("catalogue.json", JSON.stringify(document, null, 2), "application/json");
  }

  dirty() {
    return this.#form?.dirty() ?? false;
  }

  close() {
    this.#showing += 1;
  }
}
