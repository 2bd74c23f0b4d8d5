import { h, icon, replace, uniqueId } from "../core/dom.js";
import { typed } from "../core/schema.js";

/** @typedef {import("../core/context.js").Context} Context */
/** @typedef {import("../core/schema.js").Field} Field */

const BOX = ["west", "south", "east", "north"];
const SUGGESTIONS = {
  service_version: ["1.3.0", "1.1.1", "1.0.0", "2.0.0", "1.1.0"],
  srid: ["4326", "3857"],
  info_format: ["application/json", "application/vnd.ogc.gml", "text/xml", "text/plain", "text/html"],
};

/** One field with its label, help and what is wrong with it. */
export class FieldInput {
  element;
  #ctx;
  #field;
  #before;
  #secretSet;
  #keptSecrets;
  #changed;
  #removed = false;
  #id = uniqueId("field");
  #error = h("p", { class: "gc-error", hidden: true });
  /** @type {() => any} */
  #read = () => undefined;
  /** @type {HTMLElement | null} */
  #control = null;

  /**
   * @param {Context} ctx
   * @param {Field} field
   * @param {any} value undefined where the entry says nothing
   * @param {string[]} secrets what is set and not shown
   * @param {() => void} changed
   */
  constructor(ctx, field, value, secrets, changed) {
    this.#ctx = ctx;
    this.#field = field;
    this.#before = value;
    this.#secretSet = secrets.includes(field.name);
    this.#keptSecrets = secrets
      .filter((secret) => secret.startsWith(`${field.name}.`))
      .map((secret) => secret.slice(field.name.length + 1));
    this.#changed = changed;
    this.#error.id = `${this.#id}-error`;
    this.element = this.#build();
  }

  /** Undefined or null where nothing is given. */
  get value() {
    return this.#read();
  }

  get isRemovedSecret() {
    return this.#removed;
  }

  /** @param {string} message empty if nothing is wrong */
  set error(message) {
    this.#error.hidden = message === "";
    this.#error.textContent = message;
    this.element.classList.toggle("gc-invalid", message !== "");
    for (const control of this.element.querySelectorAll("input, select, textarea")) {
      if (message === "") {
        control.removeAttribute("aria-invalid");
      } else {
        control.setAttribute("aria-invalid", "true");
      }
    }
  }

  focus() {
    this.#control?.focus();
  }

