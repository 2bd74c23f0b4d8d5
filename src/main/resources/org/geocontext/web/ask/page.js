import { ApiError } from "../core/api.js";
import { CoordinateError, decimal, parseCoordinate, sexagesimal } from "../core/coordinates.js";
import { h, replace } from "../core/dom.js";
import { tabs } from "../core/tabs.js";
import { codeView } from "./code.js";
import { follow } from "./live.js";
import { AskMap } from "./map.js";
import { planView } from "./plan.js";
import { ResultTable } from "./results.js";
import { Waterfall } from "./waterfall.js";

/** @typedef {import("../core/context.js").Context} Context */
/** @typedef {import("../core/context.js").Page} Page */
/** @typedef {import("../catalogue/store.js").Entry} Entry */
/** @typedef {import("./live.js").Progress} Progress */

const ANNOUNCE_MILLIS = 1500;

/**
 * @param {Context} ctx
 * @returns {Page}
 */
export function askPage(ctx) {
  return new AskPage(ctx);
}

/** A point and a collection in, what is known out, while it comes. */
class AskPage {
  #ctx;
  #map;
  #results;
  #waterfall;
  #tabs;
  /** @type {Record<string, Map<string, Entry>>} */
  #names = { services: new Map(), groups: new Map(), collections: new Map() };
  #point = h("input", { id: "gc-point", class: "gc-input", type: "text", spellcheck: "false", autocomplete: "off", required: true, "aria-describedby": "gc-point-echo" });
  #echo = h("p", { id: "gc-point-echo", class: "gc-help" });
  #what = h("select", { id: "gc-what", class: "gc-input" });
  #tolerance = h("input", { id: "gc-tolerance", class: "gc-input", type: "number", min: 0, max: 100000, step: "any" });
  #timeout = h("input", { id: "gc-timeout", class: "gc-input", type: "number", min: 0.1, max: 300, step: "any" });
  #all = h("input", { id: "gc-all", type: "checkbox" });
  #refresh = h("input", { id: "gc-refresh", type: "checkbox" });
  #ask = h("button", { type: "submit", class: "gc-button gc-primary" });
  #progress = h("progress", { class: "gc-progress", max: 1, value: 0, hidden: true });
  #summary = h("p", { class: "gc-ask-summary" });
  #error = h("p", { class: "gc-error", role: "alert", hidden: true });
  #plan = h("div", {});
  #code = h("div", {});
  /** @type {AbortController | null} */
  #running = null;
  #loaded = false;
  #announced = 0;

