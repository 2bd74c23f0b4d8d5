package org.geocontext.admin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.geocontext.catalogue.Digests;
import org.geocontext.codec.Json;

/**
 * ETag, If-Match and If-None-Match (RFC 9110, 13.1). A tag made weak on its way, by a compressing proxy, still counts.
 */
final class EntityTags {

    static final String HEADER = "ETag";

    private static final String ANY = "*";

    private EntityTags() {}

    /** The tag of a tree as JSON has it. */
    static String of(Object tree) {
        return Digests.shortHex(Json.write(tree, false).getBytes(StandardCharsets.UTF_8));
    }

    static String quoted(String tag) {
        return '"' + tag + '"';
    }

    /** Whether a header with a list of tags, or {@code *}, names the tag. */
    static boolean names(String header, String tag) {
        return Arrays.stream(header.split(",", -1))
                .map(String::trim)
                .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                .anyMatch(one -> one.equals(ANY) || one.equals(quoted(tag)));
    }

    /**
     * Refuses a write for which the caller demands another state than there is.
     *
     * @param current empty if there is nothing yet
     * @throws RestException 412
     */
    static void require(RestRequest request, Optional<String> current) throws RestException {
        Optional<String> match = request.header("If-Match");
        if (match.isPresent() && current.filter(tag -> names(match.get(), tag)).isEmpty()) {
            throw new RestException(
                    412,
                    null,
                    "If-Match: somebody else has changed it since it was read",
                    current.map(tag -> "ETag " + quoted(tag) + "; read it again")
                            .orElse("an entry that exists; this one is gone"));
        }
        Optional<String> noneMatch = request.header("If-None-Match");
        if (noneMatch.isPresent()
                && current.filter(tag -> names(noneMatch.get(), tag)).isPresent()) {
            throw new RestException(412, null, "If-None-Match: it exists already", "a key that is free");
        }
    }
}
