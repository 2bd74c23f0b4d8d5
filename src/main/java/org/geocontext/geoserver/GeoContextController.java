package org.geocontext.geoserver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.geocontext.admin.RestApi;
import org.geocontext.admin.RestReply;
import org.geocontext.admin.RestRequest;
import org.geocontext.catalogue.Caller;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * {@code /rest/geocontext} in GeoServer. Only what Spring 5 and Spring 7 have alike: no servlet types, no converters
 * for bodies, the status as a number. Thread-safe.
 */
@RestController
public class GeoContextController {

    /** Longer than any query. */
    private static final long LONGEST_SECONDS = 310;

    private static final int LARGEST_ASKED = 1024 * 1024;

    private final RestApi api;

    public GeoContextController(GeoContextPlugin plugin) {
        this.api = RestApi.of(new GeoServerRestHost(plugin));
    }

    /** Answers whatever it is. */
    @RequestMapping(path = {RestApi.PATH, RestApi.PATH + "/**"})
    public ResponseEntity<byte[]> answer(
            WebRequest request, HttpMethod method, InputStream body, UriComponentsBuilder application)
            throws IOException, InterruptedException {
        // Spring says "uri=" and the path as it was sent.
        String uri = request.getDescription(false).substring("uri=".length());
        int start = uri.indexOf(RestApi.PATH) + RestApi.PATH.length();
        Caller caller = Callers.current();
        int limit = caller.administrator() ? RestApi.LARGEST_BODY : LARGEST_ASKED;
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            return entity(RestApi.error(
                    413, null, "The request's body is too large (expected: at most " + limit + " bytes)."));
        }
        List<String> path;
        try {
            path = RestRequest.segments(uri.substring(start));
        } catch (IllegalArgumentException e) {
            return entity(RestApi.error(400, null, "The address's percent-encoding is broken."));
        }
        return entity(joined(new RestRequest(
                method.name(),
                path,
                parameters(request),
                request::getHeader,
                bytes,
                caller,
                application
                        .replacePath(uri.substring(0, start))
                        .replaceQuery(null)
                        .toUriString())));
    }

    private RestReply joined(RestRequest request) throws InterruptedException {
        try {
            return api.answer(request).toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return RestApi.error(504, null, "No answer within " + LONGEST_SECONDS + " s.");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, List<String>> parameters(WebRequest request) {
        return request.getParameterMap().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, parameter -> Arrays.asList(parameter.getValue())));
    }

    private static ResponseEntity<byte[]> entity(RestReply reply) throws IOException {
        ResponseEntity.BodyBuilder entity = ResponseEntity.status(reply.status());
        reply.headers().forEach(entity::header);
        if (reply.status() == 204 || reply.status() == 304) {
            return entity.build();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        reply.body().writeTo(body);
        return entity.header("Content-Type", reply.contentType()).body(body.toByteArray());
    }
}
