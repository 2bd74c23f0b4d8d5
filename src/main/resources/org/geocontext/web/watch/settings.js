import { ApiError } from "../core/api.js";
import { h, icon, replace, uniqueId } from "../core/dom.js";

/** @typedef {import("../core/context.js").Context} Context */

/**
 * @typedef {object} Reference
 * @property {string} name
 * @property {string} type
 * @property {unknown} default
 * @property {number | null} [min]
 * @property {number | null} [max]
 * @property {string | null} [unit]
 * @property {string} description
 */

/**
 * Every setting with what it means.
 *
 * @param {Context} ctx
 * @returns {import("./page.js").Panel}
 */
export function settingsPanel(ctx) {
  const { t } = ctx;
  const element = h("form", { class: "gc-stack gc-settings", novalidate: true, autocomplete: "off" });
  /** @type {Setting[]} */
  let settings = [];

  const save = async () => {
    const patch = Object.fromEntries(settings.filter((setting) => setting.changed).map((setting) => [setting.name, setting.value]));
    if (Object.keys(patch).length === 0) {
      ctx.toast(t("saved.nothing"));
      return;
    }
    settings.forEach((setting) => (setting.error = ""));
    try {
      await ctx.api.post("settings", patch);
      ctx.toast(t("settings.saved"));
      await panel.refresh();
    } catch (error) {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      const path = error.field?.split(".") ?? [];
      const wrong = settings.find(({ name }) => path.includes(name));
      if (!wrong) {
        throw error;
      }
      wrong.error = [error.message, error.accepted].filter(Boolean).join(" – ");
      wrong.focus();
    }
  };
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    save().catch(ctx.fail);
  });

  /** @type {import("./page.js").Panel} */
  const panel = {
    element,
    every: 0,
    dirty: () => ctx.status.writable && settings.some((setting) => setting.changed),
    async refresh() {
      const { settings: values, set, problem, reference } = await ctx.api.get("settings");
      const list = /** @type {Reference[]} */ (reference);
      settings = list.map((each) => new Setting(ctx, each, values[each.name], set.includes(each.name)));
      replace(
        element,
        h("p", { class: "gc-lead" }, t("settings.text")),
        problem && h("p", { class: "gc-note gc-note-bad" }, icon("warning"), problem),
        h("div", { class: "gc-fields" }, ...settings.map((setting) => setting.element)),
        ctx.status.writable && h("div", { class: "gc-actions" }, h("button", { type: "submit", class: "gc-button gc-primary" }, t("action.save"))),
      );
    },
  };
  return panel;
}

/** One setting's field. */
class Setting {
  #reference;
  #before;
  #control;
  #error = h("p", { class: "gc-error", hidden: true });

  /**
   * @param {Context} ctx
   * @param {Reference} reference
   * @param {unknown} value in use
   * @param {boolean} isSet whether the file says so
   */
  constructor(ctx, reference, value, isSet) {
    const { t, status } = ctx;
    const id = uniqueId("setting");
    this.#reference = reference;
    this.#before = value;
    this.#error.id = `${id}-error`;
    const attributes = { id, "aria-describedby": `${id}-help ${id}-error`, disabled: !status.writable };
    this.#control = this.#isFlag
      ? h("input", { ...attributes, type: "checkbox", checked: Boolean(this.#before) })
      : h("input", { ...attributes, class: "gc-input", type: "text", spellcheck: "false", value: written(this.#before) });
    const { name, unit, min, max, description } = reference;
    const range = [
      isNumber(min) && isNumber(max) && t("field.range", { min: Number(min), max: Number(max) }),
      t("field.default", { value: written(reference.default) || "–" }),
    ].filter(Boolean);
    const label = h("label", { class: "gc-label", for: id }, h("code", {}, name), unit && h("span", { class: "gc-faint" }, ` ${unit}`), isSet && h("span", { class: "gc-tag" }, t("settings.set")));
    const help = h("p", { class: "gc-help", id: `${id}-help` }, `${description} ${range.join(" ")}`);
    this.element = this.#isFlag
      ? h("div", { class: "gc-field gc-check" }, h("div", {}, this.#control, label), this.#error, help)
      : h("div", { class: "gc-field" }, label, this.#control, this.#error, help);
  }

  get name() {
    return this.#reference.name;
  }

  get #isFlag() {
    return this.#reference.type === "boolean" || typeof this.#reference.default === "boolean";
  }

  /** As JSON; null takes the default. */
  get value() {
    if (this.#isFlag) {
      return this.#control.checked;
    }
    const text = this.#control.value.trim();
    if (text === "") {
      return null;
    }
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }

  get changed() {
    const now = this.value;
    return JSON.stringify(now) !== JSON.stringify(this.#before ?? null) && written(now) !== written(this.#before);
  }

  /** @param {string} message */
  set error(message) {
    this.#error.textContent = message;
    this.#error.hidden = message === "";
    this.#control.setAttribute("aria-invalid", String(message !== ""));
  }

  focus() {
    this.#control.focus();
  }
}

/** @param {unknown} value */
function isNumber(value) {
  return typeof value === "number";
}

/**
 * A value as it is typed: a text bare, everything else as JSON.
 *
 * @param {unknown} value
 */
function written(value) {
  if (value === null || value === undefined) {
    return "";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}
