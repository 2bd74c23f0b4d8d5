import { ApiError } from "../core/api.js";
import { h, icon, replace, uniqueId } from "../core/dom.js";

/** @typedef {import("../core/context.js").Context} Context */

/**
 * @typedef {object} Candidate
 * @property {string} query_type
 * @property {string} layer_typename
 * @property {string} [title]
 * @property {string} [abstract]
 * @property {string[]} [crs]
 * @property {number[] | null} [extent]
 * @property {{ name: string, type?: string }[]} [properties]
 * @property {boolean} [queryable]
 * @property {boolean} [described] whether the properties are known
 * @property {Record<string, any>} entry
 */

/**
 * @typedef {object} Listing
 * @property {string} type
 * @property {string} [version]
 * @property {string} [title]
 * @property {number} [total]
 * @property {Candidate[]} candidates
 * @property {{ title: string, kind: string, url: string }[]} [services] of an ArcGIS directory
 * @property {string[]} [warnings]
 */

/** @typedef {{ url: string, type?: string, username?: string, password?: string, internal?: boolean }} Connection */

/** A candidate that can be chosen, and what is to become of it. */
class Choice {
  /**
   * @param {Candidate} candidate
   * @param {string} taken key of a service that asks the same layer already; empty if none does
   * @param {Connection} connection
   */
  constructor(candidate, taken, connection) {
    this.candidate = candidate;
    this.taken = taken;
    this.connection = connection;
    this.described = candidate.described !== false;
    this.box = h("input", { type: "checkbox", disabled: candidate.queryable === false });
    this.key = h("input", { class: "gc-input gc-mono", type: "text", value: candidate.entry.key ?? "", spellcheck: "false" });
    this.property = h("input", { class: "gc-input", type: "text", value: candidate.entry.layer_name ?? "", spellcheck: "false" });
  }

  get entry() {
    const { password } = this.connection;
    return {
      ...this.candidate.entry,
      key: this.key.value.trim(),
      layer_name: this.property.value.trim(),
      ...(password && { password }),
    };
  }

  /**
   * Asks for the properties of the layer, once.
   *
   * @param {Context} ctx
   * @param {HTMLDataListElement} list
   */
  async describe(ctx, list) {
    if (this.described) {
      return;
    }
    this.described = true;
    /** @type {Listing} */
    const listing = await ctx.api.post("capabilities", { ...this.connection, layer: this.candidate.layer_typename });
    const [found] = listing.candidates;
    if (found) {
      const { key, name } = this.candidate.entry;
      this.candidate.entry = { ...found.entry, key, name };
      this.property.value ||= found.entry.layer_name ?? "";
      replace(list, ...(found.properties ?? []).map((property) => h("option", { value: property.name })));
    }
  }
}

/**
 * Adds services by asking a server what it has.
 *
 * @param {Context} ctx
 * @param {import("./store.js").CatalogueStore} store
 * @param {() => Promise<void>} changed
 */
