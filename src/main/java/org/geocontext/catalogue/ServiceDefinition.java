package org.geocontext.catalogue;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.geocontext.geo.LonLatBox;
import org.geocontext.http.Manners;
import org.jspecify.annotations.Nullable;

/**
 * One remote layer to ask, with everything the catalogue says about it. Immutable; made by {@link CatalogueReader} from
 * a checked entry, or by {@link Builder} with the same defaults.
 *
 * @param key unique among services, {@code [0-9a-z_]+}
 * @param name title for people; the key where the catalogue has none
 * @param url service URL, its own query string kept; ArcGIS: service root or layer
 * @param version protocol version, always one that the protocol has; empty for ArcREST and PlaceName
 * @param layer {@code layer_typename}: layer, feature type or layer id
 * @param property {@code layer_name}: the property to read
 * @param geometryField {@code layer_geometry_field}; null if unknown
 * @param crs CRS to ask in, as {@code EPSG:n}
 * @param tolerance search radius in metres on the ground, at least 0
 * @param cacheDuration how long an answer stays good
 * @param unit of the value; null if none
 * @param noData texts that mean no data, in place of the built-in sentinels; null for those
 * @param labels text shown for a code; empty if none
 * @param scale factor applied to numbers, null for none
 * @param offset added after scaling, null for none
 * @param infoFormat INFO_FORMAT to ask; null to find out
 * @param parameters extra request parameters, {@code {x} {y} {lon} {lat}} replaced by the asked point
 * @param headers extra request headers
 * @param secrets values of parameters and headers that did not stand in the file as they are: shown to nobody
 * @param merge whether the layer may share a request with others
 * @param maxLayers most layers in one request; null for the setting
 * @param boxMetres half the WMS box in metres; null for the protocol's own rule
 * @param extent where the layer has data; null if the catalogue does not say
 * @param skipOutside whether a point outside the extent, be it the catalogue's or the server's, need not be asked about
 * @param timeout limit for one call; null for the setting
 * @param manners what the service's origin bears, as far as this entry says so
 * @param reuseMetres how far an answer may be reused; null for not at all
 * @param overlaps whether features of the layer overlap each other
 * @param internal whether the host may resolve to a private or loopback address
 * @param roles {@code permission_groups}; empty for everybody
 * @param test where to ask for a health check; null if none
 * @param raw the entry as read, unknown fields included, secrets as they stand in the file
 */
