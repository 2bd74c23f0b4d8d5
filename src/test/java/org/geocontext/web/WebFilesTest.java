package org.geocontext.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.geocontext.codec.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebFilesTest {

    private static final Pattern ASKED = Pattern.compile("\\bt\\(\\s*\"([^\"]+)\"");
    private static final Pattern SELECTORS =
            Pattern.compile("(?m)^ {0,2}(?!from \\{|to \\{)([.#a-zA-Z*:\\[][^{};/]*) \\{$");
    private static final String HELP = "GeoContext.help.";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");

    @ParameterizedTest
    @CsvSource({
        "index.html,text/html; charset=utf-8",
        "app.js,text/javascript; charset=utf-8",
        "core/dom.js,text/javascript; charset=utf-8",
        "style.css,text/css; charset=utf-8",
        "icon.svg,image/svg+xml",
        "background.json,application/json; charset=utf-8",
        "lib/ol.js,text/javascript; charset=utf-8",
        "lib/ol.css,text/css; charset=utf-8",
        "messages/en.json,application/json; charset=utf-8",
    })
    void filesHaveTheirTypes(String path, String contentType) {
        assertThat(WebFiles.find(path)).hasValueSatisfying(file -> {
            assertThat(file.contentType()).isEqualTo(contentType);
            assertThat(file.bytes()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "WebFiles.class",
                "webjars.properties",
                "../web/app.js",
                "core/../app.js",
                "/app.js",
                "core//dom.js",
                "./app.js",
                "core",
                "messages/fr.json",
                "messages/../app.js",
                "lib/ol.js.map",
                "missing.js"
            })
    void nothingElseOfTheClassPathIsServed(String path) {
        assertThat(WebFiles.find(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"messages/de,messages/de.json", "index,index.html", "background,background.json"})
    void aCutSuffixDoesNoHarm(String cut, String whole) {
        assertThat(WebFiles.find(cut).orElseThrow().entityTag())
                .isEqualTo(WebFiles.find(whole).orElseThrow().entityTag());
    }

    @Test
    void theBackgroundIsSmall() {
        assertThat(WebFiles.find("background.json").orElseThrow().bytes()).hasSizeLessThan(300_000);
    }

    /** GeoServer's own pages stand around the application. */
    @Test
    void everyRuleOfTheStyleSheetIsForTheApplicationOnly() {
        String style = new String(WebFiles.find("style.css").orElseThrow().bytes(), StandardCharsets.UTF_8);

        assertThat(SELECTORS.matcher(style).results().map(match -> match.group(1)))
                .isNotEmpty()
                .flatMap(selectors -> List.of(selectors.split(",\\s*")))
                .allMatch(selector -> selector.startsWith(".gc-"));
    }

    @Test
    void umlautsSurvive() throws Exception {
        String texts =
                new String(WebFiles.find("messages/de.json").orElseThrow().bytes(), StandardCharsets.UTF_8);

        assertThat(Json.parse(texts.getBytes(StandardCharsets.UTF_8)))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("action.delete", "L\u00f6schen");
    }

    @Test
    void bothLanguagesHaveTheSameTexts() throws Exception {
        Map<String, String> english = bundle("/GeoServerApplication.properties");
        Map<String, String> german = bundle("/GeoServerApplication_de.properties");

        assertThat(german.keySet().stream().filter(key -> !key.startsWith(HELP)))
                .containsExactlyInAnyOrderElementsOf(english.keySet());
        assertThat(english.keySet())
                .allSatisfy(key ->
                        assertThat(placeholders(german.get(key))).as(key).isEqualTo(placeholders(english.get(key))));
    }

    /** English help is in the catalogue's schema. */
    @Test
    void germanExplainsEveryFieldOfTheSchema() throws Exception {
        Map<String, String> german = bundle("/GeoServerApplication_de.properties");

        assertThat(german).containsKeys(schemaFields().map(name -> HELP + name).toArray(String[]::new));
    }

    /** A text that the application asks for by its whole name. */
    @Test
    void everyTextThatIsAskedForIsThere() throws Exception {
        Map<String, String> english = bundle("/GeoServerApplication.properties");
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/org/geocontext/web"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".js")).flatMap(WebFilesTest::askedFor))
                    .isNotEmpty()
                    .allMatch(key -> english.containsKey("GeoContext." + key));
        }
    }

    /** Wicket and {@link Properties} read ISO 8859-1: everything else must be escaped. */
    @ParameterizedTest
    @ValueSource(strings = {"/GeoServerApplication.properties", "/GeoServerApplication_de.properties"})
    void bundlesAreAscii(String resource) throws Exception {
        try (InputStream in = WebFilesTest.class.getResourceAsStream(resource)) {
            assertThat(in.readAllBytes()).doesNotContain(bytesBeyondAscii());
        }
    }

    private static Stream<String> askedFor(Path file) {
        try {
            return ASKED.matcher(Files.readString(file)).results().map(match -> match.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> schemaFields() throws Exception {
        Map<?, ?> definitions = (Map<?, ?>) ((Map<?, ?>) schema()).get("$defs");
        return definitions.values().stream()
                .map(entry -> (Map<?, ?>) ((Map<?, ?>) entry).get("properties"))
                .flatMap(properties -> properties.keySet().stream())
                .map(String::valueOf)
                .distinct();
    }

    private static Object schema() throws Exception {
        try (InputStream in =
                WebFilesTest.class.getResourceAsStream("/org/geocontext/catalogue/catalogue.schema.json")) {
            return Json.parse(in.readAllBytes());
        }
    }

    private static byte[] bytesBeyondAscii() {
        byte[] bytes = new byte[128];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i - 128);
        }
        return bytes;
    }

    private static Map<String, String> bundle(String resource) throws Exception {
        Properties texts = new Properties();
        try (InputStream in = WebFilesTest.class.getResourceAsStream(resource)) {
            texts.load(in);
        }
        return texts.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, texts::getProperty));
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(match -> match.group()).collect(Collectors.toSet());
    }
}
