/** @typedef {import("../core/api.js").Api} Api */

/**
 * @typedef {object} Entry
 * @property {string} key
 * @property {string} name
 * @property {string} [description]
 * @property {string} [query_type]
 * @property {string} [url]
 * @property {string | null} [layer_typename]
 * @property {boolean} [enabled]
 * @property {string[]} [groups]
 * @property {string[]} [collections]
 * @property {string[]} [service_keys]
 * @property {string[]} [group_keys]
 * @property {number} [problems]
 * @property {{ state: string, reason?: string } | null} [health]
 */

/** @typedef {"services" | "groups" | "collections"} Section */

/** @type {Section[]} */
export const SECTIONS = ["services", "groups", "collections"];

/** @type {Record<Section, "service" | "group" | "collection">} */
export const KIND = { services: "service", groups: "group", collections: "collection" };

/**
 * The lists of the catalogue as they were last loaded.
 */
export class CatalogueStore {
  #api;
  /** @type {Record<Section, Map<string, Entry>>} */
  #entries = { services: new Map(), groups: new Map(), collections: new Map() };
  /** @type {Promise<import("../core/schema.js").Schema> | null} */
  #schema = null;

  /** @param {Api} api */
  constructor(api) {
    this.#api = api;
  }

  async load() {
    const lists = await Promise.all(SECTIONS.map((section) => this.#api.get(section)));
    SECTIONS.forEach((section, index) => {
      const entries = /** @type {Entry[]} */ (lists[index][section]);
      this.#entries[section] = new Map(entries.map((entry) => [entry.key, entry]));
    });
  }

  /**
   * The schema of one entry of a section.
   *
   * @param {Section} section
   * @returns {Promise<import("../core/schema.js").Schema>}
   */
  async schema(section) {
    this.#schema ??= this.#api.get("schema").catch((error) => {
      this.#schema = null;
      throw error;
    });
    return (await this.#schema).$defs[KIND[section]];
  }

  /** @param {Section} section */
  list(section) {
    return [...this.#entries[section].values()];
  }

  /**
   * @param {Section} section
   * @param {string} key
   */
  find(section, key) {
    return this.#entries[section].get(key);
  }
}
