package org.geocontext.standalone.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonNumber;
import org.geocontext.geo.Crs;
import org.geocontext.standalone.web.KeyValues;
import org.geocontext.standalone.web.WebReply;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * ArcGIS REST: one MapServer with {@code query} and {@code identify}, and an ImageServer for every raster, with
 * {@code identify}. Answers JSON whatever {@code f} says; errors come with HTTP 200, as Esri sends them. Thread-safe.
 */
final class DemoArcGis {

    private static final int MOST_RECORDS = 1000;
    private static final double VERSION = 10.91;
    private static final Object WGS84 = ordered("wkid", 4326, "latestWkid", 4326);

    private final DemoData data;

    DemoArcGis(DemoData data) {
        this.data = data;
    }

    /** {@code /MapServer} */
    DemoReply mapServer() {
        List<Object> layers = new ArrayList<>();
        for (DemoLayer layer : data.layers()) {
            layers.add(ordered("id", layer.id(), "name", layer.title(), "type", type(layer)));
        }
        return DemoReply.of(json(ordered(
                "currentVersion", VERSION,
                "mapName", "GeoContext demo",
                "capabilities", "Query",
                "layers", layers,
                "spatialReference", WGS84,
                "maxRecordCount", MOST_RECORDS)));
    }

    /** {@code /MapServer/<id>} */
    DemoReply layer(DemoLayer layer) {
        Map<String, Object> description =
                ordered("currentVersion", VERSION, "id", layer.id(), "name", layer.title(), "type", type(layer));
        if (layer instanceof DemoLayer.Vector vector) {
            description.put("geometryType", EsriGeometry.type(vector));
            description.put("fields", fields(vector));
            description.put("maxRecordCount", MOST_RECORDS);
        }
        return DemoReply.of(json(description));
    }

    private static String type(DemoLayer layer) {
        return layer instanceof DemoLayer.Raster ? "Raster Layer" : "Feature Layer";
    }

    /** {@code /MapServer/<id>/query} */
    DemoReply query(DemoLayer layer, KeyValues query) {
        try {
            return new DemoReply(List.of(layer), json(featureSet(layer, new Parameters(query))));
        } catch (FaultException e) {
            return new DemoReply(List.of(layer), error(e));
        }
    }

