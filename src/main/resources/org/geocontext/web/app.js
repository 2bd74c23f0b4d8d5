import { Api, ApiError } from "./core/api.js";
import { askForToken } from "./core/dialog.js";
import { h, replace } from "./core/dom.js";
import { chosenLanguage, loadTexts } from "./core/texts.js";

/** @typedef {import("./core/context.js").Context} Context */
/** @typedef {import("./core/context.js").Page} Page */

const PAGES = ["catalogue", "ask", "watch"];
const LANGUAGES = { en: "English", de: "Deutsch" };
const TOAST_MILLIS = 6000;

/** @type {Record<string, () => Promise<(ctx: Context) => Page>>} */
const LOADERS = {
  catalogue: async () => (await import("./catalogue/page.js")).cataloguePage,
  ask: async () => (await import("./ask/page.js")).askPage,
  watch: async () => (await import("./watch/page.js")).watchPage,
};

/** Takes a token out of the address bar, where the standalone host's start puts it. */
function takeToken() {
  const match = /^#token=([^&/]+)(.*)$/.exec(location.hash);
  if (!match) {
    return null;
  }
  history.replaceState(null, "", `${location.pathname}${location.search}#${match[2].replace(/^&/, "")}`);
  return decodeURIComponent(match[1]);
}

/** Adds the style sheet where the host's page does not already hold it. */
async function ensureStyle() {
  const url = new URL("style.css", import.meta.url);
  if (![...document.styleSheets].some((sheet) => sheet.href?.includes("geocontext/ui/style.css"))) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await (await fetch(url)).text());
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
}

/**
 * Runs the application in an element, whose data attributes say where: `data-geocontext` is the host's kind,
 * `data-api` the address of the REST interface (by default next to this file), `data-lang` the language.
 *
 * @param {HTMLElement} element
 */
export async function mount(element) {
  const host = element.dataset.geocontext || "standalone";
  const base = new URL(element.dataset.api ?? new URL("..", import.meta.url).href, document.baseURI);
  const language = chosenLanguage(element.dataset.lang);
  const token = takeToken();
  const [texts] = await Promise.all([loadTexts(language), ensureStyle()]);
  const t = texts.t.bind(texts);
  element.classList.add("gc-app");
  element.lang = language;
  const api = new Api(
    new URL(base.href.replace(/\/?$/, "/")),
    host === "standalone" ? (wrong) => askForToken(element, t, wrong) : null,
  );
  if (token) {
    api.useToken(token);
  }
  await new Shell(element, host, api, texts).start();
}

/** Header, navigation, the page that is shown, and what pages say. */
class Shell {
  #element;
  #main = h("main", { class: "gc-main", id: "gc-main", tabindex: "-1" });
  #live = h("div", { class: "gc-hidden", role: "status", "aria-live": "polite" });
  #toasts = h("div", { class: "gc-toasts" });
  #nav = h("nav", { class: "gc-nav" });
  #user = h("div", { class: "gc-user" });
  /** @type {Context} */
  #ctx;
  /** @type {Page | null} */
  #page = null;
  #name = "";
  #hash = "";

  /**
   * @param {HTMLElement} element
   * @param {string} host
   * @param {Api} api
   * @param {import("./core/texts.js").Texts} texts
   */
  constructor(element, host, api, texts) {
    this.#element = element;
    this.#ctx = {
      api,
      texts,
      t: texts.t.bind(texts),
      root: element,
      host,
      status: {
        version: "",
        host,
        user: null,
        administrator: false,
        writable: false,
        counts: { services: 0, groups: 0, collections: 0 },
        problems: [],
      },
      announce: (message) => (this.#live.textContent = message),
      toast: (message, kind) => this.#toast(message, kind),
      navigate: (path) => (location.hash = path),
      fail: (error) => this.#fail(error),
      refreshStatus: () => this.#loadStatus(),
    };
  }

