import { h, replace } from "../core/dom.js";

/** @typedef {import("../core/context.js").Context} Context */
/** @typedef {import("./live.js").Row} Row */
/** @typedef {{ group: string | null, service: string, name: string }} Expected */

/** The answer as a table, one body for each group; what is still to come has its place from the start. */
export class ResultTable {
  element = h("div", { class: "gc-scroll gc-answers", tabindex: "0", role: "region" });
  #ctx;
  #groups;
  #chosen;
  #table = h("table", { class: "gc-table gc-answer-table" });
  #caption = h("caption", { class: "gc-hidden" });

  /**
   * @param {Context} ctx
   * @param {(key: string) => string} groupName
   * @param {(row: Row | null) => void} chosen row to be shown on the map
   */
  constructor(ctx, groupName, chosen) {
    this.#ctx = ctx;
    this.#groups = groupName;
    this.#chosen = chosen;
    this.element.setAttribute("aria-label", ctx.t("ask.results"));
    this.element.append(this.#table);
  }

  /**
   * @param {Row[]} rows
   * @param {Expected[]} expected what will be answered, in order; empty if that is not known
   * @param {string} caption
   */
  show(rows, expected, caption) {
    const { t } = this.#ctx;
    this.#caption.textContent = caption;
    const sorted = [...rows].sort((one, other) => (one.properties.row ?? 0) - (other.properties.row ?? 0));
    const lines = this.#lines(sorted, expected);
    /** @type {HTMLElement[]} */
    const bodies = [];
    let last = undefined;
    for (const { group, element } of lines) {
      if (bodies.length === 0 || group !== last) {
        bodies.push(h("tbody", {}, group !== null && this.#heading(group)));
        last = group;
      }
      bodies[bodies.length - 1].append(element);
    }
    replace(
      this.#table,
      this.#caption,
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, t("column.service")),
          h("th", { scope: "col" }, t("column.value")),
          h("th", { scope: "col" }, t("column.status")),
          h("th", { scope: "col", class: "gc-number" }, t("column.distance")),
          h("th", { scope: "col", class: "gc-number" }, t("column.time")),
        ),
      ),
      ...bodies,
    );
  }

  /**
   * @param {Row[]} rows
   * @param {Expected[]} expected
   */
  #lines(rows, expected) {
    const own = rows.map((row) => ({ group: row.properties.group ?? null, element: this.#line(row), row: row.properties.row }));
    if (expected.length === 0) {
      return own;
    }
    const waiting = [...expected];
    const arrived = new Map();
    for (const line of own) {
      const { service, group } = rows[own.indexOf(line)].properties;
      const key = `${group ?? ""}/${service}`;
      arrived.set(key, [...(arrived.get(key) ?? []), line]);
    }
    const placed = waiting.flatMap(({ group, service, name }) => {
      const key = `${group ?? ""}/${service}`;
      const lines = arrived.get(key);
      arrived.delete(key);
      return lines ?? [{ group, element: this.#placeholder(name) }];
    });
    return [...placed, ...[...arrived.values()].flat()];
  }

  /** @param {string} group */
  #heading(group) {
    return h("tr", { class: "gc-group-row" }, h("th", { scope: "rowgroup", colspan: 5 }, this.#groups(group)));
  }

  /** @param {string} name */
  #placeholder(name) {
    return h(
      "tr",
      { class: "gc-pending" },
      h("th", { scope: "row" }, name),
      h("td", {}, h("span", { class: "gc-shimmer" })),
      h("td", {}, h("span", { class: "gc-faint" }, this.#ctx.t("status.pending"))),
      h("td", {}),
      h("td", {}),
    );
  }

  /** @param {Row} row */
  #line(row) {
    const { t, texts } = this.#ctx;
    const { name, service, value, unit, status, reason, message, distance_m: distance, elapsed_ms: elapsed, cached, age_s: age, provenance } = row.properties;
    const label = name || service;
    const title = row.geometry
      ? h("button", { type: "button", class: "gc-link", title: t("ask.show_on_map"), click: () => this.#chosen(row) }, label)
      : label;
    const explained = status === "value" ? "" : message;
    return h(
      "tr",
      { "data-service": service, "data-status": status },
      h("th", { scope: "row" }, title, provenance && h("small", {}, provenance)),
      h("td", { class: "gc-value" }, value === null || value === undefined ? h("span", { class: "gc-faint" }, "–") : String(value), unit && value !== null && h("span", { class: "gc-unit" }, ` ${unit}`)),
      h(
        "td",
        {},
        h("span", { class: `gc-badge gc-status-${status}` }, t(`status.${status}`)),
        cached && h("span", { class: "gc-badge gc-cached" }, age ? t("ask.cached_age", { age: this.#age(age) }) : t("ask.cached")),
        reason && h("small", {}, texts.has(`reason.${reason}`) ? t(`reason.${reason}`) : reason.replaceAll("_", " ")),
        explained && h("small", { class: "gc-faint" }, explained),
      ),
      h("td", { class: "gc-number" }, typeof distance === "number" ? texts.distance(distance) : ""),
      h("td", { class: "gc-number" }, texts.span(elapsed)),
    );
  }

  /** @param {number} seconds */
  #age(seconds) {
    const format = new Intl.RelativeTimeFormat(this.#ctx.texts.language, { style: "short" });
    if (seconds < 90) {
      return format.format(-Math.round(seconds), "second");
    }
    return seconds < 5400
      ? format.format(-Math.round(seconds / 60), "minute")
      : seconds < 129600
        ? format.format(-Math.round(seconds / 3600), "hour")
        : format.format(-Math.round(seconds / 86400), "day");
  }
}
