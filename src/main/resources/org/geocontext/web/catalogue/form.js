import { ApiError } from "../core/api.js";
import { confirmed } from "../core/dialog.js";
import { debounced, h, icon, replace } from "../core/dom.js";
import { fieldsOf, violations } from "../core/schema.js";
import { FieldInput } from "./field.js";
import { MemberList } from "./members.js";
import { KIND } from "./store.js";

/** @typedef {import("../core/context.js").Context} Context */
/** @typedef {import("./store.js").Section} Section */
/** @typedef {import("./store.js").CatalogueStore} CatalogueStore */
/** @typedef {Record<string, any>} Definition */

/** What belongs together; the first are open from the start, the others where they hold something. */
const PARTS = [
  { name: "about", open: true, fields: ["name", "key", "description", "enabled", "permission_groups", "group_type"] },
  {
    name: "request",
    open: true,
    fields: ["query_type", "url", "service_version", "layer_typename", "layer_name", "layer_geometry_field", "srid", "internal"],
  },
  { name: "test", open: true, fields: ["test_x", "test_y", "test_value"] },
  { name: "value", open: false, fields: ["unit", "tolerance", "scale", "offset", "labels", "no_data"] },
  { name: "access", open: false, fields: ["auth", "auth_name", "username", "password", "api_key", "headers"] },
  { name: "details", open: false, fields: ["info_format", "axis_order", "box_m", "parameters", "extent", "skip_outside", "overlaps"] },
  {
    name: "manners",
    open: false,
    fields: ["timeout_s", "cache_duration", "reuse_m", "merge", "max_layers", "max_concurrent", "requests_per_second"],
  },
  { name: "source", open: false, fields: ["provenance", "licensing", "notes"] },
];

const MEMBERS = { groups: "service_keys", collections: "group_keys" };
const CHECK_MILLIS = 250;

/** The form of one service, group or collection: fields and help come from the catalogue's schema. */
export class EntryForm {
  element = h("form", { class: "gc-form", novalidate: true, autocomplete: "off" });
  #ctx;
  #store;
  #section;
  #schema;
  /** @type {Definition} as the server has it */
  #before;
  /** @type {import("../core/context.js").Problem[]} */
  #problems;
  /** @type {string | null} */
  #etag;
  #isNew;
  /** @type {Map<string, FieldInput>} */
  #inputs = new Map();
  /** @type {MemberList | null} */
  #members = null;
  #summary = h("div", { class: "gc-summary", role: "alert", hidden: true, tabindex: "-1" });
  #save = h("button", { type: "submit", class: "gc-button gc-primary" });
  #saved;
  #initial;
  #left = false;

