// What services know about the place that is clicked on an OpenLayers map (tried with the API of OpenLayers 6 to 10).
import {query} from './geocontext.js';

/**
 * Asks about every place that is clicked, and draws what was found there. A click ends the request of the one before.
 *
 * @param {Object} options
 * @param {ol.Map} options.map
 * @param {function} options.toLonLat of ol/proj
 * @param {ol.format.GeoJSON} options.format
 * @param {ol.source.Vector} options.source takes the features that were found
 * @param {string} options.server http://127.0.0.1:8085 or https://host/geoserver
 * @param {Object} options.inputs as of query(), at least {collection: '…'}
 * @param {function(Object[])} options.show takes the rows: service, name, value, unit, status, reason, message, …
 * @param {function(Error)} options.fail takes what went wrong
 */
export function askOnClick({map, toLonLat, format, source, server, inputs, show, fail}) {
  let controller = new AbortController();
  map.on('singleclick', async (event) => {
    controller.abort();
    controller = new AbortController();
    const {signal} = controller;
    const projection = map.getView().getProjection();
    try {
      const answer = await query(server, toLonLat(event.coordinate, projection), inputs, signal);
      source.clear();
      source.addFeatures(
        format
          .readFeatures(answer, {featureProjection: projection})
          .filter((feature) => feature.getGeometry()),
      );
      show(answer.features.map((feature) => feature.properties));
    } catch (error) {
      if (!signal.aborted) {
        fail(error);
      }
    }
  });
}
