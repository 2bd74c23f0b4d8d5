import { confirmed } from "../core/dialog.js";
import { h, replace } from "../core/dom.js";
import { numberCell, table } from "../core/table.js";

/** @typedef {import("../core/context.js").Context} Context */

const EVERY_MILLIS = 10000;

/**
 * What is remembered, what that spares, and how to forget it.
 *
 * @param {Context} ctx
 * @returns {import("./page.js").Panel}
 */
export function cachePanel(ctx) {
  const { t, texts } = ctx;
  const element = h("div", { class: "gc-stack" });

  /** @param {string | null} service null for everything */
  async function clear(service) {
    const message = service ? t("cache.clear_one", { name: service }) : t("cache.clear_all_text");
    if (await confirmed(ctx, t("cache.clear"), message, t("cache.clear"), true)) {
      const query = service ? `?service=${encodeURIComponent(service)}` : "";
      await ctx.api.request("DELETE", `cache${query}`, {});
      ctx.toast(t("cache.cleared"));
      await panel.refresh();
    }
  }

  /** @param {[string, any]} service */
  function row([key, counts]) {
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, h("a", { href: `#/catalogue/services/${encodeURIComponent(key)}` }, key)),
      numberCell(texts.number(counts.entries)),
      numberCell(texts.bytes(counts.bytes)),
      numberCell(texts.number(hitsOf(counts))),
      numberCell(texts.number(counts.misses)),
      numberCell(percent(counts)),
      numberCell(texts.number(counts.stale)),
      ctx.status.writable &&
        h("td", {}, h("button", { type: "button", class: "gc-button gc-small", "aria-label": `${t("cache.clear")}: ${key}`, click: () => clear(key).catch(ctx.fail) }, t("cache.clear"))),
    );
  }

  /** @param {any} counts */
  function percent(counts) {
    const hits = hitsOf(counts);
    return hits + counts.misses === 0 ? "–" : `${texts.number(Math.round((1000 * hits) / (hits + counts.misses)) / 10)} %`;
  }

  /** @type {import("./page.js").Panel} */
  const panel = {
    element,
    every: EVERY_MILLIS,
    async refresh() {
      const cache = await ctx.api.get("cache");
      const services = /** @type {[string, any][]} */ (Object.entries(cache.services));
      const facts = [
        [t("cache.entries"), texts.number(cache.total.entries)],
        [t("cache.bytes"), t("cache.of", { bytes: texts.bytes(cache.total.bytes), most: texts.bytes(cache.max_bytes) })],
        [t("cache.hits"), texts.number(hitsOf(cache.total))],
        [t("cache.misses"), texts.number(cache.total.misses)],
        [t("cache.rate"), percent(cache.total)],
        [t("cache.stale"), texts.number(cache.total.stale)],
      ];
      const columns = [
        { title: t("column.service") },
        ...["entries", "bytes", "hits", "misses", "rate", "stale"].map((name) => ({ title: t(`cache.${name}`), number: true })),
        ...(ctx.status.writable ? [{ title: t("column.actions") }] : []),
      ];
      replace(
        element,
        h("p", { class: "gc-lead" }, t("cache.text")),
        h("dl", { class: "gc-facts" }, ...facts.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value)))),
        ctx.status.writable &&
          h("div", { class: "gc-bar" }, h("button", { type: "button", class: "gc-button gc-danger-quiet", click: () => clear(null).catch(ctx.fail) }, t("cache.clear_all"))),
        services.length > 0 && table(t("watch.cache"), columns, services.map(row)),
      );
    },
  };
  return panel;
}

/** @param {any} counts */
function hitsOf(counts) {
  return /** @type {number[]} */ (Object.values(counts.hits ?? {})).reduce((sum, count) => sum + count, 0);
}