  /**
   * @param {Context} ctx
   * @param {CatalogueStore} store
   * @param {Section} section
   * @param {import("../core/schema.js").Schema} schema
   * @param {{ definition: Definition, etag: string | null, isNew: boolean }} entry
   * @param {(section: Section, key: string | null) => void} saved null when the entry is gone
   */
  constructor(ctx, store, section, schema, entry, saved) {
    this.#ctx = ctx;
    this.#store = store;
    this.#section = section;
    this.#schema = schema;
    const { problems = [], ...definition } = entry.definition;
    this.#before = definition;
    this.#problems = problems;
    this.#etag = entry.etag;
    this.#isNew = entry.isNew;
    this.#saved = saved;
    this.#build();
    this.#initial = JSON.stringify(this.#value());
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit().catch(ctx.fail);
    });
    const check = debounced((/** @type {string} */ name) => this.#checkOne(name), CHECK_MILLIS);
    this.element.addEventListener("input", (event) => this.#touched(event, check));
    this.element.addEventListener("focusout", (event) => this.#touched(event, (name) => this.#checkOne(name)));
  }

  dirty() {
    const touched = [...this.#inputs.values()].some((input) => input.isRemovedSecret);
    return this.#ctx.status.writable && !this.#left && (touched || JSON.stringify(this.#value()) !== this.#initial);
  }

  #build() {
    const { t, status } = this.#ctx;
    const fields = fieldsOf(this.#schema).filter(({ name }) => name !== MEMBERS[/** @type {"groups"} */ (this.#section)]);
    const listed = PARTS.flatMap((part) => part.fields);
    const rest = { name: "other", open: false, fields: fields.map(({ name }) => name).filter((name) => !listed.includes(name)) };
    /** @type {(HTMLElement | null)[]} */
    const parts = [...PARTS, rest].map((part) => this.#part(part, fields)).filter(Boolean);
    const memberField = MEMBERS[/** @type {"groups"} */ (this.#section)];
    if (memberField) {
      this.#members = new MemberList(this.#ctx, this.#store, this.#section, this.#before[memberField] ?? [], () =>
        this.#checkOne(memberField),
      );
      parts.splice(this.#isNew ? 1 : 0, 0, this.#members.element);
    }
    const problems = this.#problems.map(({ severity, message }) =>
      h("p", { class: `gc-note gc-note-${severity === "error" ? "bad" : "warn"}` }, icon("warning"), message),
    );
    replace(this.element, this.#heading(), ...problems, this.#summary, ...parts, status.writable && this.#actions());
    if (!status.writable) {
      for (const control of this.element.querySelectorAll("input, select, textarea, fieldset, .gc-form button")) {
        if (control.closest(".gc-form-head") === null) {
          control.setAttribute("disabled", "");
        }
      }
    }
    this.#save.textContent = this.#isNew ? t("action.create") : t("action.save");
  }

  #heading() {
    const { t } = this.#ctx;
    const kind = KIND[this.#section];
    const title = this.#isNew ? t(`new.${kind}`) : this.#before.name || this.#before.key;
    return h(
      "header",
      { class: "gc-form-head" },
      h("a", { class: "gc-back", href: "#/catalogue" }, icon("back"), t("action.back")),
      h("p", { class: "gc-kind" }, icon(kind), t(`kind.${kind}`), !this.#isNew && h("code", {}, this.#before.key)),
      h("h1", { tabindex: "-1" }, title),
      !this.#isNew && this.#links(),
    );
  }

  #links() {
    const { t } = this.#ctx;
    const entry = this.#store.find(this.#section, this.#before.key);
    const parents = /** @type {[Section, string][]} */ ([
      ...(entry?.groups ?? []).map((key) => ["groups", key]),
      ...(entry?.collections ?? []).map((key) => ["collections", key]),
    ]);
    const { test_x: x, test_y: y } = this.#before;
    const query = new URLSearchParams({ [KIND[this.#section]]: this.#before.key });
    if (typeof x === "number" && typeof y === "number") {
      query.set("point", `${x}, ${y}`);
    }
    return h(
      "p",
      { class: "gc-links" },
      ...parents.map(([section, key]) =>
        h(
          "a",
          { class: "gc-chip", href: `#/catalogue/${section}/${encodeURIComponent(key)}` },
          icon(KIND[section]),
          this.#store.find(section, key)?.name ?? key,
        ),
      ),
      h("a", { class: "gc-chip gc-chip-strong", href: `#/ask?${query}` }, t("action.ask_it")),
    );
  }

  /**
   * @param {{ name: string, open: boolean, fields: string[] }} part
   * @param {import("../core/schema.js").Field[]} fields
   */
  #part(part, fields) {
    const own = part.fields.flatMap((name) => fields.filter((field) => field.name === name));
    if (own.length === 0) {
      return null;
    }
    const secrets = this.#before.secrets_set ?? [];
    const inputs = own.map((field) => {
      const input = new FieldInput(this.#ctx, field, this.#before[field.name], secrets, () => this.#checkOne(field.name));
      this.#inputs.set(field.name, input);
      return input.element;
    });
    const filled = own.some(({ name }) => isFilled(this.#before[name]) || secrets.includes(name));
    return h(
      "details",
      { class: "gc-part", open: part.open || filled },
      h("summary", {}, h("h2", {}, this.#ctx.t(`part.${part.name}`))),
      h("div", { class: "gc-fields" }, ...inputs),
    );
  }

  #actions() {
    const { t } = this.#ctx;
    return h(
      "div",
      { class: "gc-actions" },
      this.#save,
      !this.#isNew && h("button", { type: "button", class: "gc-button", click: () => this.#copy() }, t("action.duplicate")),
      !this.#isNew &&
        h(
          "button",
          { type: "button", class: "gc-button gc-danger-quiet", click: () => this.#delete(false).catch(this.#ctx.fail) },
          t("action.delete"),
        ),
    );
  }

  /** Puts the cursor where the work begins. */
  focus() {
    const first = this.#isNew ? this.element.querySelector("input") : this.element.querySelector("h1");
    first?.focus();
  }

  /**
   * @param {Event} event
   * @param {(name: string) => void} check
   */
  #touched(event, check) {
    const field = /** @type {HTMLElement} */ (event.target).closest("[data-field]");
    if (field instanceof HTMLElement && field.dataset.field) {
      check(field.dataset.field);
    }
  }

  /** The whole entry as the form has it; fields that were never set are absent. */
  #value() {
    /** @type {Definition} */
    const value = { ...this.#before };
    delete value.secrets_set;
    for (const [name, input] of this.#inputs) {
      const own = input.value;
      if (own === undefined || own === null) {
        delete value[name];
      } else {
        value[name] = own;
      }
    }
    const memberField = MEMBERS[/** @type {"groups"} */ (this.#section)];
    if (this.#members && memberField) {
      value[memberField] = this.#members.keys;
    }
    return value;
  }

  /** What a merge patch has to say: new values, null for what is taken away. */
  #patch() {
    const value = this.#value();
    /** @type {Definition} */
    const patch = {};
    for (const [name, own] of Object.entries(value)) {
      if (JSON.stringify(own) !== JSON.stringify(this.#before[name])) {
        patch[name] = replacing(this.#before[name], own);
      }
    }
    for (const name of Object.keys(this.#before)) {
      if (!(name in value) && isFilled(this.#before[name]) && name !== "secrets_set") {
        patch[name] = null;
      }
    }
    for (const [name, input] of this.#inputs) {
      if (input.isRemovedSecret) {
        patch[name] = null;
      }
    }
    return patch;
  }

  /** What is wrong, by field. A secret that is set counts as given. */
  #violations() {
    const value = this.#value();
    for (const secret of this.#before.secrets_set ?? []) {
      if (!(secret in value) && !secret.includes(".") && !this.#inputs.get(secret)?.isRemovedSecret) {
        value[secret] = "set";
      }
    }
    for (const [name, own] of Object.entries(value)) {
      value[name] = withoutNulls(own);
    }
    /** @type {Map<string, import("../core/schema.js").Violation>} */
    const byField = new Map();
    for (const violation of violations(this.#schema, value)) {
      const field = String(violation.path[0] ?? "");
      if (!byField.has(field)) {
        byField.set(field, violation);
      }
    }
    return byField;
  }

  /** @param {string} name */
  #checkOne(name) {
    const violation = this.#violations().get(name);
    this.#showError(name, violation ? this.#sentence(violation) : "");
    this.#save.classList.toggle("gc-waiting", false);
  }

  /**
   * @param {string} name
   * @param {string} message
   */
  #showError(name, message) {
    const input = this.#inputs.get(name);
    if (input) {
      input.error = message;
    } else if (this.#members) {
      this.#members.error = message;
    }
  }

  /** @param {import("../core/schema.js").Violation} violation */
  #sentence({ rule, expected, path }) {
    const { t, texts } = this.#ctx;
    const name = String(path[0]);
    const special = `invalid.${name}.${rule}`;
    if (texts.has(special)) {
      return t(special);
    }
    const accepted = Array.isArray(expected) ? expected.filter((each) => each !== null).join(", ") : expected;
    return texts.has(`invalid.${rule}`) ? t(`invalid.${rule}`, { expected: accepted }) : t("invalid.other");
  }

  /** @param {Map<string, string>} messages */
  #summarize(messages) {
    const { t } = this.#ctx;
    for (const name of [...this.#inputs.keys(), ...(this.#members ? [this.#members.field] : [])]) {
      this.#showError(name, messages.get(name) ?? "");
    }
    this.#summary.hidden = messages.size === 0;
    replace(
      this.#summary,
      h("p", {}, t("invalid.summary", { n: messages.size })),
      h(
        "ul",
        {},
        ...[...messages].map(([name, message]) =>
          h("li", {}, h("button", { type: "button", class: "gc-link", click: () => this.#goTo(name) }, this.#title(name)), ` – ${message}`),
        ),
      ),
    );
    if (messages.size > 0) {
      this.#goTo([...messages.keys()][0]);
    }
  }

  /** @param {string} name */
  #title(name) {
    const key = `field.${name}`;
    return this.#ctx.texts.has(key) ? this.#ctx.t(key) : name;
  }

  /** @param {string} name */
  #goTo(name) {
    const input = this.#inputs.get(name);
    if (input) {
      const part = input.element.closest("details");
      if (part) {
        part.open = true;
      }
      input.focus();
    } else if (this.#members?.field === name) {
      this.#members.focus();
    } else {
      this.#summary.focus();
    }
  }

  async #submit() {
    const wrong = this.#violations();
    this.#summarize(new Map([...wrong].map(([name, violation]) => [name, this.#sentence(violation)])));
    if (wrong.size > 0) {
      return;
    }
    const patch = this.#patch();
    if (!this.#isNew && Object.keys(patch).length === 0) {
      this.#ctx.toast(this.#ctx.t("saved.nothing"));
      return;
    }
    this.#save.setAttribute("aria-busy", "true");
    try {
      await this.#send(patch, this.#etag);
    } finally {
      this.#save.removeAttribute("aria-busy");
    }
  }

  /**
   * @param {Definition} patch
   * @param {string | null} etag
   */
  async #send(patch, etag) {
    const { api, t } = this.#ctx;
    try {
      if (this.#isNew) {
        await api.request("POST", this.#section, this.#value());
      } else {
        await api.request("POST", `${this.#section}/${encodeURIComponent(this.#before.key)}`, patch, { ifMatch: etag });
      }
    } catch (error) {
      if (error instanceof ApiError && error.status === 412) {
        await this.#conflict(patch);
        return;
      }
      if (error instanceof ApiError && error.field) {
        const name = error.field.split(".").find((part) => this.#inputs.has(part) || part === this.#members?.field);
        this.#summarize(new Map([[name ?? error.field, [error.message, error.accepted].filter(Boolean).join(" – ")]]));
        return;
      }
      throw error;
    }
    const value = this.#value();
    this.#left = true;
    this.#ctx.toast(t("saved.done", { name: value.name ?? value.key }));
    this.#saved(this.#section, value.key);
  }

  /** @param {Definition} patch */
  async #conflict(patch) {
    const { t } = this.#ctx;
    if (await confirmed(this.#ctx, t("conflict.title"), t("conflict.text"), t("conflict.overwrite"), true)) {
      await this.#send(patch, null);
    }
  }

  #copy() {
    const copy = { ...this.#before, key: `${this.#before.key}_copy`, name: `${this.#before.name} (${this.#ctx.t("copy")})` };
    delete (/** @type {Definition} */ (copy).secrets_set);
    sessionStorage.setItem("geocontext.draft", JSON.stringify(copy));
    this.#ctx.navigate(`/catalogue/new/${this.#section}`);
  }

  /** @param {boolean} detach whether to take it out of what refers to it */
  async #delete(detach) {
    const { t, api } = this.#ctx;
    const name = this.#before.name || this.#before.key;
    if (!detach && !(await confirmed(this.#ctx, t("delete.title"), t("delete.text", { name }), t("action.delete"), true))) {
      return;
    }
    try {
      await api.request("DELETE", `${this.#section}/${encodeURIComponent(this.#before.key)}${detach ? "?detach=true" : ""}`, {});
    } catch (error) {
      if (error instanceof ApiError && error.status === 409 && !detach) {
        const where = [h("p", {}, t("delete.used", { name })), h("ul", {}, ...error.references.map((key) => h("li", {}, key)))];
        if (await confirmed(this.#ctx, t("delete.title"), where, t("delete.detach"), true)) {
          await this.#delete(true);
        }
        return;
      }
      throw error;
    }
    this.#ctx.toast(t("deleted", { name }));
    this.#left = true;
    this.#saved(this.#section, null);
  }
}

/** @param {unknown} value */
function isFilled(value) {
  return value !== undefined && value !== null && value !== "";
}

/**
 * An object without the members that are to go.
 *
 * @param {unknown} value
 */
function withoutNulls(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
    : value;
}

/**
 * A merge patch merges objects: what has left them must be named.
 *
 * @param {unknown} before
 * @param {any} now
 */
function replacing(before, now) {
  if (before === null || typeof before !== "object" || Array.isArray(before) || Array.isArray(now)) {
    return now;
  }
  const gone = Object.keys(before).filter((name) => !(name in now));
  return { ...now, ...Object.fromEntries(gone.map((name) => [name, null])) };
}
