// Clicks on a stand-in of an OpenLayers map, twice at once, and prints the rows that openlayers.js shows for the second click.
// Usage: node openlayers_click.mjs PATH_OF_OPENLAYERS_JS SERVER COLLECTION LON LAT
import {pathToFileURL} from 'node:url';

const [path, server, collection, lon, lat] = process.argv.slice(2);
const {askOnClick} = await import(pathToFileURL(path));

let click;
const found = [];
const shown = await new Promise((show, fail) => {
  askOnClick({
    map: {
      on: (type, listener) => (click = listener),
      getView: () => ({getProjection: () => 'EPSG:4326'}),
    },
    toLonLat: (coordinate) => coordinate,
    format: {readFeatures: ({features}) => features.map(({geometry}) => ({getGeometry: () => geometry}))},
    source: {clear: () => found.splice(0), addFeatures: (features) => found.push(...features)},
    server,
    inputs: {collection, geometry: 'POINT'},
    show,
    fail,
  });
  click({coordinate: [0, 0]});
  click({coordinate: [Number(lon), Number(lat)]});
});
for (const row of shown) {
  console.log(`${row.service}\t${row.value}`);
}
console.log(`${found.length} drawn`);
