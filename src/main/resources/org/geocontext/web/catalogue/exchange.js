import { confirmed } from "../core/dialog.js";
import { h, icon, replace, uniqueId } from "../core/dom.js";
import { SECTIONS } from "./store.js";

/** @typedef {import("../core/context.js").Context} Context */
/** @typedef {import("../core/context.js").Problem} Problem */

/**
 * @typedef {object} Report
 * @property {Record<string, string[]>} added keys by section
 * @property {Record<string, string[]>} changed
 * @property {Record<string, string[]>} removed
 * @property {number} unchanged
 * @property {Problem[]} problems
 * @property {boolean} applied
 */

/**
 * @param {Context} ctx
 * @param {string} title
 * @param {import("../core/dom.js").Child[]} children
 */
function pane(ctx, title, ...children) {
  return h(
    "div",
    { class: "gc-pane" },
    h("a", { class: "gc-back", href: "#/catalogue" }, icon("back"), ctx.t("action.back")),
    h("h1", {}, title),
    ...children.filter((child) => child instanceof Node),
  );
}

/**
 * Reads an export of GeoContext, shows what would change, and applies it when told to.
 *
 * @param {Context} ctx
 * @param {() => Promise<void>} changed
 */
export function importPane(ctx, changed) {
  const { t } = ctx;
  const file = h("input", { id: uniqueId("file"), class: "gc-input", type: "file", accept: ".json,application/json" });
  const modes = ["merge", "replace"].map((mode) => {
    const id = uniqueId("mode");
    const radio = h("input", { type: "radio", name: "mode", value: mode, id, checked: mode === "merge" });
    return h("div", { class: "gc-check" }, h("div", {}, radio, h("label", { for: id, class: "gc-label" }, t(`import.${mode}`))), h("p", { class: "gc-help" }, t(`import.${mode}_help`)));
  });
  const report = h("div", { class: "gc-results", "aria-live": "polite" });
  const form = h(
    "form",
    { class: "gc-stack", novalidate: true },
    h("div", { class: "gc-field" }, h("label", { class: "gc-label", for: file.id }, t("import.file")), file),
    h("fieldset", { class: "gc-field" }, h("legend", { class: "gc-label" }, t("import.mode")), ...modes),
    h("div", { class: "gc-actions" }, h("button", { type: "submit", class: "gc-button gc-primary" }, t("import.check"))),
  );
  form.addEventListener("change", () => replace(report));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const mode = new FormData(form).get("mode");
    const chosen = file.files?.[0];
    if (!chosen) {
      replace(report, h("p", { class: "gc-error", role: "alert" }, t("import.choose")));
      file.focus();
      return;
    }
    check(chosen, `catalogue?mode=${mode}`).catch((error) => {
      replace(report, h("p", { class: "gc-error", role: "alert" }, error.message));
    });
  });

  /**
   * @param {File} chosen
   * @param {string} path
   */
  async function check(chosen, path) {
    /** @type {unknown} */
    let document;
    try {
      document = JSON.parse(await chosen.text());
    } catch {
      throw new Error(t("import.no_json"));
    }
    const found = await ctx.api.post(`${path}&dry_run=true`, document);
    const apply = h(
      "button",
      {
        type: "button",
        class: "gc-button gc-primary",
        click: async () => {
          try {
            replace(report, reportView(ctx, await ctx.api.post(path, document), null));
            ctx.toast(t("import.done"));
            await changed();
          } catch (error) {
            ctx.fail(error);
          }
        },
      },
      t("import.apply"),
    );
    replace(report, reportView(ctx, found, apply));
  }

  return pane(ctx, t("do.import"), h("p", { class: "gc-lead" }, t("import.text")), form, report);
}

/**
 * @param {Context} ctx
 * @param {Report} report
 * @param {HTMLElement | null} apply
 */
