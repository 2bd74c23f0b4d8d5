import { append, h, uniqueId } from "./dom.js";

/** @typedef {import("./context.js").Context} Context */

/**
 * A modal dialog; settles with what `close` was called with, null if it was dismissed.
 *
 * @template R
 * @param {HTMLElement} root
 * @param {string} title
 * @param {(close: (result: R | null) => void) => { body: import("./dom.js").Child[], actions: HTMLElement[] }} content
 * @returns {Promise<R | null>}
 */
export function openDialog(root, title, content) {
  return new Promise((resolve) => {
    const id = uniqueId("dialog");
    const dialog = h("dialog", { class: "gc-dialog", "aria-labelledby": id });
    /** @type {R | null} */
    let result = null;
    const before = document.activeElement;
    const close = (/** @type {R | null} */ value) => {
      result = value;
      dialog.close();
    };
    const { body, actions } = content(close);
    const buttons = h("div", { class: "gc-dialog-actions" }, ...actions);
    const form = h("form", { method: "dialog", class: "gc-dialog-body", novalidate: true });
    append(form, h("h2", { id }, title), ...body, buttons);
    form.addEventListener("submit", (event) => event.preventDefault());
    dialog.append(form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
      resolve(result);
    });
    root.append(dialog);
    dialog.showModal();
  });
}

/**
 * @param {Context} ctx
 * @param {string} title
 * @param {string | import("./dom.js").Child[]} message
 * @param {string} action label of the button that agrees
 * @param {boolean} [dangerous]
 * @returns {Promise<boolean>}
 */
export async function confirmed(ctx, title, message, action, dangerous = false) {
  const answer = await openDialog(ctx.root, title, (close) => ({
    body: typeof message === "string" ? [h("p", {}, message)] : message,
    actions: [
      h("button", { type: "button", class: "gc-button", click: () => close(null) }, ctx.t("action.cancel")),
      h(
        "button",
        { type: "submit", class: `gc-button ${dangerous ? "gc-danger" : "gc-primary"}`, click: () => close(true) },
        action,
      ),
    ],
  }));
  return answer === true;
}

/**
 * Asks for the token of the standalone host.
 *
 * @param {HTMLElement} root
 * @param {(key: string) => string} t
 * @param {boolean} wrong whether one was just refused
 * @returns {Promise<string | null>}
 */
export function askForToken(root, t, wrong) {
  return openDialog(root, t("token.title"), (close) => {
    const id = uniqueId("token");
    const input = h("input", {
      id,
      class: "gc-input",
      type: "password",
      autocomplete: "off",
      spellcheck: "false",
      autofocus: true,
      "aria-describedby": `${id}-hint`,
    });
    return {
      body: [
        h("p", { id: `${id}-hint` }, t("token.hint")),
        wrong && h("p", { class: "gc-error", role: "alert" }, t("token.wrong")),
        h("label", { class: "gc-label", for: id }, t("token.label")),
        input,
      ],
      actions: [
        h("button", { type: "button", class: "gc-button", click: () => close(null) }, t("action.cancel")),
        h(
          "button",
          { type: "submit", class: "gc-button gc-primary", click: () => close(input.value.trim() || null) },
          t("token.use"),
        ),
      ],
    };
  });
}