export function discoverPane(ctx, store, changed) {
  const { t } = ctx;
  const id = uniqueId("discover");
  const url = h("input", { id: `${id}-url`, class: "gc-input", type: "url", required: true, spellcheck: "false", placeholder: "https://maps.example.org/wms", "aria-describedby": `${id}-error` });
  const type = h(
    "select",
    { id: `${id}-type`, class: "gc-input" },
    h("option", { value: "" }, t("discover.any")),
    ...["WMS", "WFS", "ArcREST"].map((name) => h("option", { value: name }, name)),
  );
  const user = h("input", { id: `${id}-user`, class: "gc-input", type: "text", autocomplete: "off" });
  const password = h("input", { id: `${id}-password`, class: "gc-input", type: "password", autocomplete: "new-password" });
  const internal = h("input", { id: `${id}-internal`, type: "checkbox" });
  const error = h("p", { class: "gc-error", id: `${id}-error`, role: "alert", hidden: true });
  const results = h("div", { class: "gc-results" });
  const ask = h("button", { type: "submit", class: "gc-button gc-primary" }, t("discover.ask"));
  const form = h(
    "form",
    { class: "gc-fields gc-discover", novalidate: true },
    field(t("discover.url"), url, t("discover.url_help"), "gc-wide"),
    field(t("discover.type"), type),
    field(t("field.username"), user),
    field(t("field.password"), password),
    h("div", { class: "gc-field gc-check gc-wide" }, h("div", {}, internal, h("label", { class: "gc-label", for: internal.id }, t("discover.internal"))), h("p", { class: "gc-help" }, t("discover.internal_help"))),
    h("div", { class: "gc-actions gc-wide" }, ask),
    error,
  );
  const look = async (/** @type {string} */ address) => {
    error.hidden = true;
    ask.setAttribute("aria-busy", "true");
    replace(results, h("p", { class: "gc-faint", role: "status" }, t("discover.asking")));
    /** @type {Connection} */
    const connection = {
      url: address,
      ...(type.value && { type: type.value }),
      ...(user.value && { username: user.value }),
      ...(password.value && { password: password.value }),
      ...(internal.checked && { internal: true }),
    };
    try {
      const found = await ctx.api.post("capabilities", connection);
      replace(results, candidateList(ctx, store, found, connection, changed), directory(ctx, found, look));
      results.querySelector("h2")?.focus();
    } catch (failure) {
      replace(results);
      if (!(failure instanceof ApiError)) {
        throw failure;
      }
      error.textContent = [failure.message, failure.accepted].filter(Boolean).join(" – ");
      error.hidden = false;
      url.focus();
    } finally {
      ask.removeAttribute("aria-busy");
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look(url.value.trim()).catch(ctx.fail);
  });
  return h(
    "div",
    { class: "gc-pane" },
    h("a", { class: "gc-back", href: "#/catalogue" }, icon("back"), t("action.back")),
    h("h1", {}, t("do.add")),
    h("p", { class: "gc-lead" }, t("discover.text")),
    form,
    results,
  );
}

/**
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [help]
 * @param {string} [more] classes
 */
function field(label, control, help, more = "") {
  return h("div", { class: `gc-field ${more}` }, h("label", { class: "gc-label", for: control.id }, label), control, help && h("p", { class: "gc-help" }, help));
}

/**
 * @param {Context} ctx
 * @param {import("./store.js").CatalogueStore} store
 * @param {Listing} found
 * @param {Connection} connection
 * @param {() => Promise<void>} changed
 */
function candidateList(ctx, store, found, connection, changed) {
  const { t } = ctx;
  const existing = new Map(store.list("services").map((service) => [`${service.url} ${service.layer_typename ?? ""}`, service.key]));
  const choices = found.candidates.map(
    (candidate) => new Choice(candidate, existing.get(`${candidate.entry.url} ${candidate.entry.layer_typename ?? ""}`) ?? "", connection),
  );
  const add = h("button", { type: "submit", class: "gc-button gc-primary" });
  const group = h(
    "select",
    { class: "gc-input", "aria-label": t("discover.group") },
    h("option", { value: "" }, t("discover.no_group")),
    ...store.list("groups").map(({ key, name }) => h("option", { value: key }, name)),
  );
  const search = h("input", { class: "gc-input", type: "search", placeholder: t("discover.search"), "aria-label": t("discover.search") });
  const rows = choices.map((choice) => candidateRow(ctx, choice));
  const update = () => {
    const chosen = choices.filter(({ box }) => box.checked).length;
    add.textContent = t("discover.add", { n: chosen });
    add.disabled = chosen === 0;
  };
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    choices.forEach(({ candidate }, index) => {
      const text = `${candidate.title} ${candidate.layer_typename} ${candidate.abstract}`.toLowerCase();
      rows[index].hidden = !words.every((word) => text.includes(word));
    });
  });
  const form = h(
    "form",
    { novalidate: true, change: update },
    h("h2", { tabindex: "-1" }, found.title || found.type, h("span", { class: "gc-faint" }, ` ${found.type} ${found.version ?? ""}`)),
    ...(found.warnings ?? []).map((warning) => h("p", { class: "gc-note gc-note-warn" }, icon("warning"), String(warning))),
    ...(choices.length === 0
      ? [(found.services ?? []).length === 0 && h("p", {}, t("discover.none"))]
      : [search, h("ul", { class: "gc-candidates" }, ...rows), h("div", { class: "gc-actions" }, group, add)]),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const chosen = choices.filter(({ box }) => box.checked);
    addAll(ctx, chosen, group.value, store).then(async (added) => {
      if (added > 0) {
        await changed();
      }
      update();
    }, ctx.fail);
  });
  update();
  return form;
}

