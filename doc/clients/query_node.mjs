// Asks a GeoContext server about a point with Node 18 or later.
// Usage: node query_node.mjs [SERVER [COLLECTION [LON LAT]]]     SERVER: http://127.0.0.1:8085 or https://host/geoserver
import {query} from './geocontext.js';

const [server = 'http://127.0.0.1:8085', collection = 'demo', lon = '31.3963', lat = '-24.4561'] = process.argv.slice(2);

const answer = await query(server, [Number(lon), Number(lat)], {collection, geometry: 'NONE'});
for (const {properties: row} of answer.features) {
  console.log([row.service, row.value ?? row.reason ?? row.status, row.unit ?? ''].join('\t'));
}