public record ServiceDefinition(
        String key,
        String name,
        String description,
        boolean enabled,
        QueryType type,
        String url,
        String version,
        String layer,
        String property,
        @Nullable String geometryField,
        String crs,
        double tolerance,
        Duration cacheDuration,
        @Nullable String unit,
        @Nullable String provenance,
        @Nullable String licence,
        @Nullable String notes,
        Credentials credentials,
        @Nullable List<String> noData,
        Map<String, String> labels,
        @Nullable Double scale,
        @Nullable Double offset,
        @Nullable String infoFormat,
        Map<String, String> parameters,
        Map<String, String> headers,
        Set<String> secrets,
        boolean merge,
        @Nullable Integer maxLayers,
        @Nullable Double boxMetres,
        @Nullable LonLatBox extent,
        boolean skipOutside,
        AxisOrder axisOrder,
        @Nullable Duration timeout,
        Manners manners,
        @Nullable Double reuseMetres,
        boolean overlaps,
        boolean internal,
        Set<String> roles,
        @Nullable TestPoint test,
        Map<String, @Nullable Object> raw) {

    /** Tolerance where the catalogue says nothing, metres. */
    public static final double DEFAULT_TOLERANCE = 10;

    /** Cache duration where the catalogue says nothing: GeoContext 2's own default, a week. */
    public static final Duration DEFAULT_CACHE_DURATION = Duration.ofDays(7);

    /**
     * A point with the value expected there.
     *
     * @param x longitude, WGS 84
     * @param y latitude, WGS 84
     * @param value null if any value will do
     */
    public record TestPoint(double x, double y, @Nullable String value) {}

    public ServiceDefinition {
        noData = noData == null ? null : List.copyOf(noData);
        labels = Map.copyOf(labels);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        headers = Map.copyOf(headers);
        secrets = Set.copyOf(secrets);
        roles = Set.copyOf(roles);
        raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
    }

    /** Starts from this definition. */
    public Builder toBuilder() {
        return new Builder(key, type, url)
                .name(name)
                .description(description)
                .enabled(enabled)
                .version(version)
                .layer(layer)
                .property(property)
                .geometryField(geometryField)
                .crs(crs)
                .tolerance(tolerance)
                .cacheDuration(cacheDuration)
                .unit(unit)
                .provenance(provenance)
                .licence(licence)
                .notes(notes)
                .credentials(credentials)
                .noData(noData)
                .labels(labels)
                .scale(scale)
                .offset(offset)
                .infoFormat(infoFormat)
                .parameters(parameters)
                .headers(headers)
                .secrets(secrets)
                .merge(merge)
                .maxLayers(maxLayers)
                .boxMetres(boxMetres)
                .extent(extent)
                .skipOutside(skipOutside)
                .axisOrder(axisOrder)
                .timeout(timeout)
                .manners(manners)
                .reuseMetres(reuseMetres)
                .overlaps(overlaps)
                .internal(internal)
                .roles(roles)
                .test(test)
                .raw(raw);
    }

    /** Key, type and layer; nothing that could hold a secret. */
    @Override
    public String toString() {
        return "ServiceDefinition[" + key + ", " + type.label() + " " + layer + "]";
    }

    /** Starts a definition with the defaults of the catalogue format. */
    public static Builder builder(String key, QueryType type, String url) {
        return new Builder(key, type, url);
    }

    /** Collects the fields of a definition; what is not set has the format's default. Not thread-safe. */
    public static final class Builder {
        private final String key;
        private final QueryType type;
        private final String url;
        private @Nullable String name;
        private String description = "";
        private boolean enabled = true;
        private String version = "";
        private String layer = "";
        private String property = "";
        private @Nullable String geometryField;
        private String crs = "EPSG:4326";
        private double tolerance = DEFAULT_TOLERANCE;
        private Duration cacheDuration = DEFAULT_CACHE_DURATION;
        private @Nullable String unit;
        private @Nullable String provenance;
        private @Nullable String licence;
        private @Nullable String notes;
        private Credentials credentials = Credentials.NONE;
        private @Nullable List<String> noData;
        private Map<String, String> labels = Map.of();
        private @Nullable Double scale;
        private @Nullable Double offset;
        private @Nullable String infoFormat;
        private Map<String, String> parameters = Map.of();
        private Map<String, String> headers = Map.of();
        private Set<String> secrets = Set.of();
        private boolean merge = true;
        private @Nullable Integer maxLayers;
        private @Nullable Double boxMetres;
        private @Nullable LonLatBox extent;
        private boolean skipOutside = true;
        private AxisOrder axisOrder = AxisOrder.AUTO;
        private @Nullable Duration timeout;
        private Manners manners = Manners.UNLIMITED;
        private @Nullable Double reuseMetres;
        private boolean overlaps;
        private boolean internal;
        private Set<String> roles = Set.of();
        private @Nullable TestPoint test;
        private Map<String, @Nullable Object> raw = Map.of();

        private Builder(String key, QueryType type, String url) {
            this.key = key;
            this.type = type;
            this.url = url;
            this.version = switch (type) {
                case WMS -> "1.3.0";
                case WFS -> "2.0.0";
                case ARC_REST, PLACE_NAME -> "";
            };
        }

        public Builder name(@Nullable String value) {
            this.name = value;
            return this;
        }

        public Builder description(String value) {
            this.description = value;
            return this;
        }

        public Builder enabled(boolean value) {
            this.enabled = value;
            return this;
        }

        public Builder version(String value) {
            this.version = value;
            return this;
        }

        public Builder layer(String value) {
            this.layer = value;
            return this;
        }

        public Builder property(String value) {
            this.property = value;
            return this;
        }

        public Builder geometryField(@Nullable String value) {
            this.geometryField = value;
            return this;
        }

        public Builder crs(String value) {
            this.crs = value;
            return this;
        }

        public Builder tolerance(double value) {
            this.tolerance = value;
            return this;
        }

        public Builder cacheDuration(Duration value) {
            this.cacheDuration = value;
            return this;
        }

        public Builder unit(@Nullable String value) {
            this.unit = value;
            return this;
        }

        public Builder provenance(@Nullable String value) {
            this.provenance = value;
            return this;
        }

        public Builder licence(@Nullable String value) {
            this.licence = value;
            return this;
        }

        public Builder notes(@Nullable String value) {
            this.notes = value;
            return this;
        }

        public Builder credentials(Credentials value) {
            this.credentials = value;
            return this;
        }

        public Builder noData(@Nullable List<String> value) {
            this.noData = value;
            return this;
        }

        public Builder labels(Map<String, String> value) {
            this.labels = value;
            return this;
        }

        public Builder scale(@Nullable Double value) {
            this.scale = value;
            return this;
        }

        public Builder offset(@Nullable Double value) {
            this.offset = value;
            return this;
        }

        public Builder infoFormat(@Nullable String value) {
            this.infoFormat = value;
            return this;
        }

        public Builder parameters(Map<String, String> value) {
            this.parameters = value;
            return this;
        }

        public Builder headers(Map<String, String> value) {
            this.headers = value;
            return this;
        }

        public Builder secrets(Set<String> value) {
            this.secrets = value;
            return this;
        }

        public Builder merge(boolean value) {
            this.merge = value;
            return this;
        }

        public Builder maxLayers(@Nullable Integer value) {
            this.maxLayers = value;
            return this;
        }

        public Builder boxMetres(@Nullable Double value) {
            this.boxMetres = value;
            return this;
        }

        public Builder extent(@Nullable LonLatBox value) {
            this.extent = value;
            return this;
        }

        public Builder skipOutside(boolean value) {
            this.skipOutside = value;
            return this;
        }

        public Builder axisOrder(AxisOrder value) {
            this.axisOrder = value;
            return this;
        }

        public Builder timeout(@Nullable Duration value) {
            this.timeout = value;
            return this;
        }

        public Builder manners(Manners value) {
            this.manners = value;
            return this;
        }

        public Builder reuseMetres(@Nullable Double value) {
            this.reuseMetres = value;
            return this;
        }

        public Builder overlaps(boolean value) {
            this.overlaps = value;
            return this;
        }

        public Builder internal(boolean value) {
            this.internal = value;
            return this;
        }

        public Builder roles(Set<String> value) {
            this.roles = value;
            return this;
        }

        public Builder test(@Nullable TestPoint value) {
            this.test = value;
            return this;
        }

        public Builder raw(Map<String, @Nullable Object> value) {
            this.raw = value;
            return this;
        }

        public ServiceDefinition build() {
            return new ServiceDefinition(
                    key,
                    name == null || name.isBlank() ? key : name,
                    description,
                    enabled,
                    type,
                    url,
                    version,
                    layer,
                    property,
                    geometryField,
                    crs,
                    tolerance,
                    cacheDuration,
                    unit,
                    provenance,
                    licence,
                    notes,
                    credentials,
                    noData,
                    labels,
                    scale,
                    offset,
                    infoFormat,
                    parameters,
                    headers,
                    secrets,
                    merge,
                    maxLayers,
                    boxMetres,
                    extent,
                    skipOutside,
                    axisOrder,
                    timeout,
                    manners,
                    reuseMetres,
                    overlaps,
                    internal,
                    roles,
                    test,
                    raw);
        }
    }
}
