package org.geocontext.standalone.web;

import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.geocontext.catalogue.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request through guard, route, body and endpoint to its reply. No thread waits for the endpoint. */
final class WebHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(WebHandler.class);
    private static final byte[] NO_BODY = new byte[0];
    private static final String WENT_WRONG = "Something went wrong on this side; the server's log has the details.";

    private final Router router;
    private final AccessGuard guard;
    private final ServerSettings settings;

    WebHandler(Router router, AccessGuard guard, ServerSettings settings) {
        this.router = router;
        this.guard = guard;
        this.settings = settings;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = decodedPath(request);
        ErrorStyle errors = router.errors(path);
        SecurityHeaders.addTo(response.getHeaders());
        Executor executor = request.getComponents().getExecutor();
        CompletionStage<WebReply> reply;
        try {
            reply = admit(request, response, path, executor);
        } catch (RefusedException e) {
            reply = CompletableFuture.completedFuture(refusal(errors, e));
        } catch (RuntimeException e) {
            reply = CompletableFuture.failedFuture(e);
        }
        reply.whenCompleteAsync(
                (answer, failure) ->
                        send(failure == null ? answer : failed(errors, failure), request, response, callback),
                executor);
        return true;
    }

    private CompletionStage<WebReply> admit(Request request, Response response, String path, Executor executor)
            throws RefusedException {
        HttpFields headers = request.getHeaders();
        String host = headers.get(HttpHeader.HOST);
        guard.checkHost(host);
        Optional<String> origin = guard.checkOrigin(headers.get(HttpHeader.ORIGIN), String.valueOf(host));
        origin.ifPresent(value -> SecurityHeaders.allowOrigin(response.getHeaders(), value));
        KeyValues query = KeyValues.parse(
                request.getHttpURI().getQuery() == null
                        ? ""
                        : request.getHttpURI().getQuery());
        if (request.getMethod().equals("OPTIONS")) {
            return CompletableFuture.completedFuture(options(router.get(path), path, origin.isPresent()));
        }
        Optional<Route> found = router.find(path);
        Route.Access access =
                found.map(route -> route.access(path, request.getMethod())).orElse(Route.Access.READ);
        Caller caller = guard.checkToken(access, path, headers::get, query);
        Route route = router.get(path);
        String method;
        try {
            method = Router.method(request.getMethod(), route, path);
        } catch (RefusedException e) {
            response.getHeaders().put(HttpHeader.ALLOW, Router.allow(route, path));
            throw e;
        }
        String baseUrl = settings.publicUrl() == null
                ? "http://" + host
                : settings.publicUrl().toString().replaceFirst("/+$", "");
        // Jetty's idle timeout would end a request whose query runs longer; the query has its own deadline.
        request.addIdleTimeoutListener(timeout -> false);
        int limit = route.largestBody(access, settings.maxRequestBytes());
        CompletionStage<byte[]> body =
                method.equals("GET") ? CompletableFuture.completedFuture(NO_BODY) : readBody(request, limit);
        return body.thenComposeAsync(
                bytes -> answer(route, new WebRequest(method, path, query, baseUrl, headers::get, bytes, caller)),
                executor);
    }

    private static CompletionStage<WebReply> answer(Route route, WebRequest request) {
        try {
            return route.endpoint().answer(request);
        } catch (RefusedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<byte[]> readBody(Request request, int limit) throws RefusedException {
        String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusedException(415, null, "Content-Encoding: not taken here (expected: none)");
        }
        return BodyReader.read(request, limit)
                .orTimeout(settings.bodyTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((bytes, failure) -> {
                    if (failure == null) {
                        return bytes;
                    }
                    throw new CompletionException(bodyFailure(failure));
                });
    }

    private RefusedException bodyFailure(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof RefusedException refused) {
            return refused;
        }
        if (cause instanceof TimeoutException) {
            return new RefusedException(
                    408,
                    null,
                    "The request's body was not complete after "
                            + settings.bodyTimeout().toSeconds() + " s.");
        }
        return new RefusedException(400, null, "The request's body could not be read.");
    }

    private static WebReply options(Route route, String path, boolean preflight) {
        WebReply reply = WebReply.text(204, "text/plain", "").withHeader("Allow", Router.allow(route, path));
        return preflight
                ? reply.withHeader("Access-Control-Allow-Methods", Router.allow(route, path))
                        .withHeader(
                                "Access-Control-Allow-Headers",
                                "Authorization, Content-Type, If-Match, If-None-Match, X-GeoContext-Token")
                        .withHeader("Access-Control-Max-Age", "600")
                : reply;
    }

    private static WebReply refusal(ErrorStyle errors, RefusedException refused) {
        WebReply reply = errors.reply(refused);
        return switch (refused.status()) {
            case 401 -> reply.withHeader("WWW-Authenticate", "Bearer, Basic realm=\"GeoContext\", charset=\"UTF-8\"");
            case 408, 413 -> reply.withHeader("Connection", "close");
            default -> reply;
        };
    }

    private static WebReply failed(ErrorStyle errors, Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof RefusedException refused) {
            return refusal(errors, refused);
        }
        LOG.error("A request failed", cause);
        return errors.reply(500, null, WENT_WRONG);
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? unwrap(cause) : failure;
    }

    private static void send(WebReply reply, Request request, Response response, Callback callback) {
        response.setStatus(reply.status());
        if (reply.status() != 204 && reply.status() != 304) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
        }
        reply.headers().forEach(response.getHeaders()::put);
        try (OutputStream stream = Response.asBufferedOutputStream(request, response)) {
            reply.body().writeTo(stream);
        } catch (Exception e) {
            if (!isCallerGone(e)) {
                LOG.error("A reply could not be written", e);
            }
            callback.failed(e);
            return;
        }
        callback.succeeded();
    }

    private static boolean isCallerGone(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof EofException
                        || failure instanceof ClosedChannelException
                        || failure instanceof QuietException
                        || isCallerGone(failure.getCause()));
    }

    private static String decodedPath(Request request) {
        String path = request.getHttpURI().getDecodedPath();
        return path == null ? "" : path;
    }
}