/**
 * @param {Context} ctx
 * @param {Choice} choice
 */
function candidateRow(ctx, choice) {
  const { t } = ctx;
  const { candidate, box, key, property } = choice;
  box.id = uniqueId("candidate");
  key.id = uniqueId("key");
  property.id = uniqueId("property");
  const names = (candidate.properties ?? []).map(({ name }) => name);
  const list = h("datalist", { id: `${property.id}-list` }, ...names.map((value) => h("option", { value })));
  property.setAttribute("list", list.id);
  const facts = [candidate.layer_typename, candidate.query_type, candidate.entry.srid && `EPSG:${candidate.entry.srid}`].filter(Boolean).join(" · ");
  const details = h(
    "div",
    { class: "gc-candidate-details", hidden: true },
    h("div", { class: "gc-field" }, h("label", { class: "gc-label", for: key.id }, t("field.key")), key),
    h("div", { class: "gc-field" }, h("label", { class: "gc-label", for: property.id }, t("field.layer_name")), property, list),
  );
  box.addEventListener("change", () => {
    details.hidden = !box.checked;
    if (box.checked) {
      choice.describe(ctx, list).catch(ctx.fail);
    }
  });
  const error = h("p", { class: "gc-error", hidden: true });
  key.addEventListener("input", () => (error.hidden = true));
  property.addEventListener("input", () => (error.hidden = true));
  return h(
    "li",
    { class: "gc-candidate" },
    box,
    h(
      "div",
      {},
      h("label", { for: box.id }, candidate.title || candidate.layer_typename),
      h("p", { class: "gc-help" }, facts),
      candidate.abstract && h("p", { class: "gc-help gc-clamp" }, candidate.abstract),
      choice.taken && h("p", { class: "gc-help" }, t("discover.taken", { key: choice.taken })),
      candidate.queryable === false && h("p", { class: "gc-help" }, t("discover.not_queryable")),
      details,
      error,
    ),
  );
}

/**
 * The services of an ArcGIS directory, each of which can be looked into.
 *
 * @param {Context} ctx
 * @param {Listing} found
 * @param {(url: string) => Promise<void>} look
 */
function directory(ctx, { services = [] }, look) {
  return (
    services.length > 0 &&
    h(
      "ul",
      { class: "gc-candidates" },
      ...services.map(({ title, kind, url }) =>
        h(
          "li",
          { class: "gc-candidate" },
          h("span", { class: "gc-badge" }, kind),
          h("button", { type: "button", class: "gc-link", click: () => look(url).catch(ctx.fail) }, title),
        ),
      ),
    )
  );
}

/**
 * Creates the chosen services one after another; the first refusal is shown at its row and ends it.
 *
 * @param {Context} ctx
 * @param {Choice[]} chosen
 * @param {string} group empty for none
 * @param {import("./store.js").CatalogueStore} store
 * @returns {Promise<number>} how many were created
 */
async function addAll(ctx, chosen, group, store) {
  const added = [];
  for (const choice of chosen) {
    try {
      await ctx.api.post("services", choice.entry);
      added.push(choice.entry.key);
      choice.box.checked = false;
      choice.box.disabled = true;
      choice.box.dispatchEvent(new Event("change"));
    } catch (failure) {
      if (!(failure instanceof ApiError)) {
        throw failure;
      }
      const row = choice.box.closest("li");
      const error = row?.querySelector(":scope > div > .gc-error");
      if (error instanceof HTMLElement) {
        error.textContent = [failure.message, failure.accepted].filter(Boolean).join(" – ");
        error.hidden = false;
      }
      choice.key.focus();
      break;
    }
  }
  if (group && added.length > 0) {
    const before = store.find("groups", group)?.service_keys ?? [];
    await ctx.api.post(`groups/${encodeURIComponent(group)}`, { service_keys: [...before, ...added] });
  }
  if (added.length > 0) {
    ctx.toast(ctx.t("discover.added", { n: added.length }));
  }
  return added.length;
}
