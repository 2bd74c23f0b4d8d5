import { h, replace, uniqueId } from "./dom.js";

/**
 * Tabs (ARIA): arrow keys go from one to the next.
 *
 * @param {string} label
 * @param {{ key: string, title: string, panel: HTMLElement }[]} tabs
 * @param {(key: string) => void} [shown]
 */
export function tabs(label, tabs, shown = () => {}) {
  const id = uniqueId("tabs");
  const list = h("div", { class: "gc-tabs", role: "tablist", "aria-label": label });
  const buttons = tabs.map(({ key, title, panel }) => {
    panel.id = `${id}-${key}-panel`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", `${id}-${key}`);
    return h("button", { type: "button", role: "tab", id: `${id}-${key}`, class: "gc-tab", "aria-controls": panel.id, click: () => select(key) }, title);
  });
  list.addEventListener("keydown", (event) => {
    const at = buttons.findIndex((button) => button === document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next !== undefined && at >= 0) {
      event.preventDefault();
      const index = (next + buttons.length) % buttons.length;
      select(tabs[index].key);
      buttons[index].focus();
    }
  });
  replace(list, ...buttons);

  /** @param {string} key */
  function select(key) {
    tabs.forEach((tab, index) => {
      const chosen = tab.key === key;
      buttons[index].setAttribute("aria-selected", String(chosen));
      buttons[index].tabIndex = chosen ? 0 : -1;
      tab.panel.hidden = !chosen;
    });
    shown(key);
  }

  select(tabs[0].key);
  return {
    element: h("div", { class: "gc-tab-box" }, list, ...tabs.map(({ panel }) => panel)),
    select,
    /**
     * @param {string} key
     * @param {string} title
     */
    rename(key, title) {
      const index = tabs.findIndex((tab) => tab.key === key);
      buttons[index].textContent = title;
    },
  };
}
