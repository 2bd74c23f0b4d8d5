import { h } from "../core/dom.js";

/** @typedef {import("../core/context.js").Context} Context */

/**
 * What a query sends, and why it does not send more.
 *
 * @param {Context} ctx
 * @param {any} plan
 * @param {(key: string) => string} serviceName
 */
export function planView(ctx, plan, serviceName) {
  const { t, texts } = ctx;
  if (!plan?.totals) {
    return h("p", { class: "gc-faint" }, t("plan.none"));
  }
  const { totals, requests = [], from_cache: recalled = [], not_asked: notAsked = [], estimate } = plan;
  const facts = /** @type {[string, string][]} */ ([
    [t("plan.services"), texts.number(totals.services)],
    [t("plan.requests"), texts.number(totals.requests)],
    [t("plan.saved"), texts.number(totals.saved)],
    [t("plan.from_cache"), texts.number(totals.from_cache)],
    [t("plan.not_asked"), texts.number(totals.not_asked)],
    ...(estimate ? [[t("plan.time"), texts.span(estimate.time_s * 1000)]] : []),
  ]);
  return h(
    "div",
    { class: "gc-stack" },
    h("dl", { class: "gc-facts" }, ...facts.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value)))),
    requests.length > 0 && h("h3", {}, t("plan.requests")),
    requests.length > 0 && h("ol", { class: "gc-plan" }, ...requests.map((/** @type {any} */ request) => requestItem(ctx, request, serviceName))),
    recalled.length > 0 && h("h3", {}, t("plan.from_cache")),
    recalled.length > 0 &&
      h(
        "ul",
        { class: "gc-plan" },
        ...recalled.map((/** @type {any} */ answer) =>
          h("li", {}, h("strong", {}, serviceName(answer.service)), h("small", {}, t("plan.recalled", { kind: answer.kind, age: texts.number(answer.age_s) }))),
        ),
      ),
    notAsked.length > 0 && h("h3", {}, t("plan.not_asked")),
    notAsked.length > 0 &&
      h("ul", { class: "gc-plan" }, ...notAsked.map((/** @type {any} */ service) => h("li", {}, h("strong", {}, serviceName(service.service)), h("small", {}, service.message)))),
  );
}

/**
 * @param {Context} ctx
 * @param {any} request
 * @param {(key: string) => string} serviceName
 */
function requestItem(ctx, request, serviceName) {
  const { t } = ctx;
  const alone = request.alone_because && request.services.length === 1;
  const reason = `alone.${request.alone_because}`;
  return h(
    "li",
    {},
    h("strong", {}, request.services.map(serviceName).join(", ")),
    h("span", { class: "gc-badge gc-quiet" }, request.source_type),
    request.sharing !== "none" && h("span", { class: "gc-badge gc-merged" }, t(`sharing.${request.sharing}`, { n: request.services.length })),
    h("small", {}, h("code", {}, `${request.method} ${request.url}`)),
    alone && h("small", { class: "gc-faint" }, t("plan.alone", { reason: ctx.texts.has(reason) ? t(reason) : String(request.alone_because).replaceAll("_", " ") })),
  );
}
