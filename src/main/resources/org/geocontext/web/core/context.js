/**
 * What every page is given.
 *
 * @typedef {object} Context
 * @property {import("./api.js").Api} api
 * @property {import("./texts.js").Texts} texts
 * @property {(key: string, values?: Record<string, string | number>) => string} t
 * @property {HTMLElement} root of the application; dialogs are put there
 * @property {Status} status
 * @property {string} host `standalone` or `geoserver`
 * @property {(message: string) => void} announce to who listens
 * @property {(message: string, kind?: "good" | "bad") => void} toast to everybody
 * @property {(path: string) => void} navigate to a path below `#`
 * @property {(error: unknown) => void} fail shows what went wrong
 * @property {() => Promise<void>} refreshStatus after the catalogue has changed
 */

/**
 * @typedef {object} Status
 * @property {string} version
 * @property {string} host
 * @property {string | null} user
 * @property {boolean} administrator
 * @property {boolean} writable
 * @property {{ services: number, groups: number, collections: number }} counts
 * @property {Problem[]} problems
 * @property {(string | Problem)[]} [file_problems]
 */

/**
 * @typedef {object} Problem
 * @property {string} severity
 * @property {string} [section]
 * @property {string | null} [key]
 * @property {string | null} [field]
 * @property {unknown} [value]
 * @property {string} message
 */

/**
 * A page of the application. It is told where to go whenever the address below it changes.
 *
 * @typedef {object} Page
 * @property {HTMLElement} element
 * @property {(parts: string[], query: URLSearchParams) => void | Promise<void>} show
 * @property {() => boolean} [dirty] whether something would be lost by leaving
 * @property {() => void} close
 */

export {};