  async start() {
    const { t } = this.#ctx;
    replace(
      this.#element,
      h("a", { class: "gc-skip", href: "#gc-main", click: (/** @type {Event} */ event) => this.#skip(event) }, t("skip")),
      h(
        "header",
        { class: "gc-header" },
        this.#ctx.host === "standalone" && h("a", { class: "gc-brand", href: "#/catalogue" }, mark(), "GeoContext"),
        this.#nav,
        this.#user,
      ),
      this.#main,
      this.#toasts,
      this.#live,
    );
    this.#nav.setAttribute("aria-label", t("nav.label"));
    addEventListener("hashchange", () => this.#route());
    addEventListener("beforeunload", (event) => {
      if (this.#page?.dirty?.()) {
        event.preventDefault();
      }
    });
    await this.#loadStatus();
    await this.#route();
  }

  async #loadStatus() {
    try {
      Object.assign(this.#ctx.status, await this.#ctx.api.get("status"));
    } catch (error) {
      this.#fail(error);
    }
    this.#showUser();
  }

  #showUser() {
    const { t, status, api, host } = this.#ctx;
    const languages = h(
      "select",
      {
        class: "gc-input gc-quiet",
        "aria-label": t("language"),
        change: (/** @type {Event & { target: HTMLSelectElement }} */ event) => {
          localStorage.setItem("geocontext.language", event.target.value);
          location.reload();
        },
      },
      ...Object.entries(LANGUAGES).map(([key, name]) =>
        h("option", { value: key, lang: key, selected: key === this.#ctx.texts.language }, name),
      ),
    );
    const lock =
      host === "standalone" &&
      h(
        "button",
        { type: "button", class: "gc-button gc-quiet", click: () => this.#signInOrOut() },
        api.hasToken ? t("token.forget") : t("token.enter"),
      );
    replace(
      this.#user,
      status.user && h("span", { class: "gc-faint" }, status.user),
      !status.administrator && !api.hasToken && h("span", { class: "gc-tag" }, t("readonly")),
      lock,
      !this.#element.dataset.lang && languages,
    );
  }

  async #signInOrOut() {
    const { api, t, root } = this.#ctx;
    const token = api.hasToken ? null : await askForToken(root, t, false);
    if (token !== null || api.hasToken) {
      api.useToken(token);
      await this.#loadStatus();
      this.#name = "";
      await this.#route();
    }
  }

  /** @param {Event} event */
  #skip(event) {
    event.preventDefault();
    this.#main.focus();
  }

  async #route() {
    const hash = location.hash.replace(/^#/, "");
    const [path, query = ""] = hash.split("?", 2);
    const [name = "", ...parts] = path.split("/").filter(Boolean).map(decodeURIComponent);
    if (!PAGES.includes(name)) {
      location.replace("#/catalogue");
      return;
    }
    if (hash !== this.#hash && this.#page?.dirty?.() && !confirm(this.#ctx.t("leave"))) {
      history.replaceState(null, "", `#${this.#hash}`);
      return;
    }
    this.#hash = hash;
    this.#showNavigation(name);
    try {
      if (name !== this.#name) {
        this.#page?.close();
        this.#name = name;
        const make = await LOADERS[name]();
        if (this.#name !== name) {
          return;
        }
        this.#page = make(this.#ctx);
        replace(this.#main, this.#page.element);
        document.title = this.#ctx.host === "standalone" ? `${this.#ctx.t(`nav.${name}`)} · GeoContext` : document.title;
      }
      await this.#page?.show(parts, new URLSearchParams(query));
      performance.mark("geocontext.shown");
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param {string} current */
  #showNavigation(current) {
    replace(
      this.#nav,
      ...PAGES.map((name) =>
        h(
          "a",
          { href: `#/${name}`, class: "gc-nav-link", "aria-current": name === current ? "page" : null },
          this.#ctx.t(`nav.${name}`),
        ),
      ),
    );
  }

  /** @param {unknown} error */
  #fail(error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      return;
    }
    if (!(error instanceof ApiError)) {
      console.error(error);
    }
    this.#toast(errorText(this.#ctx, error), "bad");
  }

  /**
   * @param {string} message
   * @param {"good" | "bad"} [kind]
   */
  #toast(message, kind = "good") {
    const toast = h("div", { class: `gc-toast gc-${kind}`, role: kind === "bad" ? "alert" : "status" }, message);
    const close = h(
      "button",
      { type: "button", class: "gc-toast-close", "aria-label": this.#ctx.t("action.close"), click: () => toast.remove() },
      "×",
    );
    toast.append(close);
    this.#toasts.append(toast);
    if (kind === "good") {
      setTimeout(() => toast.remove(), TOAST_MILLIS);
    }
  }
}

/**
 * @param {Context} ctx
 * @param {unknown} error
 */
function errorText(ctx, error) {
  if (error instanceof ApiError && error.status === 0) {
    return ctx.t("error.unreachable");
  }
  if (error instanceof ApiError && error.status === 401) {
    return ctx.t("error.unauthorized");
  }
  if (error instanceof ApiError && error.status === 403 && !error.field) {
    return `${ctx.t("error.forbidden")} ${error.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}

function mark() {
  const image = h("img", { src: new URL("icon.svg", import.meta.url).href, alt: "", width: 24, height: 24 });
  return image;
}

for (const element of document.querySelectorAll("[data-geocontext]")) {
  if (element instanceof HTMLElement) {
    mount(element).catch((error) => {
      console.error(error);
      element.textContent = "GeoContext cannot start: " + error.message;
    });
  }
}
