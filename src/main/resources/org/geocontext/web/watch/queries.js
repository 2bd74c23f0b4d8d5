import { h, replace } from "../core/dom.js";
import { numberCell, table } from "../core/table.js";

/** @typedef {import("../core/context.js").Context} Context */

const EVERY_MILLIS = 3000;

/**
 * What has been asked lately.
 *
 * @param {Context} ctx
 * @returns {import("./page.js").Panel}
 */
export function queriesPanel(ctx) {
  const { t, texts } = ctx;
  const element = h("div", { class: "gc-stack" });
  return {
    element,
    every: EVERY_MILLIS,
    async refresh() {
      const reply = await ctx.api.get("queries");
      const queries = /** @type {any[]} */ (reply.queries);
      const columns = [
        { title: t("column.started") },
        { title: t("column.user") },
        { title: t("column.point") },
        { title: t("column.asked") },
        { title: t("column.state") },
        { title: t("column.services"), number: true },
        { title: t("column.requests"), number: true },
        { title: t("column.errors"), number: true },
        { title: t("column.time"), number: true },
      ];
      replace(
        element,
        h("p", { class: "gc-lead" }, t("queries.text")),
        queries.length === 0 ? h("p", { class: "gc-empty" }, t("queries.none")) : table(t("watch.queries"), columns, queries.map(row)),
      );
    },
  };

  /** @param {any} query */
  function row(query) {
    const point = pointText(query.point);
    const asked = [query.collection, ...(query.groups ?? []), ...(query.keys ?? [])].filter(Boolean);
    const again = new URLSearchParams({ point, ...(query.collection && { collection: query.collection }) });
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, texts.time(query.started_at)),
      h("td", {}, query.user ?? "–"),
      h("td", {}, query.collection ? h("a", { href: `#/ask?${again}` }, point) : point),
      h("td", {}, asked.join(", ")),
      h("td", {}, h("span", { class: `gc-badge gc-query-${query.state}` }, texts.has(`query.${query.state}`) ? t(`query.${query.state}`) : query.state)),
      numberCell(texts.number(query.services ?? 0)),
      numberCell(texts.number(query.requests ?? 0)),
      numberCell(h("span", { class: query.failed > 0 ? "gc-text-bad" : "" }, texts.number(query.failed ?? 0))),
      numberCell(texts.span(query.elapsed_ms)),
    );
  }
}

/** @param {any} point GeoJSON, an array, or a text */
function pointText(point) {
  const coordinates = point?.coordinates ?? point;
  return Array.isArray(coordinates) ? coordinates.slice(0, 2).join(", ") : String(point ?? "");
}
