package org.geocontext.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.geocontext.standalone.web.ErrorStyle;
import org.geocontext.standalone.web.Route;
import org.geocontext.standalone.web.WebReply;

/** The page at {@code /} and its files, a fixed list read once from the class path. */
final class WebPage {

    private static final String DIRECTORY = "/org/geocontext/standalone/web/";
    private static final String INDEX = "index.html";
    private static final Map<String, String> FILES = Map.of(
            INDEX,
            "text/html; charset=utf-8",
            "app.js",
            "text/javascript; charset=utf-8",
            "api.js",
            "text/javascript; charset=utf-8",
            "table.js",
            "text/javascript; charset=utf-8",
            "style.css",
            "text/css; charset=utf-8",
            "icon.svg",
            "image/svg+xml");

    private WebPage() {}

    static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        FILES.forEach((file, contentType) -> {
            byte[] content = read(file);
            WebReply reply = WebReply.of(200, contentType, stream -> stream.write(content));
            routes.add(Route.reading(
                    file.equals(INDEX) ? "/" : "/" + file,
                    Set.of("GET"),
                    ErrorStyle.JSON,
                    request -> CompletableFuture.completedFuture(reply)));
        });
        return routes;
    }

    private static byte[] read(String file) {
        try (InputStream in = WebPage.class.getResourceAsStream(DIRECTORY + file)) {
            if (in == null) {
                throw new IllegalStateException(DIRECTORY + file + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