  #title() {
    const key = `field.${this.#field.name}`;
    return this.#ctx.texts.has(key) ? this.#ctx.t(key) : this.#field.name;
  }

  #help() {
    const key = `help.${this.#field.name}`;
    return this.#ctx.texts.has(key) ? this.#ctx.t(key) : this.#field.help;
  }

  #build() {
    const { name, kind, required, schema } = this.#field;
    const describedBy = `${this.#id}-help ${this.#id}-error`;
    const control = this.#make(kind, { id: this.#id, "aria-describedby": describedBy, "aria-required": required ? "true" : null });
    const range = this.#range(schema);
    const help = h("p", { class: "gc-help", id: `${this.#id}-help` }, this.#help(), range && ` ${range}`);
    const label = this.#title();
    const mark = required && h("span", { class: "gc-required", "aria-hidden": "true" }, "*");
    const wide = ["pairs", "box", "long"].includes(kind) || name === "url" ? " gc-wide" : "";
    if (kind === "box" || kind === "pairs" || kind === "lines") {
      return h(
        "fieldset",
        { class: `gc-field${wide}`, "data-field": name },
        h("legend", { class: "gc-label" }, label, mark),
        control,
        this.#error,
        help,
      );
    }
    if (kind === "flag") {
      return h(
        "div",
        { class: "gc-field gc-check", "data-field": name },
        h("div", {}, control, h("label", { class: "gc-label", for: this.#id }, label)),
        this.#error,
        help,
      );
    }
    return h(
      "div",
      { class: `gc-field${wide}`, "data-field": name },
      h("label", { class: "gc-label", for: this.#id }, label, mark),
      control,
      this.#error,
      help,
    );
  }

  /** @param {import("../core/schema.js").Schema} schema */
  #range({ minimum, maximum, default: otherwise }) {
    const { t, texts } = this.#ctx;
    const parts = [];
    if (minimum !== undefined && maximum !== undefined) {
      parts.push(t("field.range", { min: minimum, max: maximum }));
    }
    if (otherwise !== undefined && typeof otherwise !== "boolean") {
      parts.push(t("field.default", { value: typeof otherwise === "number" ? texts.number(otherwise) : otherwise }));
    }
    return parts.join(" ");
  }

  /**
   * @param {import("../core/schema.js").FieldKind} kind
   * @param {import("../core/dom.js").Attributes} attributes
   */
  #make(kind, attributes) {
    switch (kind) {
      case "choice":
        return this.#choice(attributes);
      case "flag":
        return this.#flag(attributes);
      case "long":
        return this.#long(attributes);
      case "secret":
        return this.#secret(attributes);
      case "lines":
        return this.#lines(attributes);
      case "pairs":
        return this.#pairs();
      case "box":
        return this.#box();
      default:
        return this.#text(attributes);
    }
  }

  /** @param {import("../core/dom.js").Attributes} attributes */
  #text(attributes) {
    const { name, kind, schema } = this.#field;
    const suggestions = SUGGESTIONS[/** @type {keyof typeof SUGGESTIONS} */ (name)];
    const list = suggestions && h("datalist", { id: `${this.#id}-list` }, ...suggestions.map((value) => h("option", { value })));
    const input = h("input", {
      ...attributes,
      class: "gc-input",
      type: "text",
      spellcheck: "false",
      autocapitalize: "off",
      inputmode: kind === "number" ? "decimal" : name === "url" ? "url" : null,
      list: list ? `${this.#id}-list` : null,
      value: this.#before ?? "",
    });
    this.#control = input;
    this.#read = () => {
      const text = input.value.trim();
      return text === "" ? undefined : typed(text, schema, this.#before);
    };
    return list ? h("span", { class: "gc-with-list" }, input, list) : input;
  }

  /** @param {import("../core/dom.js").Attributes} attributes */
  #long(attributes) {
    const area = h("textarea", { ...attributes, class: "gc-input", rows: 2 });
    area.value = this.#before ?? "";
    this.#control = area;
    this.#read = () => (area.value.trim() === "" ? undefined : area.value);
    return area;
  }

  /** @param {import("../core/dom.js").Attributes} attributes */
  #choice(attributes) {
    const { schema, required } = this.#field;
    const options = schema.enum.filter((/** @type {unknown} */ value) => value !== null);
    const otherwise = schema.default ? this.#ctx.t("field.unset", { value: schema.default }) : "–";
    const select = h(
      "select",
      { ...attributes, class: "gc-input" },
      !(required && this.#before) && h("option", { value: "" }, otherwise),
      ...options.map((/** @type {string} */ value) => h("option", { value, selected: value === this.#before }, value)),
    );
    this.#control = select;
    this.#read = () => select.value || undefined;
    return select;
  }

  /** @param {import("../core/dom.js").Attributes} attributes */
  #flag(attributes) {
    const otherwise = this.#field.schema.default ?? false;
    const box = h("input", { ...attributes, type: "checkbox", checked: this.#before ?? otherwise });
    this.#control = box;
    this.#read = () => (box.checked === otherwise && (this.#before ?? null) === null ? undefined : box.checked);
    return box;
  }

  /** @param {import("../core/dom.js").Attributes} attributes */
  #secret(attributes) {
    const { t } = this.#ctx;
    const reference = typeof this.#before === "string" ? this.#before : "";
    const input = h("input", {
      ...attributes,
      class: "gc-input",
      type: reference ? "text" : "password",
      autocomplete: "new-password",
      spellcheck: "false",
      value: reference,
      placeholder: this.#secretSet ? t("secret.kept") : "",
    });
    this.#control = input;
    this.#read = () => (input.value === "" ? undefined : input.value);
    if (!this.#secretSet) {
      return input;
    }
    const remove = h(
      "button",
      {
        type: "button",
        class: "gc-button gc-small",
        "aria-pressed": "false",
        click: () => {
          this.#removed = !this.#removed;
          remove.setAttribute("aria-pressed", String(this.#removed));
          input.disabled = this.#removed;
          input.placeholder = this.#removed ? t("secret.going") : t("secret.kept");
          this.#changed();
        },
      },
      t("secret.remove"),
    );
    return h("span", { class: "gc-input-row" }, input, remove);
  }

  /** @param {import("../core/dom.js").Attributes} attributes */
  #lines(attributes) {
    const { schema } = this.#field;
    const area = h("textarea", { ...attributes, class: "gc-input", rows: 2, spellcheck: "false", "aria-label": this.#title() });
    const before = Array.isArray(this.#before) ? this.#before : [];
    area.value = before.join("\n");
    this.#control = area;
    this.#read = () => {
      const lines = area.value.split("\n").map((line) => line.trim()).filter(Boolean);
      const values = lines.map((line, index) => typed(line, schema.items ?? {}, before[index]));
      return values.length === 0 && !(Array.isArray(this.#before) && this.#before.length === 0) ? undefined : values;
    };
    return area;
  }

  #box() {
    const before = Array.isArray(this.#before) ? this.#before : [];
    const inputs = BOX.map((side, index) =>
      h("input", { class: "gc-input", type: "text", inputmode: "decimal", value: before[index] ?? "", "aria-label": this.#ctx.t(`box.${side}`), placeholder: this.#ctx.t(`box.${side}`) }),
    );
    this.#control = inputs[0];
    this.#read = () => {
      const texts = inputs.map((input) => input.value.trim());
      if (texts.every((text) => text === "")) {
        return undefined;
      }
      return texts.map((text) => (text !== "" && Number.isFinite(Number(text)) ? Number(text) : text));
    };
    return h("div", { class: "gc-box" }, ...inputs);
  }

  #pairs() {
    const { t } = this.#ctx;
    const rows = h("div", { class: "gc-pairs" });
    const before = /** @type {Record<string, any>} */ (this.#before ?? {});
    const addRow = (/** @type {string} */ name, /** @type {string} */ value, /** @type {boolean} */ secret) => {
      const nameInput = h("input", { class: "gc-input", type: "text", spellcheck: "false", value: name, "aria-label": t("pairs.name"), placeholder: t("pairs.name") });
      const valueInput = h("input", {
        class: "gc-input",
        type: "text",
        spellcheck: "false",
        value,
        "aria-label": t("pairs.value"),
        placeholder: secret ? t("secret.kept") : t("pairs.value"),
      });
      const row = h("div", { class: "gc-pair", "data-secret": secret ? name : null }, nameInput, valueInput);
      const remove = h(
        "button",
        {
          type: "button",
          class: "gc-icon-button",
          "aria-label": t("pairs.remove"),
          click: () => {
            row.remove();
            this.#changed();
            add.focus();
          },
        },
        icon("remove"),
      );
      row.append(remove);
      rows.append(row);
      return nameInput;
    };
    const add = h(
      "button",
      { type: "button", class: "gc-button gc-small", click: () => addRow("", "", false).focus() },
      icon("add"),
      t("pairs.add"),
    );
    Object.entries(before).forEach(([name, value]) => addRow(name, String(value), false));
    this.#keptSecrets.filter((name) => !(name in before)).forEach((name) => addRow(name, "", true));
    this.#control = add;
    this.#read = () => this.#readPairs(rows, before);
    const wrapper = h("div", {});
    replace(wrapper, rows, add);
    return wrapper;
  }

  /**
   * A secret that is left alone is not said; one whose row has gone is said to be null.
   *
   * @param {HTMLElement} rows
   * @param {Record<string, any>} before
   */
  #readPairs(rows, before) {
    /** @type {Record<string, any>} */
    const value = {};
    const kept = new Set();
    for (const row of rows.children) {
      const [name, text] = [...row.querySelectorAll("input")].map((input) => input.value.trim());
      const secret = row instanceof HTMLElement ? row.dataset.secret : undefined;
      if (secret !== undefined && secret === name && text === "") {
        kept.add(secret);
      } else if (name !== "") {
        value[name] = typeof before[name] === "number" && String(before[name]) === text ? before[name] : text;
      }
    }
    for (const secret of this.#keptSecrets) {
      if (!kept.has(secret) && !(secret in value)) {
        value[secret] = null;
      }
    }
    return Object.keys(value).length === 0 ? undefined : value;
  }
}
