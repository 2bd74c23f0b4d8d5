package org.geocontext.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.geocontext.catalogue.QueryType;
import org.geocontext.codec.FeatureTypeDescription;
import org.geocontext.codec.FeatureTypeDescription.Property;
import org.geocontext.codec.LayerCapabilities;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLatBox;
import org.geocontext.http.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a server, and what it would be as a service of the catalogue. Immutable.
 *
 * @param url to be asked, with its own query string
 * @param version of the protocol; empty for ArcREST
 * @param layer as the server says; no name if the service as a whole is the layer
 * @param offered names of the CRSs to choose from, the layer's own first
 * @param described null if the properties are not known
 */
record Candidate(
        QueryType type,
        String url,
        String version,
        LayerCapabilities layer,
        List<String> offered,
        @Nullable FeatureTypeDescription described) {

    /** Servers list thousands. */
    private static final int MOST_CRS = 20;

    private static final List<String> FORMATS = List.of(
            "application/json",
            "application/geo+json",
            "application/vnd.ogc.gml",
            "application/vnd.ogc.gml/3.1.1",
            "text/xml",
            "text/plain");

    private static final List<String> FAVOURITES = List.of("EPSG:4326", "EPSG:3857");

    Candidate {
        offered = List.copyOf(offered);
    }

    Candidate with(@Nullable FeatureTypeDescription description) {
        return new Candidate(type, url, version, layer, offered, description);
    }

    String title() {
        return layer.title().isBlank() ? layer.name() : layer.title();
    }

    private List<String> crs() {
        return offered.stream().distinct().limit(MOST_CRS).toList();
    }

    /**
     * The CRS to ask in: of a WFS the type's own, as others are transformed for every request; else the first of the
     * usual ones that is offered.
     */
    private Optional<Crs> suggestedCrs() {
        if (type == QueryType.WFS) {
            return offered.stream()
                    .limit(1)
                    .flatMap(name -> Crs.find(name).stream())
                    .findFirst();
        } else if (type == QueryType.ARC_REST) {
            return Optional.of(Crs.WGS84);
        }
        List<Crs> known = offered.stream()
                .limit(MOST_CRS)
                .flatMap(name -> Crs.find(name).stream())
                .toList();
        return FAVOURITES.stream()
                .filter(this::isOffered)
                .map(Crs::of)
                .findFirst()
                .or(() -> known.stream().findFirst());
    }

    private boolean isOffered(String code) {
        boolean asCrs84 = code.equals("EPSG:4326") && offered.stream().anyMatch("CRS:84"::equalsIgnoreCase);
        return asCrs84 || offered.stream().anyMatch(code::equalsIgnoreCase);
    }

    private @Nullable String suggestedFormat() {
        return type == QueryType.WMS
                ? FORMATS.stream().filter(layer.formats()::contains).findFirst().orElse(null)
                : null;
    }

    /** A property with words in it, else any. */
    private @Nullable String suggestedProperty() {
        if (described == null || described.properties().isEmpty()) {
            return null;
        }
        List<Property> properties = described.properties();
        return properties.stream()
                .filter(property -> property.type().equals("text"))
                .findFirst()
                .orElse(properties.get(0))
                .name();
    }

    /** As JSON, without secrets but for those that are in the URL of the entry, from where they came. */
    Map<String, @Nullable Object> tree(BrowseRequest request, FreeKeys keys) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("query_type", type.label());
        tree.put("url", Secrets.redact(url));
        tree.put("layer_typename", layer.name());
        tree.put("title", title());
        tree.put("crs", crs());
        tree.put("suggested_srid", suggestedCrs().map(Crs::number).orElse(null));
        tree.put("extent", extent(layer.extent()));
        tree.put("described", described != null);
        tree.put("properties", properties());
        tree.put("geometry_field", described == null ? null : described.geometryField());
        tree.put("formats", layer.formats());
        tree.put("suggested_info_format", suggestedFormat());
        tree.put("queryable", layer.queryable());
        tree.put("entry", entry(request, keys));
        return tree;
    }

    private List<Map<String, Object>> properties() {
        List<Map<String, Object>> trees = new ArrayList<>();
        if (described != null) {
            for (Property property : described.properties()) {
                Map<String, Object> tree = new LinkedHashMap<>();
                tree.put("name", property.name());
                tree.put("type", property.type());
                trees.add(tree);
            }
        }
        return trees;
    }

    private static @Nullable List<Double> extent(@Nullable LonLatBox box) {
        return box == null ? null : List.of(box.west(), box.south(), box.east(), box.north());
    }

    private Map<String, @Nullable Object> entry(BrowseRequest request, FreeKeys keys) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("key", keys.take(title()));
        entry.put("name", title());
        entry.put("query_type", type.label());
        entry.put("url", url);
        put(entry, "service_version", version);
        put(entry, "layer_typename", layer.name());
        put(entry, "layer_name", suggestedProperty());
        put(entry, "layer_geometry_field", described == null ? null : described.geometryField());
        suggestedCrs().ifPresent(crs -> entry.put("srid", Integer.toString(crs.number())));
        put(entry, "info_format", suggestedFormat());
        put(entry, "username", request.username());
        if (request.internal()) {
            entry.put("internal", true);
        }
        return entry;
    }

    private static void put(Map<String, @Nullable Object> entry, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            entry.put(name, text);
        }
    }
}
