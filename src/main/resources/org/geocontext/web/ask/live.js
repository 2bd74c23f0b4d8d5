/** @typedef {import("../core/api.js").Api} Api */

/**
 * @typedef {object} Row
 * @property {Record<string, any>} properties
 * @property {any} geometry GeoJSON, lon/lat; null if there is none
 */

/**
 * Milliseconds from the start of the query; absent where it did not come to that.
 *
 * @typedef {object} Trace
 * @property {string | number} id
 * @property {string[]} services
 * @property {string} [endpoint]
 * @property {string} [url]
 * @property {"network" | "cache" | "coalesced" | "skipped"} source
 * @property {number | null} [created]
 * @property {number | null} [sent]
 * @property {number | null} [connected]
 * @property {number | null} [first_byte]
 * @property {number | null} [complete]
 * @property {number | null} [parsed]
 * @property {number | null} [status]
 * @property {number | null} [bytes]
 * @property {number | null} [attempts]
 * @property {string | null} [reason]
 */

/**
 * @typedef {object} Progress
 * @property {string} state running, done or cancelled
 * @property {number} elapsed_ms
 * @property {number} total
 * @property {number} finished
 * @property {number} timeout_s
 * @property {Row[]} rows all that have arrived so far
 * @property {Trace[]} requests
 * @property {any} plan
 */

const FIRST_POLL_MILLIS = 60;
const LONGEST_POLL_MILLIS = 400;

/**
 * Starts a query and tells of every step until it has ended.
 *
 * @param {Api} api
 * @param {Record<string, unknown>} inputs as `/query` takes them
 * @param {AbortSignal} signal takes the query back
 * @param {(progress: Progress) => void} told
 * @returns {Promise<Progress>}
 */
export async function follow(api, inputs, signal, told) {
  const { id } = (await api.request("POST", "queries", inputs, { signal })).body;
  const path = `queries/${encodeURIComponent(id)}`;
  signal.addEventListener("abort", () => {
    api.request("DELETE", path, {}).catch(() => {});
  });
  /** @type {Row[]} */
  const rows = [];
  /** @type {Map<string | number, Trace>} */
  const requests = new Map();
  let next = 0;
  let since = 0;
  let plan = null;
  let wait = FIRST_POLL_MILLIS;
  for (;;) {
    await pause(wait, signal);
    const reply = await api.get(`${path}?from=${next}&since=${since}`, signal);
    rows.push(...reply.features);
    wait = reply.features.length > 0 ? FIRST_POLL_MILLIS * 2 : Math.min(LONGEST_POLL_MILLIS, wait * 1.5);
    next = reply.next;
    since = reply.revision;
    plan = reply.plan ?? plan;
    for (const request of reply.requests) {
      requests.set(request.id, { ...request, ...request.at_ms });
    }
    const progress = { ...reply, plan, rows: [...rows], requests: [...requests.values()] };
    told(progress);
    if (reply.state !== "running") {
      return progress;
    }
  }
}

/**
 * @param {number} millis
 * @param {AbortSignal} signal
 */
function pause(millis, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("cancelled", "AbortError"));
    });
  });
}
