import { h, replace, s } from "../core/dom.js";

/** @typedef {import("../core/context.js").Context} Context */
/** @typedef {import("./live.js").Trace} Trace */

const PHASES = /** @type {const} */ (["queued", "connecting", "waiting", "reading"]);
const WIDTH = 1000;
const HEIGHT = 22;
const LEAST = 2;
const STEPS = [1, 2, 5];

/**
 * @typedef {object} Bar
 * @property {(typeof PHASES)[number]} phase
 * @property {number} from milliseconds
 * @property {number} to
 */

/**
 * The phases of a request, one after another. What has no end yet goes on until now.
 *
 * @param {Trace} trace
 * @param {number} now
 * @returns {Bar[]}
 */
export function barsOf(trace, now) {
  const { created, sent, connected, first_byte: firstByte, complete, parsed } = trace;
  const marks = [created, sent, connected ?? sent, firstByte, parsed ?? complete];
  const ended = isNumber(parsed) || isNumber(complete) || Boolean(trace.reason);
  const end = Math.max(0, ...[created, sent, connected, firstByte, complete, parsed].filter(isNumber));
  /** @type {Bar[]} */
  const bars = [];
  PHASES.forEach((phase, index) => {
    const from = marks[index];
    if (!isNumber(from)) {
      return;
    }
    const next = marks[index + 1];
    const to = isNumber(next) ? next : ended ? end : now;
    if (to > from) {
      bars.push({ phase, from, to });
    }
  });
  return bars;
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
function isNumber(value) {
  return typeof value === "number";
}

/** When each request was queued, connecting, waiting and reading; a request of several services is one bar. */
export class Waterfall {
  element = h("div", { class: "gc-waterfall" });
  #ctx;
  #serviceName;
  #table = h("table", { class: "gc-table gc-waterfall-table" });

  /**
   * @param {Context} ctx
   * @param {(key: string) => string} serviceName
   */
  constructor(ctx, serviceName) {
    this.#ctx = ctx;
    this.#serviceName = serviceName;
    const { t } = ctx;
    const legend = h(
      "ul",
      { class: "gc-legend" },
      ...PHASES.map((phase) => h("li", {}, h("span", { class: `gc-key gc-phase-${phase}` }), t(`phase.${phase}`))),
      h("li", {}, h("span", { class: "gc-key gc-phase-cache" }), t("phase.cache")),
    );
    this.element.append(legend, h("div", { class: "gc-scroll", tabindex: "0", role: "region", "aria-label": t("ask.requests") }, this.#table));
  }

  /**
   * @param {Trace[]} requests
   * @param {number} elapsed milliseconds since the query began
   */
  show(requests, elapsed) {
    const { t } = this.#ctx;
    const sorted = [...requests].sort((one, other) => rank(one) - rank(other) || (one.created ?? 0) - (other.created ?? 0));
    const last = Math.max(elapsed, 1, ...requests.flatMap(({ parsed, complete }) => [parsed, complete].filter(isNumber)));
    const step = tickStep(last);
    const span = Math.max(step, Math.ceil(last / step) * step);
    replace(
      this.#table,
      h("caption", { class: "gc-hidden" }, t("ask.requests")),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, t("column.request")),
          h("th", { scope: "col", class: "gc-timeline" }, h("span", { class: "gc-hidden" }, t("column.phases")), axis(span, step, this.#ctx)),
          h("th", { scope: "col", class: "gc-number" }, t("column.time")),
          h("th", { scope: "col" }, t("column.reply")),
        ),
      ),
      h("tbody", {}, ...sorted.map((trace) => this.#row(trace, span, step, elapsed))),
    );
  }

  /**
   * @param {Trace} trace
   * @param {number} span
   * @param {number} step
   * @param {number} elapsed
   */
  #row(trace, span, step, elapsed) {
    const { t, texts } = this.#ctx;
    const bars = trace.source === "network" || trace.source === "coalesced" ? barsOf(trace, elapsed) : [];
    const spoken = bars.map(({ phase, from, to }) => `${t(`phase.${phase}`)} ${texts.span(to - from)}`).join(", ");
    const total = bars.length > 0 ? texts.span(bars[bars.length - 1].to - bars[0].from) : "";
    const names = trace.services.map((key) => this.#serviceName(key));
    const merged = names.length > 1;
    return h(
      "tr",
      { class: `gc-source-${trace.source}`, "data-source": trace.source },
      h(
        "th",
        { scope: "row" },
        merged && h("span", { class: "gc-badge gc-merged" }, t("ask.merged", { n: names.length })),
        h("span", { class: "gc-request-names" }, names.join(", ")),
        h("small", { title: trace.url ?? "" }, place(trace)),
      ),
      h("td", { class: "gc-timeline" }, h("span", { class: "gc-hidden" }, spoken || t(`source.${trace.source}`)), timeline(trace, bars, span, step)),
      h("td", { class: "gc-number" }, total),
      h("td", {}, ...this.#reply(trace)),
    );
  }

  /** @param {Trace} trace */
  #reply(trace) {
    const { t, texts } = this.#ctx;
    const parts = [];
    if (trace.source !== "network") {
      parts.push(h("span", { class: `gc-badge gc-${trace.source === "cache" ? "cached" : "quiet"}` }, t(`source.${trace.source}`)));
    }
    if (trace.reason) {
      parts.push(h("span", { class: "gc-badge gc-status-failed" }, texts.has(`reason.${trace.reason}`) ? t(`reason.${trace.reason}`) : trace.reason));
    }
    const facts = [trace.status && trace.status !== 200 && `HTTP ${trace.status}`, trace.bytes && texts.bytes(trace.bytes)];
    parts.push(h("span", { class: "gc-faint" }, facts.filter(Boolean).join(", ")));
    if ((trace.attempts ?? 1) > 1) {
      parts.push(h("span", { class: "gc-badge gc-warn" }, t("ask.attempt", { n: trace.attempts ?? 1 })));
    }
    return parts.flatMap((part) => [part, " "]);
  }
}

/** @param {Trace} trace */
function rank(trace) {
  return { network: 0, coalesced: 0, cache: 1, skipped: 2 }[trace.source] ?? 0;
}

/** @param {Trace} trace */
function place({ endpoint, url }) {
  return (endpoint ?? url ?? "").replace(/^https?:\/\//, "");
}

/** @param {number} span */
function tickStep(span) {
  const decade = 10 ** Math.floor(Math.log10(Math.max(span, 1)));
  for (const factor of [0.1, 1]) {
    for (const step of STEPS) {
      if (span / (step * decade * factor) <= 6) {
        return Math.max(1, step * decade * factor);
      }
    }
  }
  return decade * 10;
}

/**
 * @param {number} span
 * @param {number} step
 * @param {Context} ctx
 */
function axis(span, step, ctx) {
  const labels = [];
  for (let time = 0; time < span - step / 2; time += step) {
    labels.push(
      s("text", { x: `${(time / span) * 100}%`, y: 13, dx: time === 0 ? 0 : 3, "text-anchor": "start" }, ctx.texts.span(time === 0 ? 0 : time).replace(/^0 ms$/, "0")),
    );
  }
  return s("svg", { class: "gc-axis", height: 16, "aria-hidden": "true" }, ...labels);
}

/**
 * @param {Trace} trace
 * @param {Bar[]} bars
 * @param {number} span
 * @param {number} step
 */
function timeline(trace, bars, span, step) {
  const lines = [];
  for (let time = 0; time < span; time += step) {
    const x = (time / span) * WIDTH;
    lines.push(s("line", { class: "gc-grid-line", x1: x, x2: x, y1: 0, y2: HEIGHT }));
  }
  const scale = WIDTH / span;
  const shapes = bars.map(({ phase, from, to }) =>
    s("rect", { class: `gc-phase gc-phase-${phase}`, x: from * scale, y: 5, width: Math.max(LEAST, (to - from) * scale), height: HEIGHT - 10 }),
  );
  if (trace.source === "cache") {
    const x = (trace.created ?? 0) * scale;
    shapes.push(s("rect", { class: "gc-phase gc-phase-cache", x: Math.min(x, WIDTH - 10), y: 4, width: 10, height: HEIGHT - 8, rx: 3 }));
  }
  if (trace.reason && bars.length > 0) {
    const x = bars[bars.length - 1].to * scale;
    shapes.push(s("rect", { class: "gc-phase gc-phase-failed", x: Math.min(x, WIDTH - 4), y: 2, width: 4, height: HEIGHT - 4 }));
  }
  return s(
    "svg",
    { class: "gc-bars", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", height: HEIGHT, "aria-hidden": "true" },
    ...lines,
    ...shapes,
  );
}
