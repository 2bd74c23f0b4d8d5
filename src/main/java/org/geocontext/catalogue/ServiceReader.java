package org.geocontext.catalogue;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.catalogue.ServiceDefinition.TestPoint;
import org.geocontext.codec.JsonNumber;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLatBox;
import org.geocontext.http.Manners;
import org.jspecify.annotations.Nullable;

/** From one entry of {@code service} to its definition. */
final class ServiceReader {

    private static final Pattern LAYER_ID = Pattern.compile("\\d+");
    private static final Pattern IDENTIFY_LAYER = Pattern.compile("(?i)(?:all|top|visible|show):(\\d+)");
    private static final Pattern ARCGIS_HEADING =
            Pattern.compile("(?i)FeatureInfoCollection\\s*-\\s*layer name:\\s*'([^']+)'");
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect");

    private final EntryReader entry;
    private final SecretResolver secrets;
    private final Set<String> resolvedSecrets = new HashSet<>();

    ServiceReader(EntryReader entry, SecretResolver secrets) {
        this.entry = entry;
        this.secrets = secrets;
    }

    /** Empty after an error was reported. */
    Optional<ServiceDefinition> read() {
        QueryType type = queryType();
        String url = ServiceUrls.read(entry, type);
        Set<String> roles = entry.roles();
        Credentials credentials = new CredentialsReader(entry, secrets).read(type);
        if (type == null || url == null) {
            return Optional.empty();
        }
        warnOfPlainHttp(url, credentials);
        ServiceDefinition.Builder service = ServiceDefinition.builder(entry.key(), type, url)
                .name(entry.title())
                .roles(roles)
                .credentials(credentials)
                .layer(layer(type, url))
                .property(property(type))
                .version(version(type))
                .crs(crs(type));
        readText(service);
        readNumbers(service);
        readRequest(service);
        warnOfMisspelledFields();
        ServiceDefinition definition = service.raw(entry.raw()).build();
        return entry.failed() ? Optional.empty() : Optional.of(definition);
    }

    private @Nullable QueryType queryType() {
        String label = entry.choiceOrError(Fields.QUERY_TYPE);
        if (label == null && entry.value(Fields.QUERY_TYPE) == null) {
            entry.error(Fields.QUERY_TYPE, null);
        }
        return label == null ? null : QueryType.find(label).orElseThrow();
    }

    private void warnOfPlainHttp(String url, Credentials credentials) {
        if (credentials.scheme() != Credentials.Scheme.NONE
                && url.toLowerCase(Locale.ROOT).startsWith("http:")) {
            entry.warn(Fields.URL, url, "credentials are sent unencrypted", "https");
        }
    }

    private String layer(QueryType type, String url) {
        String layer = entry.name(Fields.LAYER_TYPENAME);
        return switch (type) {
            case WMS, WFS -> owsLayer(layer);
            case ARC_REST -> arcGisLayer(layer, url);
            case PLACE_NAME -> layer;
        };
    }

    private String owsLayer(String layer) {
        Matcher heading = ARCGIS_HEADING.matcher(layer);
        if (heading.matches()) {
            entry.warn(Fields.LAYER_TYPENAME, layer, "taken as " + heading.group(1), "the layer's name alone");
            return heading.group(1);
        }
        if (layer.isEmpty() && !entry.failed()) {
            entry.error(Fields.LAYER_TYPENAME, entry.value(Fields.LAYER_TYPENAME), "left out", "the name of a layer");
        }
        return layer;
    }

    private String arcGisLayer(String written, String url) {
        String layer = written;
        Matcher identify = IDENTIFY_LAYER.matcher(written);
        if (identify.matches()) {
            layer = identify.group(1);
            entry.warn(Fields.LAYER_TYPENAME, written, "taken as " + layer, "a layer id");
        }
        Optional<String> ofUrl = ServiceUrls.arcGisLayer(url);
        if (ofUrl.isPresent()) {
            if (!layer.isEmpty() && !layer.equals(ofUrl.get())) {
                entry.warn(Fields.LAYER_TYPENAME, written, "taken as " + ofUrl.get(), "the layer id in url, or none");
            }
            return ofUrl.get();
        }
        if (!LAYER_ID.matcher(layer).matches() && !ServiceUrls.isImageServer(url)) {
            entry.error(
                    Fields.LAYER_TYPENAME,
                    entry.value(Fields.LAYER_TYPENAME),
                    "left out",
                    "a layer id, as url is the root of a service");
        }
        return layer;
    }

    private String property(QueryType type) {
        String property = entry.name(Fields.LAYER_NAME);
        if (!property.isEmpty()) {
            return property;
        }
        String assumed =
                switch (type) {
                    case WMS, WFS -> "";
                    case ARC_REST -> "value";
                    case PLACE_NAME -> "toponymName";
                };
        entry.warn(
                Fields.LAYER_NAME,
                entry.value(Fields.LAYER_NAME),
                assumed.isEmpty() ? "every answer will be property_missing" : "taken as " + assumed,
                "the property to read");
        return assumed;
    }

    private String version(QueryType type) {
        List<String> spoken = Versions.of(type);
        if (spoken.isEmpty()) {
            return "";
        }
        Object value = entry.value(Fields.SERVICE_VERSION);
        String written = value == null ? "" : String.valueOf(value);
        if (spoken.contains(written)) {
            return written;
        }
        String version = Versions.nearest(written.strip(), spoken);
        entry.warn(Fields.SERVICE_VERSION, value, "asked as " + version, String.join(", ", spoken));
        return version;
    }

