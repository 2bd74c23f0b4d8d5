import { h, s } from "../core/dom.js";

/**
 * @typedef {object} Minute
 * @property {number} requests
 * @property {number} failures
 * @property {number | null} [p50_ms]
 * @property {number | null} [p95_ms]
 */

const WIDTH = 180;
const HEIGHT = 36;
const MINUTES = 60;

/**
 * The last hour of a server, by minutes: how many requests, how many of them failed, and their latency.
 *
 * @param {Minute[]} history oldest first
 * @param {string} label in words, for those who do not see it
 */
export function spark(history, label) {
  const minutes = history.slice(-MINUTES);
  const most = Math.max(1, ...minutes.map(({ requests }) => requests));
  const slowest = Math.max(1, ...minutes.map(({ p95_ms: p95 }) => p95 ?? 0));
  const step = WIDTH / MINUTES;
  const left = WIDTH - minutes.length * step;
  const bars = minutes.flatMap(({ requests, failures }, index) => {
    const x = left + index * step;
    const height = (requests / most) * (HEIGHT - 4);
    const failed = (failures / most) * (HEIGHT - 4);
    return [
      requests > 0 && s("rect", { class: "gc-spark-requests", x, y: HEIGHT - height, width: step - 0.6, height }),
      failures > 0 && s("rect", { class: "gc-spark-failures", x, y: HEIGHT - failed, width: step - 0.6, height: failed }),
    ];
  });
  const points = minutes.flatMap(({ p50_ms: p50 }, index) =>
    typeof p50 === "number" ? [`${(left + (index + 0.5) * step).toFixed(1)},${(HEIGHT - 2 - (p50 / slowest) * (HEIGHT - 6)).toFixed(1)}`] : [],
  );
  return h(
    "span",
    { class: "gc-spark" },
    s(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, role: "img", "aria-label": label },
      s("line", { class: "gc-spark-base", x1: 0, x2: WIDTH, y1: HEIGHT - 0.5, y2: HEIGHT - 0.5 }),
      ...bars,
      points.length > 1 && s("polyline", { class: "gc-spark-latency", points: points.join(" ") }),
      points.length === 1 && s("circle", { class: "gc-spark-point", cx: points[0].split(",")[0], cy: points[0].split(",")[1], r: 1.8 }),
    ),
  );
}
