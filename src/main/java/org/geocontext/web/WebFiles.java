package org.geocontext.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.geocontext.codec.Json;
import org.jspecify.annotations.Nullable;

/**
 * The files of the web application by their paths below {@code ui/}: {@code app.js}, {@code lib/ol.js} out of a WebJar,
 * {@code messages/de.json}. Nothing else on the class path can be had. Thread-safe; every file is read once.
 */
public final class WebFiles {

    /** The page that the standalone host shows. */
    public static final String PAGE = "index.html";

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9_-]+(?:/[a-z0-9_-]+)*(?:\\.([a-z]+))?");
    private static final Pattern MESSAGES = Pattern.compile("messages/([a-z]{2})\\.json");
    private static final String OWN = "/org/geocontext/web/";
    private static final String JSON = "application/json; charset=utf-8";
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", JSON,
            "svg", "image/svg+xml");
    private static final Map<String, String> LIBRARIES = libraries();

    private static final Map<String, WebFile> READ = new ConcurrentHashMap<>();

    private WebFiles() {}

    private static Map<String, String> libraries() {
        Properties versions = new Properties();
        try (InputStream in = WebFiles.class.getResourceAsStream("webjars.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String openLayers = "/META-INF/resources/webjars/ol/" + versions.getProperty("ol");
        return Map.of("lib/ol.js", openLayers + "/dist/ol.js", "lib/ol.css", openLayers + "/ol.css");
    }

    /**
     * The file at a path.
     *
     * @param path decoded, with slashes, none in front; {@code .json} and {@code .html} may be missing, as GeoServer 3
     *     cuts them off
     */
    public static Optional<WebFile> find(String path) {
        return Stream.of(path, path + ".json", path + ".html")
                .map(WebFiles::exactly)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<WebFile> exactly(String path) {
        Matcher matcher = PLAIN.matcher(path);
        if (!matcher.matches() || matcher.group(1) == null || !CONTENT_TYPES.containsKey(matcher.group(1))) {
            return Optional.empty();
        }
        String contentType = CONTENT_TYPES.get(matcher.group(1));
        return Optional.ofNullable(READ.computeIfAbsent(path, wanted -> read(wanted, contentType)));
    }

    private static @Nullable WebFile read(String path, String contentType) {
        Matcher messages = MESSAGES.matcher(path);
        if (messages.matches()) {
            return messages(messages.group(1));
        }
        String resource = LIBRARIES.getOrDefault(path, OWN + path);
        try (InputStream in = WebFiles.class.getResourceAsStream(resource)) {
            return in == null ? null : new WebFile(in.readAllBytes(), contentType);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable WebFile messages(String language) {
        if (!Messages.LANGUAGES.contains(language)) {
            return null;
        }
        String texts = Json.write(Messages.in(language), false);
        return new WebFile(texts.getBytes(StandardCharsets.UTF_8), JSON);
    }
}
