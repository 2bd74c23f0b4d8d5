import { h } from "../core/dom.js";

/** @typedef {import("../core/context.js").Context} Context */
/** @typedef {import("./live.js").Row} Row */
/** @typedef {import("../core/coordinates.js").LonLat} LonLat */

const LON_LAT = "EPSG:4326";
const VIEW = "EPSG:3857";
const CLOSEST_ZOOM = 13;
const COLOURS = { sea: "#dfe9ee", land: "#f7f6f1", coast: "#a9b8c0", border: "#c3c8bd", grid: "rgba(70, 100, 120, 0.18)", match: "#0b6b5d", chosen: "#b4540a", point: "#a8231c" };

/** @type {Promise<any> | null} */
let library = null;

/** OpenLayers' full build is a classic script with one global name. */
function openLayers() {
  library ??= new Promise((resolve, reject) => {
    const script = h("script", { src: new URL("../lib/ol.js", import.meta.url).href });
    script.addEventListener("load", () => resolve(/** @type {any} */ (globalThis).ol));
    script.addEventListener("error", () => reject(new Error("OpenLayers cannot be loaded.")));
    document.head.append(script);
  });
  return library;
}

/** Its style sheet goes in by script: a page's policy may demand a nonce of every element that loads one. */
async function adoptStyle() {
  const text = await (await fetch(new URL("../lib/ol.css", import.meta.url))).text();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** @type {Promise<void> | null} */
let style = null;

/**
 * A map to click on, with the point that was asked and the features that answered. Its background comes with it.
 */
export class AskMap {
  element = h("div", { class: "gc-map" });
  #ctx;
  #picked;
  /** @type {any} */
  #ol = null;
  /** @type {any} */
  #map = null;
  /** @type {any} */
  #matches = null;
  /** @type {any} */
  #point = null;
  /** @type {any} */
  #format = null;
  #tip = h("div", { class: "gc-map-tip", hidden: true });
  #closed = false;

  /**
   * @param {Context} ctx
   * @param {(coordinate: LonLat) => void} picked
   */
  constructor(ctx, picked) {
    this.#ctx = ctx;
    this.#picked = picked;
  }

  /** Fills the element, once it is in the document. */
  async start() {
    style ??= adoptStyle();
    const [ol, background] = await Promise.all([
      openLayers(),
      fetch(new URL("../background.json", import.meta.url)).then((reply) => reply.json()),
      style,
    ]);
    if (!this.#closed) {
      this.#build(ol, background);
    }
  }

  /**
   * @param {any} ol
   * @param {any} background
   */
  #build(ol, background) {
    const { t } = this.#ctx;
    this.#ol = ol;
    this.#format = new ol.format.GeoJSON({ dataProjection: LON_LAT, featureProjection: VIEW });
    this.#matches = new ol.source.Vector();
    this.#point = new ol.source.Vector();
    const target = h("div", {
      class: "gc-map-target",
      tabindex: "0",
      role: "application",
      "aria-label": t("map.label"),
    });
    this.element.append(target, this.#tip, this.#centreButton());
    this.#map = new ol.Map({
      target,
      keyboardEventTarget: target,
      controls: [
        new ol.control.Zoom({ zoomInTipLabel: t("map.in"), zoomOutTipLabel: t("map.out") }),
        new ol.control.ScaleLine(),
        new ol.control.Attribution({ collapsible: false }),
      ],
      layers: [
        this.#background(background),
        new ol.layer.Graticule({
          strokeStyle: stroke(ol, COLOURS.grid, 1),
          showLabels: true,
          wrapX: true,
          targetSize: 120,
          lonLabelPosition: 0.98,
          latLabelPosition: 0.985,
          lonLabelStyle: label(ol, "top", 0),
          latLabelStyle: label(ol, "bottom", -3, "end"),
        }),
        new ol.layer.Vector({ source: this.#matches, style: (/** @type {any} */ feature) => matchStyle(ol, feature.get("chosen")) }),
        new ol.layer.Vector({ source: this.#point, style: pointStyle(ol) }),
      ],
      view: new ol.View({ center: [1500000, 2000000], zoom: 1.4, minZoom: 0.5, maxZoom: 18 }),
    });
    this.#map.on("singleclick", (/** @type {any} */ event) => this.#pick(event.coordinate));
    this.#map.on("pointermove", (/** @type {any} */ event) => this.#hover(event));
    target.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        this.#pick(this.#map.getView().getCenter());
      }
    });
    this.#pending.forEach((action) => action());
    this.#pending = [];
  }

  /** @type {(() => void)[]} */
  #pending = [];

  /** @param {() => void} action runs as soon as there is a map */
  #whenReady(action) {
    if (this.#map) {
      action();
    } else {
      this.#pending.push(action);
    }
  }

  #centreButton() {
    return h(
      "button",
      { type: "button", class: "gc-button gc-small gc-map-centre", click: () => this.#pick(this.#map.getView().getCenter()) },
      this.#ctx.t("map.centre"),
    );
  }

  /** @param {any} topology read once: reading changes it */
  #background(topology) {
    const ol = this.#ol;
    /** @type {Record<string, any>} */
    const styles = {
      land: new ol.style.Style({ fill: fill(ol, COLOURS.land) }),
      coast: new ol.style.Style({ stroke: stroke(ol, COLOURS.coast, 1) }),
      borders: new ol.style.Style({ stroke: stroke(ol, COLOURS.border, 1) }),
    };
    const format = new ol.format.TopoJSON({ layerName: "layer" });
    const features = format.readFeatures(topology, { dataProjection: LON_LAT, featureProjection: VIEW });
    return new ol.layer.VectorImage({
      source: new ol.source.Vector({ features, attributions: "Natural Earth" }),
      style: (/** @type {any} */ feature) => styles[feature.get("layer")],
      imageRatio: 1.5,
    });
  }

  /** @param {number[]} position */
  #pick(position) {
    const [lon, lat] = this.#ol.proj.toLonLat(position, VIEW);
    const digits = Math.min(6, Math.max(2, Math.ceil(this.#map.getView().getZoom() / 2.5)));
    this.#picked({ lon: Number(lon.toFixed(digits)), lat: Number(Math.max(-90, Math.min(90, lat)).toFixed(digits)) });
  }

  /** @param {any} event */
  #hover(event) {
    const names = new Set();
    this.#map.forEachFeatureAtPixel(
      event.pixel,
      (/** @type {any} */ feature) => names.add(feature.get("label")),
      { hitTolerance: 4, layerFilter: (/** @type {any} */ layer) => layer.getSource() === this.#matches },
    );
    const text = [...names].filter(Boolean).slice(0, 6).join("\n");
    this.#tip.hidden = text === "";
    this.#tip.textContent = text;
    const [x, y] = event.pixel;
    this.#tip.style.translate = `${Math.round(x) + 14}px ${Math.round(y) + 10}px`;
  }

  /**
   * @param {LonLat} coordinate
   * @param {boolean} near whether to go there
   */
  showPoint({ lon, lat }, near) {
    this.#whenReady(() => {
      const position = this.#ol.proj.fromLonLat([lon, lat], VIEW);
      this.#point.clear();
      this.#point.addFeature(new this.#ol.Feature(new this.#ol.geom.Point(position)));
      const view = this.#map.getView();
      if (near || !this.#ol.extent.containsCoordinate(view.calculateExtent(), position)) {
        view.animate({ center: position, zoom: Math.max(view.getZoom(), 5), duration: reduced() ? 0 : 300 });
      }
    });
  }

  /** @param {Row[]} rows */
  showMatches(rows) {
    this.#whenReady(() => {
      this.#matches.clear();
      for (const row of rows) {
        if (row.geometry) {
          const geometry = this.#format.readGeometry(row.geometry);
          const { name, value, unit, service } = row.properties;
          const feature = new this.#ol.Feature({ geometry, label: `${name}: ${value ?? "–"}${unit ? ` ${unit}` : ""}`, service, row: row.properties.row });
          this.#matches.addFeature(feature);
        }
      }
    });
  }

  /**
   * Goes to the feature of a row and marks it.
   *
   * @param {Row} row
   */
  choose(row) {
    this.#whenReady(() => {
      for (const feature of this.#matches.getFeatures()) {
        const chosen = feature.get("row") === row.properties.row && feature.get("service") === row.properties.service;
        feature.set("chosen", chosen);
        if (chosen) {
          this.#fit(feature.getGeometry().getExtent());
        }
      }
    });
  }

  /** Shows the point and all that answered, as far as that makes a good picture. */
  fitAll() {
    this.#whenReady(() => {
      const extent = this.#ol.extent.createEmpty();
      this.#ol.extent.extend(extent, this.#point.getExtent());
      this.#ol.extent.extend(extent, this.#matches.getExtent());
      if (!this.#ol.extent.isEmpty(extent)) {
        this.#fit(extent);
      }
    });
  }

  /** @param {number[]} extent */
  #fit(extent) {
    this.#map.getView().fit(extent, { padding: [48, 48, 48, 48], maxZoom: CLOSEST_ZOOM, duration: reduced() ? 0 : 300 });
  }

  close() {
    this.#closed = true;
    this.#map?.setTarget(null);
  }
}