    private String crs(QueryType type) {
        Object value = entry.value(Fields.SRID);
        Optional<Crs> crs = value instanceof String || value instanceof JsonNumber number && number.isInt()
                ? Crs.find(value instanceof JsonNumber number ? String.valueOf(number.intValue()) : (String) value)
                : Optional.empty();
        if (crs.isEmpty() && (value != null || type == QueryType.WMS || type == QueryType.WFS)) {
            entry.warn(Fields.SRID, value, "taken as 4326");
        }
        return crs.orElse(Crs.WGS84).code();
    }

    private void readText(ServiceDefinition.Builder service) {
        service.description(entry.description())
                .geometryField(entry.text(Fields.LAYER_GEOMETRY_FIELD))
                .provenance(entry.text(Fields.PROVENANCE))
                .notes(entry.text(Fields.NOTES))
                .licence(entry.text(Fields.LICENSING))
                .unit(entry.text(Fields.UNIT))
                .infoFormat(entry.text(Fields.INFO_FORMAT))
                .noData(entry.textsAndNumbers(Fields.NO_DATA))
                .labels(entry.textMap(Fields.LABELS));
    }

    private void readNumbers(ServiceDefinition.Builder service) {
        Integer cache = entry.whole(Fields.CACHE_DURATION);
        Double tolerance = entry.decimal(Fields.TOLERANCE);
        Double timeout = entry.decimal(Fields.TIMEOUT);
        if (cache != null) {
            service.cacheDuration(Duration.ofSeconds(cache));
        }
        if (tolerance != null) {
            service.tolerance(tolerance);
        }
        service.scale(entry.decimal(Fields.SCALE))
                .offset(entry.decimal(Fields.OFFSET))
                .maxLayers(entry.whole(Fields.MAX_LAYERS))
                .boxMetres(entry.decimal(Fields.BOX))
                .reuseMetres(entry.decimal(Fields.REUSE))
                .timeout(timeout == null ? null : Duration.ofMillis(Math.round(timeout * 1000)))
                .manners(manners())
                .extent(extent())
                .test(testPoint());
    }

    private Manners manners() {
        Integer maxConcurrent = entry.whole(Fields.MAX_CONCURRENT);
        Double requestsPerSecond = entry.decimal(Fields.REQUESTS_PER_SECOND);
        return new Manners(
                maxConcurrent == null ? Manners.UNLIMITED.maxConcurrent() : maxConcurrent,
                requestsPerSecond == null ? Manners.UNLIMITED.requestsPerSecond() : requestsPerSecond);
    }

    private void readRequest(ServiceDefinition.Builder service) {
        service.enabled(entry.flag(Fields.ENABLED))
                .internal(entry.flag(Fields.INTERNAL))
                .overlaps(entry.flag(Fields.OVERLAPS))
                .skipOutside(entry.flag(Fields.SKIP_OUTSIDE))
                .merge(!"never".equals(entry.choice(Fields.MERGE)))
                .axisOrder(axisOrder())
                .parameters(resolved(Fields.PARAMETERS))
                .headers(headers())
                .secrets(resolvedSecrets);
    }

    private AxisOrder axisOrder() {
        String word = entry.choice(Fields.AXIS_ORDER);
        return word == null ? AxisOrder.AUTO : AxisOrder.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        resolved(Fields.HEADERS).forEach((name, value) -> {
            if (CredentialsReader.isHeader(name, value) && !OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, value);
            } else {
                entry.warn(Fields.HEADERS, name, "left out", "names and values of headers that a request may add");
            }
        });
        return headers;
    }

    private Map<String, String> resolved(Field.TextMap field) {
        Map<String, String> resolved = new LinkedHashMap<>();
        entry.textMap(field).forEach((name, value) -> {
            try {
                resolved.put(name, secrets.resolve(value));
                resolvedSecrets.addAll(secrets.secretsIn(value));
            } catch (IllegalArgumentException e) {
                entry.error(field, name, "cannot be resolved: " + e.getMessage(), "text or ${env:NAME}");
            }
        });
        return resolved;
    }

    private @Nullable LonLatBox extent() {
        Object value = entry.value(Fields.EXTENT);
        if (value == null) {
            return null;
        }
        double[] sides = value instanceof List<?> list
                ? list.stream()
                        .mapToDouble(side -> side instanceof JsonNumber number ? number.doubleValue() : Double.NaN)
                        .toArray()
                : new double[0];
        if (sides.length != 4 || !isExtent(sides[0], sides[1], sides[2], sides[3])) {
            entry.warn(Fields.EXTENT, value, "ignored");
            return null;
        }
        return LonLatBox.find(sides[0], sides[1], sides[2], sides[3]).orElseThrow();
    }

    private static boolean isExtent(double west, double south, double east, double north) {
        return Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && south <= north && north <= 90;
    }

    private @Nullable TestPoint testPoint() {
        Double x = entry.decimal(Fields.TEST_X);
        Double y = entry.decimal(Fields.TEST_Y);
        String value = entry.text(Fields.TEST_VALUE);
        if (x != null && y != null) {
            return new TestPoint(x, y, value);
        }
        if (x != null || y != null || value != null) {
            Field missing = x == null ? Fields.TEST_X : Fields.TEST_Y;
            entry.warn(missing, entry.value(missing), "no test", "test_x and test_y together");
        }
        return null;
    }

    /** An unknown field that is nearly a known one, as {@code toleranc}, was meant to be read. It may be a secret. */
    private void warnOfMisspelledFields() {
        List<String> known = Fields.SERVICE.stream().map(Field::name).toList();
        for (String name : entry.raw().keySet()) {
            if (known.contains(name)) {
                continue;
            }
            known.stream()
                    .filter(field -> field.length() > 4 && KeySuggestions.distance(name, field) == 1)
                    .filter(field -> entry.raw().get(field) == null)
                    .findFirst()
                    .ifPresent(field -> entry.warn(new Field.Secret(name), null, "not read", field));
        }
    }
}
