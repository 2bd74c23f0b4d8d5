package org.geocontext.admin;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.geocontext.admin.RestOperation.Access;
import org.geocontext.http.MediaTypes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything below {@code /rest/geocontext}, for any host: finds the operation, guards it, and says in one style what
 * went wrong. Thread-safe.
 *
 * <p>A browser sends the cookies and passwords it knows with requests of other sites' pages, too. So nothing changes by
 * GET; what has a body must call it JSON, which such a page may not without being asked first; and whatever
 * administrates must come from this host, if it says where it comes from.
 */
public final class RestApi {

    /** Where hosts serve this. */
    public static final String PATH = "/rest/geocontext";

    /** Largest body that an administrator may send: a whole catalogue. */
    public static final int LARGEST_BODY = 64 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Set<String> JSON = Set.of(MediaTypes.JSON, MediaTypes.MERGE_PATCH);
    private static final String SUFFIX = ".json";

    private final List<RestOperation> operations;

    RestApi(List<RestResource> resources) {
        operations = resources.stream()
                .flatMap(resource -> resource.operations().stream())
                .toList();
    }

    /** The API of a host. */
    public static RestApi of(RestHost host) {
        return new RestApi(RestResources.of(host));
    }

    List<RestOperation> operations() {
        return operations;
    }

    /** What each method does at a path below {@link #PATH}; nothing if there is nothing at that path. */
    public Map<String, Access> methods(List<String> path) {
        return at(path).stream().collect(Collectors.toMap(RestOperation::method, RestOperation::access));
    }

    /** The operations of the template that fits best. */
    private List<RestOperation> at(List<String> path) {
        List<RestOperation> found = fitting(path);
        // GeoServer 3 cuts the suffix off before anybody sees the path.
        return found.isEmpty() && path.size() == 1 && !path.get(0).endsWith(SUFFIX)
                ? fitting(List.of(path.get(0) + SUFFIX))
                : found;
    }

    private List<RestOperation> fitting(List<String> path) {
        List<RestOperation> fitting = operations.stream()
                .filter(operation -> operation.match(path).isPresent())
                .toList();
        Optional<String> best = fitting.stream()
                .max(Comparator.comparingInt(RestOperation::literals))
                .map(RestOperation::path);
        return fitting.stream()
                .filter(operation -> best.filter(operation.path()::equals).isPresent())
                .toList();
    }

    /** Answers a request, also one that goes wrong: the stage always completes normally. */
    public CompletionStage<RestReply> answer(RestRequest request) {
        CompletionStage<RestReply> reply;
        try {
            RestOperation operation = operation(request);
            guard(operation, request);
            Map<String, String> variables = operation.match(request.path()).orElse(Map.of());
            reply = operation.handler().answer(request.withVariables(variables));
        } catch (RestException | RuntimeException e) {
            reply = CompletableFuture.failedFuture(e);
        }
        return reply.handle((answer, failure) -> failure == null ? ifNew(request, answer) : failed(failure));
    }

    /** @throws RestException 404 or 405 */
    private RestOperation operation(RestRequest request) throws RestException {
        List<RestOperation> here = at(request.path());
        if (here.isEmpty()) {
            throw RestException.notFound("There is nothing at this address.");
        }
        Optional<RestOperation> found = here.stream()
                .filter(operation -> operation.method().equals(request.method()))
                .findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        String allowed = allow(here);
        throw new RestException(405, null, "This address does not answer " + request.method(), allowed)
                .withHeader("Allow", allowed);
    }

    private static String allow(List<RestOperation> operations) {
        Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
        operations.forEach(operation -> methods.add(operation.method()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    /** @throws RestException 403 or 415 */
    private static void guard(RestOperation operation, RestRequest request) throws RestException {
        if (operation.access() == Access.ADMINISTER) {
            if (!request.caller().administrator()) {
                throw new RestException(403, null, "This is for administrators.", null);
            }
            requireOwnOrigin(request);
        }
        if (WITH_BODY.contains(request.method()) && !JSON.contains(request.mediaType())) {
            throw new RestException(
                    415, null, "Content-Type: missing or another", "application/json or application/merge-patch+json");
        }
    }

    private static void requireOwnOrigin(RestRequest request) throws RestException {
        Optional<String> origin = request.header("Origin");
        if (request.method().equals("GET") || origin.isEmpty()) {
            return;
        }
        String from = authority(origin.get());
        boolean own = from.equals(authority(request.baseUrl()))
                || request.header("Host")
                        .map(RestApi::lower)
                        .filter(from::equals)
                        .isPresent()
                || request.header("X-Forwarded-Host")
                        .map(hosts -> lower(hosts.split(",", 2)[0]))
                        .filter(from::equals)
                        .isPresent();
        if (!own) {
            throw new RestException(403, null, "Origin: a page of another site", "a page of this host, or no Origin");
        }
    }

    private static String authority(String url) {
        try {
            String authority = URI.create(url).getRawAuthority();
            return authority == null ? "" : lower(authority);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String lower(String text) {
        return text.trim().toLowerCase(Locale.ROOT);
    }

    /** 304 in place of what the caller has already. */
    private static RestReply ifNew(RestRequest request, RestReply reply) {
        String tag = reply.headers().get(EntityTags.HEADER);
        Optional<String> known = request.header("If-None-Match");
        boolean same = tag != null
                && reply.status() == 200
                && request.method().equals("GET")
                && known.filter(tags -> EntityTags.names(tags, tag.substring(1, tag.length() - 1)))
                        .isPresent();
        return same ? new RestReply(304, reply.contentType(), reply.headers(), stream -> {}) : reply;
    }

    private static RestReply failed(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RestException refused) {
            return refused.reply();
        }
        LOG.error("A request failed", cause);
        return error(500, null, "Something went wrong on this side; the server's log has the details.");
    }

    /**
     * What hosts say, in the style of this API, of requests that do not come as far as here.
     *
     * @param field the parameter at fault; null if it is none in particular
     */
    public static RestReply error(int status, @Nullable String field, String message) {
        return new RestException(status, field, message, null).reply();
    }
}
