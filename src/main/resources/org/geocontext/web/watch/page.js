import { h, replace } from "../core/dom.js";
import { cachePanel } from "./cache.js";
import { healthPanel } from "./health.js";
import { queriesPanel } from "./queries.js";
import { serversPanel } from "./servers.js";
import { settingsPanel } from "./settings.js";

/** @typedef {import("../core/context.js").Context} Context */
/** @typedef {import("../core/context.js").Page} Page */

/**
 * One part of the page: it fills its element, and again whenever it is refreshed.
 *
 * @typedef {object} Panel
 * @property {HTMLElement} element
 * @property {() => Promise<void>} refresh
 * @property {number} every milliseconds between two refreshes; 0 for none
 * @property {() => boolean} [dirty]
 */

/** @type {Record<string, (ctx: Context) => Panel>} */
const PANELS = { servers: serversPanel, health: healthPanel, cache: cachePanel, queries: queriesPanel, settings: settingsPanel };

/**
 * @param {Context} ctx
 * @returns {Page}
 */
export function watchPage(ctx) {
  const { t } = ctx;
  const links = h("nav", { class: "gc-subnav", "aria-label": t("nav.watch") });
  const body = h("div", { class: "gc-panel" });
  /** @type {Panel | null} */
  let panel = null;
  let timer = 0;

  const stop = () => clearTimeout(timer);
  const tick = (/** @type {Panel} */ own) => {
    stop();
    if (own.every > 0) {
      timer = window.setTimeout(async () => {
        if (!document.hidden) {
          await own.refresh().catch(() => {});
        }
        if (panel === own) {
          tick(own);
        }
      }, own.every);
    }
  };

  return {
    element: h("div", { class: "gc-watch" }, links, body),
    async show(parts) {
      const name = parts[0] in PANELS ? parts[0] : "servers";
      replace(
        links,
        ...Object.keys(PANELS).map((each) =>
          h("a", { href: `#/watch/${each}`, class: "gc-subnav-link", "aria-current": each === name ? "page" : null }, t(`watch.${each}`)),
        ),
      );
      const own = PANELS[name](ctx);
      panel = own;
      const title = h("h1", { tabindex: "-1" }, t(`watch.${name}`));
      replace(body, title, own.element);
      await own.refresh();
      tick(own);
      if (parts.length > 0) {
        title.focus({ preventScroll: true });
      }
    },
    dirty: () => panel?.dirty?.() ?? false,
    close() {
      panel = null;
      stop();
    },
  };
}
