package org.geocontext.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.geocontext.cache.CacheKey;
import org.geocontext.cache.Fingerprint;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.Secrets;
import org.geocontext.source.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * What matters of a service's definition for keeping its answers.
 *
 * @param kept whether its answers are kept at all
 * @param asksByPoint whether the question has more of the point in it than a box around it
 */
record ServiceTraits(Fingerprint fingerprint, boolean kept, boolean asksByPoint) {

    private static final Pattern POINT_IN_PARAMETER = Pattern.compile("\\{(?:x|y|lon|lat)\\}");

    /** Bits of the checksum that tells one secret from the next, too few to find it out by. */
    private static final int SECRET_BITS = 0xffff;

    static ServiceTraits of(ServiceDefinition service) {
        boolean asksByPoint = service.type() == QueryType.PLACE_NAME
                || service.parameters().values().stream()
                        .anyMatch(value -> POINT_IN_PARAMETER.matcher(value).find());
        boolean kept =
                !service.cacheDuration().isZero() && !service.cacheDuration().isNegative();
        return new ServiceTraits(fingerprint(service), kept, asksByPoint);
    }

    /** Of everything that the answer, or where and how long it is true, depends on; the secrets do not show. */
    private static Fingerprint fingerprint(ServiceDefinition service) {
        List<@Nullable String> parts = new ArrayList<>(Arrays.asList(
                service.type().name(),
                service.url(),
                service.version(),
                service.layer(),
                service.property(),
                service.geometryField(),
                service.crs(),
                service.infoFormat(),
                service.axisOrder().name(),
                String.valueOf(service.boxMetres()),
                String.valueOf(service.reuseMetres()),
                String.valueOf(service.overlaps()),
                String.valueOf(service.cacheDuration())));
        new TreeMap<>(service.parameters()).forEach((name, value) -> parts.addAll(List.of(name, value)));
        new TreeMap<>(service.headers()).forEach((name, value) -> parts.addAll(List.of(name, value)));
        Credentials credentials = service.credentials();
        parts.addAll(Arrays.asList(credentials.scheme().name(), credentials.name(), credentials.user()));
        List<String> visible = new ArrayList<>();
        for (String part : parts) {
            visible.add(Secrets.redact(String.valueOf(part), service.secrets()));
        }
        visible.add(checksum(parts, credentials.secret()));
        return Fingerprint.of(new ArrayList<>(visible));
    }

    private static String checksum(List<@Nullable String> parts, @Nullable String secret) {
        CRC32 checksum = new CRC32();
        checksum.update((parts + "\n" + secret).getBytes(StandardCharsets.UTF_8));
        return Long.toString(checksum.getValue() & SECRET_BITS);
    }

    CacheKey key(Lookup lookup, FeaturesMode mode, boolean geometries) {
        return new CacheKey(
                fingerprint,
                lookup.service().key(),
                lookup.service().property(),
                mode == FeaturesMode.ALL,
                lookup.toleranceMetres(),
                geometries);
    }
}