function reduced() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * @param {any} ol
 * @param {string} color
 */
function fill(ol, color) {
  return new ol.style.Fill({ color });
}

/**
 * @param {any} ol
 * @param {string} color
 * @param {number} width
 */
function stroke(ol, color, width) {
  return new ol.style.Stroke({ color, width });
}

/**
 * @param {any} ol
 * @param {string} textBaseline
 * @param {number} offsetY
 * @param {string} [textAlign]
 */
function label(ol, textBaseline, offsetY, textAlign) {
  return new ol.style.Text({ font: "11px system-ui, sans-serif", fill: fill(ol, "#5d6f7b"), stroke: stroke(ol, "rgba(255,255,255,0.8)", 3), textBaseline, offsetY, textAlign });
}

/**
 * @param {any} ol
 * @param {boolean} chosen
 */
function matchStyle(ol, chosen) {
  const color = chosen ? COLOURS.chosen : COLOURS.match;
  return new ol.style.Style({
    fill: fill(ol, chosen ? "rgba(180, 84, 10, 0.18)" : "rgba(11, 107, 93, 0.08)"),
    stroke: stroke(ol, color, chosen ? 3 : 1.8),
    image: new ol.style.Circle({ radius: chosen ? 8 : 6, fill: fill(ol, color), stroke: stroke(ol, "#fff", 2) }),
    zIndex: chosen ? 2 : 1,
  });
}

/** @param {any} ol */
function pointStyle(ol) {
  return [
    new ol.style.Style({ image: new ol.style.Circle({ radius: 9, stroke: stroke(ol, "#fff", 5) }) }),
    new ol.style.Style({ image: new ol.style.Circle({ radius: 9, stroke: stroke(ol, COLOURS.point, 2.5) }) }),
    new ol.style.Style({ image: new ol.style.Circle({ radius: 2.5, fill: fill(ol, COLOURS.point) }) }),
  ];
}
