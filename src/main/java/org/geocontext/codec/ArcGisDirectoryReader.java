package org.geocontext.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.geocontext.codec.FeatureTypeDescription.Property;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Reads what ArcGIS REST says about the services of a folder, and about the fields of the layers of a service.
 * Thread-safe.
 */
public final class ArcGisDirectoryReader {

    private static final JsonLimits LIMITS = new JsonLimits(32 << 20, CapabilitiesReader.MAX_DEPTH);
    private static final int MOST = CapabilitiesReader.MAX_LAYERS;

    private ArcGisDirectoryReader() {}

    /**
     * A folder of a services directory.
     *
     * @param folders their names, as they stand below the directory
     * @param services in the order of the document
     */
    public record Directory(List<String> folders, List<Service> services) {
        public Directory {
            folders = List.copyOf(folders);
            services = List.copyOf(services);
        }
    }

    /**
     * A service of a directory.
     *
     * @param name with the folder it is in, as in {@code Water/Rivers}
     * @param type as in {@code MapServer}
     */
    public record Service(String name, String type) {}

    /**
     * Reads the services of a folder.
     *
     * @throws CodecException if the reply is something else
     */
    public static Directory directory(HttpReply reply) throws CodecException {
        Map<?, ?> document = document(reply);
        if (!(document.get("services") instanceof List<?> listed)) {
            throw Failures.malformed("JSON that is no directory of services");
        }
        List<Service> services = new ArrayList<>();
        for (Object element : listed) {
            if (element instanceof Map<?, ?> service && services.size() < MOST) {
                String name = text(service.get("name"));
                String type = text(service.get("type"));
                if (!name.isEmpty() && !type.isEmpty()) {
                    services.add(new Service(name, type));
                }
            }
        }
        List<String> folders = new ArrayList<>();
        for (Object folder : elements(document.get("folders"))) {
            if (!text(folder).isEmpty() && folders.size() < MOST) {
                folders.add(text(folder));
            }
        }
        return new Directory(folders, services);
    }

    /**
     * Reads the layers of a service ({@code …/layers}) or one of them; groups of layers are left out.
     *
     * @return by their ids
     * @throws CodecException if the reply is something else
     */
    public static Map<String, FeatureTypeDescription> layers(HttpReply reply) throws CodecException {
        Map<?, ?> document = document(reply);
        Map<String, FeatureTypeDescription> layers = new LinkedHashMap<>();
        if (document.get("layers") instanceof List<?> listed) {
            listed.forEach(layer -> add(layer, layers));
        } else {
            add(document, layers);
        }
        return layers;
    }

    private static void add(Object element, Map<String, FeatureTypeDescription> layers) {
        if (!(element instanceof Map<?, ?> layer) || layers.size() >= MOST || isGroup(layer)) {
            return;
        }
        String id = text(layer.get("id"));
        if (id.isEmpty()) {
            return;
        }
        List<Property> properties = new ArrayList<>();
        String geometry = null;
        for (Object described : elements(layer.get("fields"))) {
            if (described instanceof Map<?, ?> field) {
                String name = text(field.get("name"));
                String type = text(field.get("type"));
                if (type.equals("esriFieldTypeGeometry")) {
                    geometry = geometry == null ? name : geometry;
                } else if (!name.isEmpty()) {
                    properties.add(new Property(name, word(type)));
                }
            }
        }
        layers.put(id, new FeatureTypeDescription(id, properties, geometry));
    }

    private static boolean isGroup(Map<?, ?> layer) {
        return "Group Layer".equals(layer.get("type"))
                || !elements(layer.get("subLayers")).isEmpty()
                || !elements(layer.get("subLayerIds")).isEmpty();
    }

    private static String word(String type) {
        return switch (type) {
            case "esriFieldTypeOID", "esriFieldTypeInteger", "esriFieldTypeSmallInteger", "esriFieldTypeBigInteger" ->
                "integer";
            case "esriFieldTypeDouble", "esriFieldTypeSingle" -> "number";
            case "esriFieldTypeString", "esriFieldTypeGUID", "esriFieldTypeGlobalID", "esriFieldTypeXML" -> "text";
            case "esriFieldTypeDate",
                    "esriFieldTypeDateOnly",
                    "esriFieldTypeTimeOnly",
                    "esriFieldTypeTimestampOffset" -> "date";
            default -> "other";
        };
    }

    /** Errors come with status 200, as {@code {"error": {…}}}. */
    private static Map<?, ?> document(HttpReply reply) throws CodecException {
        if (reply.status() < 200 || reply.status() >= 300) {
            throw CapabilitiesReader.refused(reply);
        }
        Object tree;
        try {
            tree = Json.parse(reply.body(), LIMITS);
        } catch (JsonException e) {
            throw CapabilitiesReader.refused(reply);
        }
        if (!(tree instanceof Map<?, ?> document)) {
            throw Failures.malformed("JSON that is no object");
        }
        if (document.get("error") instanceof Map<?, ?> error) {
            String code = text(error.get("code"));
            Reason reason =
                    Set.of("401", "403", "498", "499").contains(code) ? Reason.UNAUTHORIZED : Reason.SERVICE_EXCEPTION;
            throw new CodecException(reason, Words.sentence(text(error.get("message"))));
        }
        return document;
    }

    private static List<?> elements(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static String text(@Nullable Object value) {
        return value instanceof String || value instanceof JsonNumber
                ? Words.shorten(value.toString().strip(), CapabilitiesReader.LONGEST_TEXT)
                : "";
    }
}
