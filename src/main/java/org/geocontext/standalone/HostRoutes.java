package org.geocontext.standalone;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Version;
import org.geocontext.codec.Json;
import org.geocontext.http.MediaTypes;
import org.geocontext.standalone.web.ErrorStyle;
import org.geocontext.standalone.web.Route;
import org.geocontext.standalone.web.WebReply;

/** What says how the host does. */
final class HostRoutes {

    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private HostRoutes() {}

    static List<Route> of(Supplier<GeoContext> engine) {
        return List.of(
                Route.reading(
                        "/metrics",
                        Set.of("GET"),
                        ErrorStyle.JSON,
                        request -> CompletableFuture.completedFuture(
                                WebReply.text(200, PROMETHEUS_TEXT, engine.get().metrics()))),
                Route.reading(
                        "/health",
                        Set.of("GET"),
                        ErrorStyle.JSON,
                        request -> CompletableFuture.completedFuture(health())));
    }

    private static WebReply health() {
        return WebReply.text(
                200, MediaTypes.JSON, Json.write(Map.of("status", "ok", "version", Version.CURRENT), false));
    }
}