    private static Map<String, Object> featureSet(DemoLayer layer, Parameters parameters) throws FaultException {
        DemoLayer.Vector vector = queryable(layer);
        Crs out = crs(parameters, "outSR", crs(parameters, "inSR", Crs.WGS84));
        List<DemoFeature> found = parameters.find("geometry").isPresent()
                ? area(parameters, crs(parameters, "inSR", Crs.WGS84)).features(vector)
                : vector.features();
        int most = Math.max(0, Math.min(MOST_RECORDS, parameters.whole("resultRecordCount", MOST_RECORDS)));
        List<String> wanted = parameters.find("outFields").isPresent() ? parameters.list("outFields") : List.of("*");
        boolean geometries = !parameters.find("returnGeometry").orElse("true").equalsIgnoreCase("false");
        List<Object> features = new ArrayList<>();
        for (DemoFeature feature : found.subList(0, Math.min(most, found.size()))) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("attributes", attributes(vector, feature, wanted));
            if (geometries) {
                json.put("geometry", EsriGeometry.write(out.fromLonLat(feature.geometry())));
            }
            features.add(json);
        }
        Map<String, Object> set = ordered(
                "displayFieldName", "name",
                "geometryType", EsriGeometry.type(vector),
                "spatialReference", ordered("wkid", out.number(), "latestWkid", out.number()),
                "fields", fields(vector),
                "features", features);
        if (found.size() > most) {
            set.put("exceededTransferLimit", true);
        }
        return set;
    }

    private static DemoLayer.Vector queryable(DemoLayer layer) throws FaultException {
        if (layer instanceof DemoLayer.Vector vector) {
            return vector;
        }
        throw new FaultException(
                "400",
                null,
                layer instanceof DemoLayer.Broken broken
                        ? broken.fault()
                        : "Requested operation is not supported by this service.");
    }

    /** {@code /MapServer/identify} */
    DemoReply identify(KeyValues query) {
        Parameters parameters = new Parameters(query);
        List<DemoLayer> layers = new ArrayList<>();
        try {
            layers.addAll(identified(parameters));
            Crs crs = crs(parameters, "sr", Crs.WGS84);
            Coordinate asked = EsriGeometry.point(parameters.get("geometry"), crs);
            Coordinate position = SearchArea.of(asked, crs).centre();
            Envelope searched = new Envelope(asked);
            searched.expandBy(searchRadius(parameters));
            SearchArea area = SearchArea.of(searched, crs);
            boolean geometries =
                    !parameters.find("returnGeometry").orElse("true").equalsIgnoreCase("false");
            List<Object> results = new ArrayList<>();
            for (DemoLayer layer : layers) {
                results.addAll(results(layer, area, position, geometries ? crs : null));
            }
            return new DemoReply(layers, json(Map.of("results", results)));
        } catch (FaultException e) {
            return new DemoReply(layers, error(e));
        }
    }

    /** The tolerance in pixels, as a length of the map's CRS. */
    private static double searchRadius(Parameters parameters) throws FaultException {
        List<String> extent = parameters.list("mapExtent");
        List<String> display = parameters.list("imageDisplay");
        if (extent.size() != 4 || display.size() < 2) {
            throw FaultException.invalid("mapExtent", parameters.get("mapExtent"), "four numbers");
        }
        double width = Parameters.number("mapExtent", extent.get(2)) - Parameters.number("mapExtent", extent.get(0));
        double pixels = Math.max(1, Parameters.number("imageDisplay", display.get(0)));
        return Math.abs(width) / pixels * Math.max(0, parameters.whole("tolerance"));
    }

    /** {@code layers} as in {@code all:1,2}; without numbers every layer. */
    private List<DemoLayer> identified(Parameters parameters) throws FaultException {
        String text = parameters.find("layers").orElse("all");
        int colon = text.indexOf(':');
        if (colon < 0) {
            return data.layers().stream()
                    .filter(layer -> !(layer instanceof DemoLayer.Broken))
                    .toList();
        }
        List<DemoLayer> layers = new ArrayList<>();
        for (String id : text.substring(colon + 1).split(",")) {
            Optional<DemoLayer> layer =
                    id.matches("\\s*\\d{1,6}\\s*") ? data.find(Integer.parseInt(id.trim())) : Optional.empty();
            layers.add(layer.orElseThrow(() -> FaultException.invalid("layers", text, "all:<layer ids>")));
        }
        return layers;
    }

    private static List<Object> results(
            DemoLayer layer, SearchArea area, Coordinate position, @Nullable Crs geometryCrs) throws FaultException {
        List<Object> results = new ArrayList<>();
        if (layer instanceof DemoLayer.Raster raster) {
            OptionalInt pixel = raster.grid().valueAt(position.x, position.y);
            if (pixel.isPresent()) {
                String value = pixel.getAsInt() == raster.grid().noData() ? "NoData" : "" + pixel.getAsInt();
                results.add(result(layer, value, Map.of("Pixel Value", value)));
            }
            return results;
        }
        DemoLayer.Vector vector = queryable(layer);
        for (DemoFeature feature : area.features(vector)) {
            Map<String, Object> shown = new LinkedHashMap<>();
            // Identify shows every value as text, and Null for null.
            feature.attributes().forEach((name, value) -> shown.put(name, text(value)));
            Map<String, Object> result = result(layer, text(feature.attributes().get("name")), shown);
            if (geometryCrs != null) {
                result.put("geometryType", EsriGeometry.type(vector));
                result.put("geometry", EsriGeometry.write(geometryCrs.fromLonLat(feature.geometry())));
            }
            results.add(result);
        }
        return results;
    }

    private static Map<String, Object> result(DemoLayer layer, String value, Map<String, Object> attributes) {
        return ordered(
                "layerId",
                layer.id(),
                "layerName",
                layer.title(),
                "displayFieldName",
                layer instanceof DemoLayer.Raster ? "" : "name",
                "value",
                value,
                "attributes",
                attributes);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "Null" : String.valueOf(Attributes.plain(value));
    }

    /** {@code /<raster>/ImageServer} */
    DemoReply imageServer(DemoLayer.Raster raster) {
        Envelope extent = raster.grid().extent();
        return DemoReply.of(json(ordered(
                "currentVersion", VERSION,
                "name", raster.name(),
                "description", raster.title(),
                "bandCount", 1,
                "extent",
                        ordered(
                                "xmin", extent.getMinX(),
                                "ymin", extent.getMinY(),
                                "xmax", extent.getMaxX(),
                                "ymax", extent.getMaxY(),
                                "spatialReference", WGS84))));
    }

    /** {@code /<raster>/ImageServer/identify} */
    DemoReply identifyPixel(DemoLayer.Raster raster, KeyValues query) {
        Parameters parameters = new Parameters(query);
        try {
            Crs crs = crs(parameters, "sr", Crs.WGS84);
            Coordinate asked = EsriGeometry.point(parameters.get("geometry"), crs);
            Coordinate position = SearchArea.of(asked, EsriGeometry.crs(parameters.get("geometry"), crs))
                    .centre();
            OptionalInt pixel = raster.grid().valueAt(position.x, position.y);
            boolean empty = pixel.isEmpty() || pixel.getAsInt() == raster.grid().noData();
            Map<String, Object> result = ordered(
                    "objectId",
                    0,
                    "name",
                    "Pixel",
                    "value",
                    empty ? "NoData" : String.valueOf(pixel.getAsInt()),
                    "location",
                    ordered("x", position.x, "y", position.y, "spatialReference", WGS84),
                    "catalogItemVisibilities",
                    List.of());
            return new DemoReply(List.of(raster), json(result));
        } catch (FaultException e) {
            return new DemoReply(List.of(raster), error(e));
        }
    }

    private static SearchArea area(Parameters parameters, Crs crs) throws FaultException {
        String text = parameters.get("geometry");
        Crs own = EsriGeometry.crs(text, crs);
        Optional<Envelope> envelope = EsriGeometry.envelope(text);
        return envelope.isPresent()
                ? SearchArea.of(envelope.get(), own)
                : SearchArea.of(EsriGeometry.point(text, own), own);
    }

    /** A number, or a JSON object with {@code wkid}. */
    private static Crs crs(Parameters parameters, String name, Crs otherwise) throws FaultException {
        Optional<String> text = parameters.find(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        return text.get().trim().startsWith("{")
                ? EsriGeometry.crs("{\"spatialReference\":" + text.get() + "}", otherwise)
                : Parameters.crs(name, text.get(), "400");
    }

    private static Map<String, @Nullable Object> attributes(
            DemoLayer.Vector layer, DemoFeature feature, List<String> wanted) throws FaultException {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        List<String> names = wanted.contains("*") ? names(layer) : wanted;
        for (String name : names) {
            if (!feature.attributes().containsKey(name)) {
                throw new FaultException("400", "outFields", "Failed to execute query: no field " + name);
            }
            Object value = feature.attributes().get(name);
            attributes.put(name, value instanceof Instant date ? (Object) date.toEpochMilli() : value);
        }
        return attributes;
    }

    private static List<String> names(DemoLayer.Vector layer) {
        return List.copyOf(layer.features().get(0).attributes().keySet());
    }

    private static List<Object> fields(DemoLayer.Vector layer) {
        List<Object> fields = new ArrayList<>();
        for (String name : names(layer)) {
            Object example = layer.features().stream()
                    .<Object>mapMulti((feature, values) -> {
                        Object value = feature.attributes().get(name);
                        if (value != null) {
                            values.accept(value);
                        }
                    })
                    .findFirst()
                    .orElse("");
            fields.add(ordered("name", name, "alias", name, "type", fieldType(example)));
        }
        return fields;
    }

    private static String fieldType(Object example) {
        if (example instanceof Instant) {
            return "esriFieldTypeDate";
        }
        return example instanceof JsonNumber number
                ? number.isInt() ? "esriFieldTypeInteger" : "esriFieldTypeDouble"
                : "esriFieldTypeString";
    }

    /** Names and values in turn. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return members;
    }

    private static WebReply json(Map<String, ?> tree) {
        return WebReply.text(200, "application/json;charset=utf-8", Json.write(tree, false));
    }

    private static WebReply error(FaultException fault) {
        return json(ordered("error", ordered("code", 400, "message", fault.sentence(), "details", List.of())));
    }
}
