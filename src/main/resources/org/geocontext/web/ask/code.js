import { h } from "../core/dom.js";

/** @typedef {import("../core/context.js").Context} Context */

/**
 * @typedef {object} Query
 * @property {number} lon
 * @property {number} lat
 * @property {Record<string, string>} inputs besides the point, as in collection, group, service, tolerance
 */

const QUERY_PROCESS = "geocontext:Query";

/** @param {string} text */
function xml(text) {
  return text.replace(/[<>&"]/g, (character) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[character] ?? "");
}

/** @param {string} text quoted for a shell */
function shell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** @param {Query} query */
function wkt({ lon, lat }) {
  return `POINT(${lon} ${lat})`;
}

/**
 * @param {Query} query
 * @returns {string}
 */
function executeXml(query) {
  const literal = (/** @type {[string, string]} */ [name, value]) => `    <wps:Input>
      <ows:Identifier>${xml(name)}</ows:Identifier>
      <wps:Data><wps:LiteralData>${xml(value)}</wps:LiteralData></wps:Data>
    </wps:Input>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<wps:Execute version="1.0.0" service="WPS"
    xmlns:wps="http://www.opengis.net/wps/1.0.0" xmlns:ows="http://www.opengis.net/ows/1.1">
  <ows:Identifier>${QUERY_PROCESS}</ows:Identifier>
  <wps:DataInputs>
    <wps:Input>
      <ows:Identifier>point</ows:Identifier>
      <wps:Data><wps:ComplexData mimeType="application/wkt">${wkt(query)}</wps:ComplexData></wps:Data>
    </wps:Input>
${Object.entries(query.inputs).map(literal).join("\n")}
  </wps:DataInputs>
  <wps:ResponseForm>
    <wps:RawDataOutput mimeType="application/json">
      <ows:Identifier>result</ows:Identifier>
    </wps:RawDataOutput>
  </wps:ResponseForm>
</wps:Execute>
`;
}

/**
 * An Execute as one address, which every program that reads GeoJSON from the web can use.
 *
 * @param {string} ows
 * @param {Query} query
 */
function executeUrl(ows, query) {
  const inputs = Object.entries(query.inputs).map(([name, value]) => `${name}=${value}`);
  return `${ows}?${new URLSearchParams({
    service: "WPS",
    version: "1.0.0",
    request: "Execute",
    identifier: QUERY_PROCESS,
    datainputs: [`point=${wkt(query)}@mimetype=application/wkt`, ...inputs].join(";"),
    rawdataoutput: "result=@mimetype=application/json",
  })}`;
}

/**
 * @param {string} ows
 * @param {Query} query
 */
function python(ows, query) {
  const inputs = Object.entries(query.inputs).map(([name, value]) => `          (${JSON.stringify(name)}, ${JSON.stringify(value)}),`);
  return `# pip install OWSLib
import json
from owslib.wps import ComplexDataInput, WebProcessingService

wps = WebProcessingService(${JSON.stringify(ows)})
inputs = [("point", ComplexDataInput(${JSON.stringify(wkt(query))}, mimeType="application/wkt")),
${inputs.join("\n")}]
execution = wps.execute(${JSON.stringify(QUERY_PROCESS)}, inputs, output="result")
execution.checkStatus(sleepSecs=1)
answer = json.loads(execution.processOutputs[0].data[0])
for feature in answer["features"]:
    row = feature["properties"]
    print(row["name"], row["value"], row["unit"] or "", row["status"])
`;
}

/**
 * @param {string} ows
 * @param {Query} query
 */
function javaScript(ows, query) {
  return `const reply = await fetch(${JSON.stringify(executeUrl(ows, query))});
const { features } = await reply.json();
for (const { properties } of features) {
  console.log(properties.name, properties.value, properties.unit, properties.status);
}
`;
}

/**
 * @param {string} ows
 * @param {Query} query
 */
function qgis(ows, query) {
  return `# QGIS: Plugins > Python Console
from qgis.core import QgsProject, QgsVectorLayer

layer = QgsVectorLayer(
    ${JSON.stringify(executeUrl(ows, query))},
    "GeoContext ${query.lon}, ${query.lat}", "ogr")
QgsProject.instance().addMapLayer(layer)
`;
}

/**
 * @param {string} ows
 * @param {Query} query
 */
function curl(ows, query) {
  return `curl ${shell(executeUrl(ows, query))}
`;
}

/**
 * The same question for other programs.
 *
 * @param {string} ows address of the WPS
 * @param {Query} query
 * @returns {Record<string, string>}
 */
export function snippets(ows, query) {
  return {
    "WPS Execute": executeXml(query),
    curl: curl(ows, query),
    Python: python(ows, query),
    JavaScript: javaScript(ows, query),
    QGIS: qgis(ows, query),
  };
}

/**
 * @param {Context} ctx
 * @param {Query} query
 */
export function codeView(ctx, query) {
  const { t } = ctx;
  const all = snippets(ctx.api.url("../../ows"), query);
  return h(
    "div",
    { class: "gc-stack" },
    h("p", { class: "gc-help" }, t("code.help")),
    ...Object.entries(all).map(([name, code], index) =>
      h(
        "details",
        { class: "gc-code", open: index === 0 },
        h("summary", {}, h("h3", {}, name)),
        h(
          "button",
          {
            type: "button",
            class: "gc-button gc-small",
            "aria-label": t("code.copy", { name }),
            click: () => copy(code).then(() => ctx.toast(t("code.copied", { name })), ctx.fail),
          },
          t("action.copy"),
        ),
        h("pre", { tabindex: "0" }, h("code", {}, code)),
      ),
    ),
  );
}

/**
 * The clipboard of a page without TLS, other than on this machine, takes only what is selected.
 *
 * @param {string} text
 */
async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = h("textarea", { class: "gc-hidden", readonly: true }, text);
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