  /** @param {Context} ctx */
  constructor(ctx) {
    const { t } = ctx;
    this.#ctx = ctx;
    this.#map = new AskMap(ctx, (coordinate) => {
      this.#point.value = decimal(coordinate);
      this.#submit().catch(ctx.fail);
    });
    this.#results = new ResultTable(ctx, (key) => this.#names.groups.get(key)?.name ?? key, (row) => row && this.#map.choose(row));
    const serviceName = (/** @type {string} */ key) => this.#serviceName(key);
    this.#waterfall = new Waterfall(ctx, serviceName);
    this.#tabs = tabs(t("ask.answer"), [
      { key: "results", title: t("ask.results"), panel: h("div", {}, this.#results.element) },
      { key: "requests", title: t("ask.requests"), panel: h("div", {}, this.#waterfall.element) },
      { key: "plan", title: t("ask.plan"), panel: this.#plan },
      { key: "code", title: t("ask.code"), panel: this.#code },
    ]);
    this.#answer = h("section", { class: "gc-answer", "aria-label": t("ask.answer"), hidden: true }, this.#tabs.element);
    this.#empty = h("div", { class: "gc-empty" }, h("p", {}, t("ask.empty")));
    this.element = h(
      "div",
      { class: "gc-ask" },
      h("h1", { class: "gc-hidden" }, t("nav.ask")),
      this.#form(),
      h("div", { class: "gc-ask-body" }, this.#map.element, h("div", { class: "gc-ask-side" }, this.#error, h("div", { class: "gc-ask-state" }, this.#summary, this.#progress), this.#empty, this.#answer)),
    );
    this.#point.addEventListener("input", () => this.#interpret());
    this.#map.start().catch(ctx.fail);
  }

  #answer;
  #empty;

  #form() {
    const { t } = this.#ctx;
    this.#point.placeholder = "31.3963, -24.4561";
    this.#ask.textContent = t("ask.ask");
    const form = h(
      "form",
      { class: "gc-ask-form", novalidate: true },
      h("div", { class: "gc-field gc-grow" }, h("label", { class: "gc-label", for: "gc-point" }, t("ask.point")), this.#point, this.#echo),
      h("div", { class: "gc-field gc-grow" }, h("label", { class: "gc-label", for: "gc-what" }, t("ask.what")), this.#what),
      h("div", { class: "gc-ask-button" }, this.#ask),
      h(
        "details",
        { class: "gc-more" },
        h("summary", {}, t("ask.options")),
        h(
          "div",
          { class: "gc-fields" },
          h("div", { class: "gc-field" }, h("label", { class: "gc-label", for: "gc-tolerance" }, t("ask.tolerance")), this.#tolerance, h("p", { class: "gc-help" }, t("ask.tolerance_help"))),
          h("div", { class: "gc-field" }, h("label", { class: "gc-label", for: "gc-timeout" }, t("ask.timeout")), this.#timeout),
          check(this.#all, t("ask.all")),
          check(this.#refresh, t("ask.refresh")),
        ),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#running) {
        this.#running.abort();
      } else {
        this.#submit().catch(this.#ctx.fail);
      }
    });
    this.#echo.textContent = t("ask.point_help");
    return form;
  }

  /** @param {string} key */
  #serviceName(key) {
    return this.#names.services.get(key)?.name ?? key;
  }

  /** Says how the coordinate is understood. @returns {import("../core/coordinates.js").LonLat | null} */
  #interpret() {
    const { t } = this.#ctx;
    this.#point.removeAttribute("aria-invalid");
    this.#echo.classList.remove("gc-error");
    if (this.#point.value.trim() === "") {
      this.#echo.textContent = t("ask.point_help");
      return null;
    }
    try {
      const coordinate = parseCoordinate(this.#point.value, this.#ctx.texts.language);
      this.#echo.textContent = `= ${sexagesimal(coordinate)}`;
      return coordinate;
    } catch (error) {
      if (!(error instanceof CoordinateError)) {
        throw error;
      }
      this.#echo.textContent = t(error.key, { part: error.part });
      this.#echo.classList.add("gc-error");
      this.#point.setAttribute("aria-invalid", "true");
      return null;
    }
  }

  /**
   * @param {string[]} _parts
   * @param {URLSearchParams} query
   */
  async show(_parts, query) {
    if (!this.#loaded) {
      await this.#load();
      this.#loaded = true;
    }
    const point = query.get("point");
    const kind = ["collection", "group", "service"].find((name) => query.has(name));
    if (kind) {
      this.#offer(kind, query.get(kind) ?? "");
    }
    for (const [name, input] of /** @type {[string, HTMLInputElement][]} */ ([["tolerance", this.#tolerance], ["timeout", this.#timeout]])) {
      input.value = query.get(name) ?? "";
    }
    if (point !== null && point !== this.#point.value) {
      this.#point.value = point;
      await this.#submit();
    } else {
      this.#interpret();
    }
  }

  async #load() {
    const { api, t } = this.#ctx;
    const sections = ["collections", "groups", "services"];
    const lists = await Promise.all(sections.map((section) => api.get(section)));
    sections.forEach((section, index) => {
      const entries = /** @type {Entry[]} */ (lists[index][section]);
      this.#names[section] = new Map(entries.map((entry) => [entry.key, entry]));
    });
    const option = (/** @type {string} */ kind) => (/** @type {Entry} */ { key, name }) => h("option", { value: `${kind}=${key}` }, name);
    const collections = [...this.#names.collections.values()];
    const groups = [...this.#names.groups.values()];
    replace(
      this.#what,
      h("optgroup", { label: t("sections.collections") }, ...collections.map(option("collection"))),
      groups.length > 0 && h("optgroup", { label: t("sections.groups") }, ...groups.map(option("group"))),
    );
  }

  /**
   * @param {string} kind
   * @param {string} key
   */
  #offer(kind, key) {
    const value = `${kind}=${key}`;
    if (![...this.#what.options].some((option) => option.value === value)) {
      this.#what.append(h("option", { value }, this.#names[`${kind}s`]?.get(key)?.name ?? key));
    }
    this.#what.value = value;
  }

  /** The inputs besides the point, as texts. */
  #inputs() {
    const [kind, key] = this.#what.value.split("=", 2);
    /** @type {Record<string, string>} */
    const inputs = { [kind]: key };
    const tolerance = this.#tolerance.value.trim();
    const timeout = this.#timeout.value.trim();
    return {
      ...inputs,
      ...(tolerance && { tolerance }),
      ...(timeout && { timeout }),
      ...(this.#all.checked && { features: "ALL" }),
      ...(this.#refresh.checked && { refresh: "true" }),
    };
  }

  /** What will be answered, in order, where one collection or group is asked. */
  #expected() {
    const [kind, key] = this.#what.value.split("=", 2);
    const groups = kind === "collection" ? (this.#names.collections.get(key)?.group_keys ?? []) : kind === "group" ? [key] : [];
    return groups.flatMap((group) =>
      (this.#names.groups.get(group)?.service_keys ?? [])
        .filter((service) => this.#names.services.has(service))
        .map((service) => ({ group, service, name: this.#serviceName(service) })),
    );
  }

  async #submit() {
    const { t } = this.#ctx;
    this.#running?.abort();
    this.#error.hidden = true;
    const coordinate = this.#interpret();
    if (coordinate === null || !this.#what.value) {
      this.#error.textContent = this.#what.value ? (this.#point.value.trim() ? (this.#echo.textContent ?? "") : t("coordinate.empty")) : t("ask.nothing");
      this.#error.hidden = false;
      this.#point.focus();
      return;
    }
    const own = new AbortController();
    this.#running = own;
    const inputs = this.#inputs();
    const query = new URLSearchParams({ point: this.#point.value.trim(), ...inputs });
    history.replaceState(null, "", `#/ask?${query}`);
    this.#map.showPoint(coordinate, true);
    this.#map.showMatches([]);
    this.#empty.hidden = true;
    this.#answer.hidden = false;
    this.#ask.textContent = t("ask.stop");
    this.#summary.textContent = t("ask.asking");
    const expected = this.#expected();
    const caption = `${this.#what.selectedOptions[0]?.textContent ?? ""}, ${decimal(coordinate)}`;
    this.#results.show([], expected, caption);
    this.#waterfall.show([], 0);
    replace(this.#code, codeView(this.#ctx, { ...coordinate, inputs }));
    try {
      const result = await follow(this.#ctx.api, { point: `${coordinate.lon},${coordinate.lat}`, ...inputs }, own.signal, (progress) =>
        this.#showProgress(progress, expected, caption),
      );
      this.#map.showMatches(result.rows);
      this.#map.fitAll();
      this.#ctx.announce(this.#sentence(result));
    } catch (error) {
      this.#failed(error, own);
    } finally {
      if (this.#running === own) {
        this.#running = null;
        this.#progress.hidden = true;
        this.#ask.textContent = t("ask.ask");
      }
    }
  }

  /**
   * @param {unknown} error
   * @param {AbortController} own
   */
  #failed(error, own) {
    if (own.signal.aborted) {
      if (this.#running === own) {
        this.#summary.textContent = this.#ctx.t("ask.stopped");
      }
      return;
    }
    if (!(error instanceof ApiError)) {
      throw error;
    }
    this.#summary.textContent = "";
    this.#answer.hidden = true;
    this.#error.textContent = [error.message, error.accepted].filter(Boolean).join(" – ");
    this.#error.hidden = false;
  }

  /**
   * @param {Progress} progress
   * @param {import("./results.js").Expected[]} expected
   * @param {string} caption
   */
  #showProgress(progress, expected, caption) {
    const { t } = this.#ctx;
    const running = progress.state === "running";
    this.#results.show(progress.rows, running ? expected : [], caption);
    this.#waterfall.show(progress.requests, progress.elapsed_ms);
    this.#map.showMatches(progress.rows);
    this.#progress.hidden = !running;
    this.#progress.max = Math.max(1, progress.total);
    this.#progress.value = progress.finished;
    this.#progress.setAttribute("aria-label", t("ask.progress"));
    this.#summary.textContent = running
      ? t("ask.so_far", { finished: progress.finished, total: progress.total })
      : this.#sentence(progress);
    this.#tabs.rename("requests", `${t("ask.requests")} (${progress.requests.filter(({ source }) => source === "network").length})`);
    if (progress.plan) {
      replace(this.#plan, planView(this.#ctx, progress.plan, (key) => this.#serviceName(key)));
    }
    const now = Date.now();
    if (running && now - this.#announced > ANNOUNCE_MILLIS) {
      this.#announced = now;
      this.#ctx.announce(this.#summary.textContent);
    }
  }

  /** @param {Progress} progress */
  #sentence(progress) {
    const { t, texts } = this.#ctx;
    const counts = ["value", "no_data", "failed", "skipped"].flatMap((status) => {
      const n = progress.rows.filter(({ properties }) => properties.status === status).length;
      return n > 0 ? [t(`ask.count_${status}`, { n })] : [];
    });
    return t("ask.done", { n: progress.rows.length, time: texts.span(progress.elapsed_ms), counts: counts.join(", ") });
  }

  close() {
    this.#running?.abort();
    this.#map.close();
  }
}

/**
 * @param {HTMLInputElement} box
 * @param {string} label
 */
function check(box, label) {
  return h("div", { class: "gc-field gc-check" }, h("div", {}, box, h("label", { class: "gc-label", for: box.id }, label)));
}
