// Asks a GeoContext server about points: plain JavaScript for browsers and Node, without dependencies.
// A page from elsewhere needs the server's leave: GeoServer's CORS filter, or `cors_origins` of the standalone host.

/**
 * The GeoJSON FeatureCollection of an answer: a feature at least for each service, whatever became of it.
 *
 * @param {string} server http://127.0.0.1:8085 or https://host/geoserver
 * @param {[number, number]} lonLat in degrees, WGS 84
 * @param {Object<string, string|number|string[]>} inputs collection, group, service, tolerance, timeout, features, geometry
 * @param {AbortSignal} [signal] ends the request
 */
export async function query(server, lonLat, inputs, signal) {
  const response = await fetch(`${server}/ows`, {
    method: 'POST',
    headers: {'Content-Type': 'text/xml'},
    body: execute(lonLat, inputs),
    signal,
  });
  const text = await response.text();
  if (!response.headers.get('Content-Type')?.includes('json')) {
    throw new Error(text.match(/ExceptionText>([^<]*)</)?.[1] ?? `HTTP ${response.status}`);
  }
  return JSON.parse(text);
}

function execute(lonLat, inputs) {
  const literals = Object.entries(inputs).flatMap(([name, values]) =>
    [values].flat().map((value) => input(name, `<wps:LiteralData>${escape(value)}</wps:LiteralData>`)),
  );
  const point = input(
    'point',
    `<wps:ComplexData mimeType="application/wkt">POINT(${lonLat.join(' ')})</wps:ComplexData>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
    <wps:Execute service="WPS" version="1.0.0" xmlns:wps="http://www.opengis.net/wps/1.0.0" xmlns:ows="http://www.opengis.net/ows/1.1">
      <ows:Identifier>geocontext:Query</ows:Identifier>
      <wps:DataInputs>${point}${literals.join('')}</wps:DataInputs>
      <wps:ResponseForm><wps:RawDataOutput mimeType="application/json"><ows:Identifier>result</ows:Identifier></wps:RawDataOutput></wps:ResponseForm>
    </wps:Execute>`;
}

function input(name, data) {
  return `<wps:Input><ows:Identifier>${escape(name)}</ows:Identifier><wps:Data>${data}</wps:Data></wps:Input>`;
}

function escape(value) {
  return String(value).replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
