package org.geocontext.standalone;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.geocontext.app.CacheView;
import org.geocontext.app.EndpointsJson;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Version;
import org.geocontext.codec.Json;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.standalone.web.ErrorStyle;
import org.geocontext.standalone.web.MediaTypes;
import org.geocontext.standalone.web.RefusedException;
import org.geocontext.standalone.web.Route;
import org.geocontext.standalone.web.WebReply;
import org.geocontext.standalone.web.WebRequest;

/** What says how the host does. */
final class HostRoutes {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private HostRoutes() {}

    static List<Route> of(GeoContext geoContext) {
        CacheView cache = new CacheView(geoContext);
        return List.of(
                Route.reading(
                        "/metrics",
                        Set.of("GET"),
                        ErrorStyle.JSON,
                        request -> CompletableFuture.completedFuture(
                                WebReply.text(200, PROMETHEUS_TEXT, geoContext.metrics()))),
                Route.reading(
                        "/rest/geocontext/endpoints",
                        Set.of("GET"),
                        ErrorStyle.JSON,
                        request -> CompletableFuture.completedFuture(endpoints(geoContext, request))),
                new Route(
                        "/rest/geocontext/cache",
                        Map.of("GET", Route.Access.READ, "DELETE", Route.Access.WRITE),
                        ErrorStyle.JSON,
                        request -> cache(cache, request)),
                Route.reading(
                        "/health",
                        Set.of("GET"),
                        ErrorStyle.JSON,
                        request -> CompletableFuture.completedFuture(health())));
    }

    private static WebReply endpoints(GeoContext geoContext, WebRequest request) {
        return WebReply.of(
                200,
                MediaTypes.JSON,
                stream -> EndpointsJson.write(geoContext.endpoints(request.caller()), geoContext.sharing(), stream));
    }

    /** What the cache holds; after a DELETE, what it still holds. */
    private static CompletionStage<WebReply> cache(CacheView cache, WebRequest request) throws RefusedException {
        if (request.method().equals("DELETE")) {
            try {
                cache.clear(request.query().all());
            } catch (InvalidRequestException e) {
                throw RefusedException.badInput(e.input(), String.valueOf(e.getMessage()));
            }
        }
        return CompletableFuture.completedFuture(
                WebReply.of(200, MediaTypes.JSON, stream -> cache.write(request.caller(), stream)));
    }

    private static WebReply health() {
        return WebReply.text(
                200, MediaTypes.JSON, Json.write(Map.of("status", "ok", "version", Version.CURRENT), false));
    }
}
