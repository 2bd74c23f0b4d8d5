import { h, replace } from "../core/dom.js";
import { numberCell, table } from "../core/table.js";
import { spark } from "./spark.js";

/** @typedef {import("../core/context.js").Context} Context */

const EVERY_MILLIS = 5000;

/**
 * How the servers do that are asked.
 *
 * @param {Context} ctx
 * @returns {import("./page.js").Panel}
 */
export function serversPanel(ctx) {
  const element = h("div", { class: "gc-stack" });
  return {
    element,
    every: EVERY_MILLIS,
    async refresh() {
      const { origins } = await ctx.api.get("endpoints");
      replace(element, ...serversView(ctx, origins));
    },
  };
}

/**
 * @param {Context} ctx
 * @param {any[]} origins
 */
function serversView(ctx, origins) {
  const { t } = ctx;
  if (origins.length === 0) {
    return [h("p", { class: "gc-empty" }, t("servers.none"))];
  }
  const columns = [
    { title: t("column.server") },
    { title: t("column.breaker") },
    { title: t("column.last_hour") },
    { title: "p50", number: true },
    { title: "p95", number: true },
    { title: t("column.requests"), number: true },
    { title: t("column.errors"), number: true },
    { title: t("column.limit"), number: true },
    { title: t("column.saved_requests"), number: true },
  ];
  return [
    h("p", { class: "gc-lead" }, t("servers.text")),
    h(
      "ul",
      { class: "gc-legend" },
      ...["requests", "failures", "latency"].map((name) => h("li", {}, h("span", { class: `gc-key gc-spark-${name}` }), t(`servers.${name}`))),
    ),
    table(t("watch.servers"), columns, origins.map((origin) => row(ctx, origin))),
  ];
}

/**
 * @param {Context} ctx
 * @param {any} origin
 */
function row(ctx, origin) {
  const { t, texts } = ctx;
  const counts = /** @type {[string, number][]} */ (Object.entries(origin.failures ?? {}));
  const failures = counts.reduce((sum, [, count]) => sum + count, 0);
  const share = origin.requests > 0 ? failures / origin.requests : 0;
  const history = origin.history ?? [];
  const hour = history.reduce((/** @type {number} */ sum, /** @type {any} */ minute) => sum + minute.requests, 0);
  const hourFailures = history.reduce((/** @type {number} */ sum, /** @type {any} */ minute) => sum + minute.failures, 0);
  const words = t("servers.hour", { n: hour, failures: hourFailures });
  const list = counts.map(([reason, count]) => `${texts.has(`reason.${reason}`) ? t(`reason.${reason}`) : reason} ${texts.number(count)}`);
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, origin.origin, list.length > 0 && h("small", {}, list.join(", "))),
    h(
      "td",
      {},
      h("span", { class: `gc-badge gc-breaker-${origin.breaker}` }, t(`breaker.${origin.breaker}`)),
      origin.open_until && h("small", {}, t("servers.until", { time: texts.time(origin.open_until) })),
    ),
    h("td", {}, history.length > 0 ? spark(history, words) : h("span", { class: "gc-faint" }, "–")),
    numberCell(texts.span(origin.p50_ms)),
    numberCell(texts.span(origin.p95_ms)),
    numberCell(texts.number(origin.requests), origin.in_flight + origin.queued > 0 && h("small", {}, t("servers.now", { flying: origin.in_flight, queued: origin.queued }))),
    numberCell(h("span", { class: share > 0.1 ? "gc-text-bad" : "" }, texts.number(failures)), share > 0 && h("small", {}, `${texts.number(Math.round(share * 1000) / 10)} %`)),
    numberCell(`${texts.number(origin.limit)}`, h("small", {}, t("servers.ceiling", { n: origin.ceiling }))),
    numberCell(texts.number((origin.saved_requests ?? 0) + (origin.coalesced ?? 0))),
  );
}
