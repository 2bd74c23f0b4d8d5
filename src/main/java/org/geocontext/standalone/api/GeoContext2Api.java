package org.geocontext.standalone.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.codec.Json;
import org.geocontext.geo.Crs;
import org.geocontext.http.MediaTypes;
import org.geocontext.query.FeaturesMode;
import org.geocontext.query.GeometryMode;
import org.geocontext.query.QueryRequest;
import org.geocontext.standalone.web.ErrorStyle;
import org.geocontext.standalone.web.KeyValues;
import org.geocontext.standalone.web.QueryGate;
import org.geocontext.standalone.web.RefusedException;
import org.geocontext.standalone.web.Route;
import org.geocontext.standalone.web.WebReply;
import org.geocontext.standalone.web.WebRequest;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * {@code /api/v2}: requests and answers of GeoContext 2. A caller's mistake is HTTP 400 with one sentence as a JSON
 * string; the point of a GeoJSON answer is lon/lat WGS 84 whatever the srid.
 */
public final class GeoContext2Api {

    private static final String QUERY_PATH = "/api/v2/query";
    private static final String REGISTRIES_PATH = "/api/v2/registries";
    private static final String DEFAULT_SRID = "4326";

    /** What a key names. */
    enum Registry {
        SERVICE,
        GROUP,
        COLLECTION
    }

    private final QueryGate queries;

    private GeoContext2Api(QueryGate queries) {
        this.queries = queries;
    }

    public static List<Route> routes(QueryGate queries) {
        GeoContext2Api api = new GeoContext2Api(queries);
        return List.of(
                Route.reading(QUERY_PATH, Set.of("GET"), ErrorStyle.JSON_STRING, api::query),
                Route.reading(REGISTRIES_PATH, Set.of("GET"), ErrorStyle.JSON_STRING, api::registries));
    }

    private CompletionStage<WebReply> query(WebRequest request) throws RefusedException {
        KeyValues parameters = request.query();
        Registry registry = registry(parameters);
        String key = required(parameters, "key");
        boolean feature = isFeature(parameters);
        QueryRequest query = request(registry, key, parameters);
        Catalogue catalogue = queries.catalogue(request.caller());
        return queries.run(query, request.caller())
                .thenApply(result -> json(new GeoContext2Answer(catalogue, result).answer(registry, key, feature)));
    }

    private CompletionStage<WebReply> registries(WebRequest request) throws RefusedException {
        Registry registry = registry(request.query());
        return CompletableFuture.completedFuture(
                json(GeoContext2Registries.list(queries.catalogue(request.caller()), registry)));
    }

    private static WebReply json(Object tree) {
        return WebReply.of(200, MediaTypes.JSON, stream -> Json.write(tree, false, stream));
    }

    private static Registry registry(KeyValues parameters) throws RefusedException {
        String text = required(parameters, "registry");
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "service" -> Registry.SERVICE;
            case "group" -> Registry.GROUP;
            case "collection" -> Registry.COLLECTION;
            default ->
                throw RefusedException.badInput(
                        "registry", "registry: " + shown(text) + " (expected: service, group or collection)");
        };
    }

    private static boolean isFeature(KeyValues parameters) throws RefusedException {
        String format = parameters.single("outformat").orElse("geojson");
        return switch (format.trim().toLowerCase(Locale.ROOT)) {
            case "geojson" -> true;
            case "json" -> false;
            default ->
                throw RefusedException.badInput(
                        "outformat", "outformat: " + shown(format) + " (expected: json or geojson)");
        };
    }

    private static QueryRequest request(Registry registry, String key, KeyValues parameters) throws RefusedException {
        Crs crs = crs(parameters.single("srid").orElse(DEFAULT_SRID));
        double x = Coordinates.parse(Coordinates.Axis.X, required(parameters, "x"), crs.isGeographic());
        double y = Coordinates.parse(Coordinates.Axis.Y, required(parameters, "y"), crs.isGeographic());
        return new QueryRequest(
                new GeometryFactory().createPoint(new Coordinate(x, y)),
                crs.code(),
                registry == Registry.COLLECTION ? key : null,
                registry == Registry.GROUP ? List.of(key) : List.of(),
                registry == Registry.SERVICE ? List.of(key) : List.of(),
                tolerance(parameters.single("tolerance")),
                null,
                FeaturesMode.NEAREST,
                GeometryMode.NONE,
                false);
    }

    private static Crs crs(String srid) throws RefusedException {
        String text = srid.trim();
        if (text.matches("(?i)(EPSG:)?\\d{4,6}")) {
            Optional<Crs> crs = Crs.find(text);
            if (crs.isPresent()) {
                return crs.get();
            }
        }
        throw RefusedException.badInput(
                "srid", "srid: " + shown(srid) + " (expected: an EPSG number of a horizontal CRS, as in 4326)");
    }

    private static @Nullable Double tolerance(Optional<String> text) throws RefusedException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Double.valueOf(text.get().trim());
        } catch (NumberFormatException e) {
            throw RefusedException.badInput(
                    "tolerance", "tolerance: " + shown(text.get()) + " (expected: a number of metres)");
        }
    }

    private static String required(KeyValues parameters, String name) throws RefusedException {
        return parameters
                .single(name)
                .orElseThrow(() -> RefusedException.badInput(
                        name,
                        name + ": missing (expected: registry, key, x and y, as in"
                                + " registry=group&key=climate&x=31.3963&y=-24.4561)"));
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").trim();
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