function reportView(ctx, report, apply) {
  const { t } = ctx;
  const kinds = /** @type {("added" | "changed" | "removed")[]} */ (["added", "changed", "removed"]);
  const lists = kinds.flatMap((kind) =>
    SECTIONS.flatMap((section) => {
      const keys = report[kind]?.[section] ?? [];
      return keys.length === 0
        ? []
        : [
            h(
              "details",
              { class: `gc-report gc-report-${kind}`, open: keys.length <= 12 },
              h("summary", {}, t(`report.${kind}_${section}`, { n: keys.length })),
              h("p", { class: "gc-keys" }, ...keys.flatMap((key) => [h("code", {}, key), " "])),
            ),
          ];
    }),
  );
  const errors = report.problems.filter(({ severity }) => severity === "error").length;
  return h(
    "section",
    { class: "gc-stack" },
    h("h2", {}, report.applied ? t("report.applied") : t("report.title")),
    lists.length === 0 && h("p", {}, t("report.nothing")),
    ...lists,
    h("p", { class: "gc-faint" }, t("report.unchanged", { n: report.unchanged ?? 0 })),
    report.problems.length > 0 && h("h3", {}, t("report.problems", { n: report.problems.length, errors })),
    report.problems.length > 0 && problemTable(ctx, report.problems, false),
    apply && lists.length > 0 && h("div", { class: "gc-actions" }, apply),
  );
}

/**
 * What is wrong with the catalogue as it is loaded.
 *
 * @param {Context} ctx
 */
export function problemsPane(ctx) {
  const { t, status } = ctx;
  const ofFile = (status.file_problems ?? []).map((problem) =>
    h("p", { class: "gc-note gc-note-bad" }, icon("warning"), typeof problem === "string" ? problem : problem.message),
  );
  return pane(
    ctx,
    t("do.problems"),
    ...ofFile,
    status.problems.length === 0 ? h("p", { class: "gc-lead" }, t("problems.none")) : h("p", { class: "gc-lead" }, t("problems.text")),
    status.problems.length > 0 && problemTable(ctx, status.problems, true),
  );
}

/**
 * @param {Context} ctx
 * @param {Problem[]} problems
 * @param {boolean} linked whether their entries are in the catalogue
 */
function problemTable(ctx, problems, linked) {
  const { t } = ctx;
  const rows = problems.map(({ severity, section, key, field, message }) => {
    const plural = section?.endsWith("s") ? section : `${section}s`;
    const place = key ? h("code", {}, key) : "–";
    const link = linked && key && severity === "warning" && section;
    return h(
      "tr",
      {},
      h("td", {}, h("span", { class: `gc-badge gc-${severity === "error" ? "bad" : "warn"}` }, t(`severity.${severity}`))),
      h("th", { scope: "row" }, link ? h("a", { href: `#/catalogue/${plural}/${encodeURIComponent(key)}` }, place) : place),
      h("td", {}, field ? h("code", {}, field) : ""),
      h("td", {}, message),
    );
  });
  return h(
    "div",
    { class: "gc-scroll", tabindex: "0", role: "region", "aria-label": t("do.problems") },
    h(
      "table",
      { class: "gc-table" },
      h("thead", {}, h("tr", {}, ...["severity", "entry", "field", "message"].map((name) => h("th", { scope: "col" }, t(`column.${name}`))))),
      h("tbody", {}, ...rows),
    ),
  );
}

/**
 * The catalogue as it was before.
 *
 * @param {Context} ctx
 * @param {() => Promise<void>} changed
 */
export async function versionsPane(ctx, changed) {
  const { t, texts } = ctx;
  const reply = await ctx.api.get("catalogue/versions");
  const versions = /** @type {{ id: string, saved_at: string, bytes: number }[]} */ (reply);
  const report = h("div", { class: "gc-results", "aria-live": "polite" });
  const restore = async (/** @type {string} */ id, /** @type {string} */ when) => {
    const path = `catalogue/versions/${encodeURIComponent(id)}`;
    replace(report, reportView(ctx, await ctx.api.post(`${path}?dry_run=true`), null));
    if (await confirmed(ctx, t("versions.title"), t("versions.confirm", { when }), t("versions.restore"), true)) {
      replace(report, reportView(ctx, await ctx.api.post(path), null));
      ctx.toast(t("versions.done", { when }));
      await changed();
    }
  };
  const rows = versions.map(({ id, saved_at: saved, bytes }) => {
    const when = texts.time(saved);
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, when),
      h("td", { class: "gc-number" }, texts.bytes(bytes)),
      h("td", {}, h("button", { type: "button", class: "gc-button gc-small", "aria-label": `${t("versions.restore")}: ${when}`, click: () => restore(id, when).catch(ctx.fail) }, t("versions.restore"))),
    );
  });
  const table = h(
    "table",
    { class: "gc-table" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("column.saved")), h("th", { scope: "col", class: "gc-number" }, t("column.size")), h("td", {}))),
    h("tbody", {}, ...rows),
  );
  return pane(ctx, t("do.versions"), h("p", { class: "gc-lead" }, versions.length === 0 ? t("versions.none") : t("versions.text")), versions.length > 0 && table, report);
}
