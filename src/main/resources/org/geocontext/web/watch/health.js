import { h, icon, replace } from "../core/dom.js";
import { numberCell, table } from "../core/table.js";

/** @typedef {import("../core/context.js").Context} Context */

const STATES = ["failed", "changed", "ok", "untested"];
const IDLE_MILLIS = 15000;
const BUSY_MILLIS = 1000;

/**
 * Whether services still say what they said.
 *
 * @param {Context} ctx
 * @returns {import("./page.js").Panel}
 */
export function healthPanel(ctx) {
  const { t } = ctx;
  const element = h("div", { class: "gc-stack" });
  const results = h("div", { class: "gc-stack" });
  const run = h("button", { type: "button", class: "gc-button gc-primary", click: () => check({}).catch(ctx.fail) }, t("health.run"));
  const state = h("p", { class: "gc-faint", role: "status" });
  const only = h(
    "select",
    { class: "gc-input", "aria-label": t("health.filter"), change: () => show() },
    h("option", { value: "" }, t("health.all")),
    ...STATES.map((name) => h("option", { value: name }, t(`health.${name}`))),
  );
  replace(element, h("p", { class: "gc-lead" }, t("health.text")), h("div", { class: "gc-bar" }, ctx.status.writable && run, only, state), results);
  /** @type {any} */
  let last = { checks: {}, services: [] };

  /** @param {Record<string, unknown>} what */
  async function check(what) {
    await ctx.api.post("health/checks", what);
    await panel.refresh();
  }

  /**
   * @param {string} key
   * @param {string} action
   * @param {unknown} body
   * @param {string} done
   */
  async function change(key, action, body, done) {
    await ctx.api.post(`health/services/${encodeURIComponent(key)}/${action}`, body);
    ctx.toast(done);
    await panel.refresh();
  }

  function show() {
    const { checks = {}, services } = last;
    run.disabled = Boolean(checks.running);
    state.textContent = checks.running ? t("health.running") : checks.last_started ? t("health.last", { time: ctx.texts.time(checks.last_started) }) : t("health.never");
    const shown = services
      .filter((/** @type {any} */ service) => only.value === "" || service.state === only.value)
      .sort((/** @type {any} */ one, /** @type {any} */ other) => STATES.indexOf(one.state) - STATES.indexOf(other.state));
    const counts = STATES.map((name) => ({ name, n: services.filter((/** @type {any} */ service) => service.state === name).length }));
    replace(
      results,
      h("ul", { class: "gc-cards gc-small-cards" }, ...counts.map(({ name, n }) => h("li", { class: "gc-card" }, h("span", { class: `gc-dot gc-health-${name}` }), h("strong", {}, ctx.texts.number(n)), h("span", {}, t(`health.${name}`))))),
      table(
        t("watch.health"),
        [
          { title: t("column.service") },
          { title: t("column.state") },
          { title: t("column.expected") },
          { title: t("column.value") },
          { title: t("column.time"), number: true },
          ...(ctx.status.writable ? [{ title: t("column.actions") }] : []),
        ],
        shown.map((/** @type {any} */ service) => row(service)),
      ),
    );
  }

  /** @param {any} service */
  function row(service) {
    const { key, name, state: own, reason, message, expected, value, elapsed_ms: elapsed, probes = [] } = service;
    const remember = value !== null && value !== undefined && String(value) !== String(expected ?? "");
    return h(
      "tr",
      { "data-service": key },
      h("th", { scope: "row" }, h("a", { href: `#/catalogue/services/${encodeURIComponent(key)}` }, name || key), h("small", {}, key)),
      h(
        "td",
        {},
        h("span", { class: `gc-badge gc-health-badge-${own}` }, t(`health.${own}`)),
        reason && h("small", {}, ctx.texts.has(`reason.${reason}`) ? t(`reason.${reason}`) : reason),
        message && h("small", { class: "gc-faint" }, message),
        ...probes.map((/** @type {any} */ probe) => probeView(key, probe)),
      ),
      h("td", {}, expected ?? ""),
      h("td", {}, value ?? ""),
      numberCell(own === "untested" ? "" : ctx.texts.span(elapsed)),
      ctx.status.writable &&
        h(
          "td",
          { class: "gc-row-actions" },
          h("button", { type: "button", class: "gc-button gc-small", "aria-label": `${t("health.check")}: ${name || key}`, click: () => check({ services: [key] }).catch(ctx.fail) }, t("health.check")),
          remember &&
            h(
              "button",
              { type: "button", class: "gc-button gc-small", "aria-label": `${t("health.remember")}: ${name || key}`, click: () => change(key, "remember", {}, t("health.remembered")).catch(ctx.fail) },
              t("health.remember"),
            ),
        ),
    );
  }

  /**
   * @param {string} key
   * @param {any} probe
   */
  function probeView(key, { kind, state: own, message, fix }) {
    if (own === "ok" && !fix) {
      return null;
    }
    return h(
      "div",
      { class: "gc-probe" },
      icon("warning"),
      h("span", {}, h("strong", {}, ctx.texts.has(`probe.${kind}`) ? t(`probe.${kind}`) : kind), ` ${message ?? ""}`),
      fix && ctx.status.writable && h("button", { type: "button", class: "gc-button gc-small", click: () => change(key, "fix", { fix: fix.id }, t("health.fixed")).catch(ctx.fail) }, fix.title ?? t("health.fix")),
    );
  }

  /** @type {import("./page.js").Panel} */
  const panel = {
    element,
    every: BUSY_MILLIS,
    async refresh() {
      last = await ctx.api.get("health");
      panel.every = last.checks?.running ? BUSY_MILLIS : IDLE_MILLIS;
      show();
    },
  };
  return panel;
}
