package org.geocontext.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.geocontext.app.GeoContext;
import org.geocontext.app.Settings;
import org.geocontext.app.SettingsStore;
import org.geocontext.capabilities.ExtentSettings;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueReader;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.catalogue.CatalogueWriter;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.DocumentStore;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.MemoryDocument;
import org.geocontext.catalogue.SecretEncoder;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.Json;
import org.geocontext.codec.JsonException;
import org.geocontext.fetch.UrlPolicy;
import org.jspecify.annotations.Nullable;

/** A host of nothing but an engine and a catalogue in memory, and its REST API as a caller sees it. */
final class EngineHost implements RestHost, AutoCloseable {

    static final Caller ANN = new Caller("ann", Set.of(), false);
    static final Caller BOB = new Caller("bob", Set.of(), false);

    /**
     * What came back.
     *
     * @param tree of the JSON; null without a body
     */
    record Answer(
            int status,
            Map<String, String> headers,
            @Nullable Object tree) {

        /** The value at the end of a path of names and indices, as in {@code features.0.properties.value}. */
        @Nullable
        Object at(String path) {
            Object value = tree;
            for (String step : path.split("\\.")) {
                value = value instanceof List<?> list
                        ? list.get(Integer.parseInt(step))
                        : ((Map<?, ?>) value).get(step);
            }
            return value;
        }

        /** The same as text; null for null. */
        @Nullable
        String text(String path) {
            Object value = at(path);
            return value == null ? null : value.toString();
        }

        @SuppressWarnings("unchecked")
        List<Map<String, Object>> list(String path) {
            return (List<Map<String, Object>>) at(path);
        }
    }

    private final GeoContext engine;
    private final RestApi api;
    private final CatalogueStore catalogue;
    private final SettingsStore settings = SettingsStore.open(new MemoryDocument("settings", null, Clock.systemUTC()));

    /** All services in one group of one collection, {@code all}. */
    EngineHost(ServiceDefinition... services) {
        this(new MemoryDocument(
                "catalogue",
                CatalogueWriter.bytes(CatalogueWriter.document(catalogue(List.of(services)))),
                Clock.systemUTC()));
    }

    EngineHost(DocumentStore document) {
        catalogue = CatalogueStore.open(document, new CatalogueReader(), SecretEncoder.NONE);
        engine = GeoContext.start(Settings.DEFAULT.withExtents(ExtentSettings.OFF), catalogue, UrlPolicy.ANY);
        api = RestApi.of(this);
    }

    private static Catalogue catalogue(List<ServiceDefinition> services) {
        List<String> keys = services.stream().map(ServiceDefinition::key).toList();
        return new Catalogue(
                services,
                List.of(new GroupDefinition("group", "Group", "", "text", keys, Set.of(), Map.of())),
                List.of(new CollectionDefinition("all", "All", "", List.of("group"), Set.of(), Map.of())));
    }

    Answer get(String path, Caller caller) {
        return ask("GET", path, "", caller);
    }

    Answer post(String path, String body, Caller caller) {
        return ask("POST", path, body, caller);
    }

    /** @param headersInPairs name, value and so on; JSON is the content type unless they say another one */
    Answer ask(String method, String target, String body, Caller caller, String... headersInPairs) {
        String[] parts = target.split("\\?", 2);
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (parts.length == 2) {
            for (String pair : parts[1].split("&")) {
                String[] nameAndValue = pair.split("=", 2);
                parameters.put(nameAndValue[0], List.of(nameAndValue[1]));
            }
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "application/json");
        for (int i = 0; i < headersInPairs.length; i += 2) {
            headers.put(headersInPairs[i].toLowerCase(Locale.ROOT), headersInPairs[i + 1]);
        }
        RestReply reply = api.answer(new RestRequest(
                        method,
                        RestRequest.segments(parts[0]),
                        parameters,
                        name -> headers.get(name.toLowerCase(Locale.ROOT)),
                        body.getBytes(StandardCharsets.UTF_8),
                        caller,
                        "http://localhost/rest/geocontext"))
                .toCompletableFuture()
                .join();
        return new Answer(reply.status(), reply.headers(), tree(reply));
    }

    private static @Nullable Object tree(RestReply reply) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            reply.body().writeTo(body);
            return body.size() == 0 ? null : Json.parse(body.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JsonException e) {
            throw new AssertionError(body.toString(StandardCharsets.UTF_8), e);
        }
    }

    /** Asks again and again until the query of this id has ended, a minute at most. */
    Answer awaitEnd(String id, Caller caller) {
        for (long end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end; Thread.onSpinWait()) {
            Answer answer = get("/queries/" + id, caller);
            assertThat(answer.status()).isEqualTo(200);
            if (!"running".equals(answer.text("state"))) {
                return answer;
            }
        }
        throw new AssertionError("still running");
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public GeoContext engine() {
        return engine;
    }

    @Override
    public CatalogueStore catalogue() {
        return catalogue;
    }

    @Override
    public SettingsStore settings() {
        return settings;
    }

    @Override
    public void close() {
        engine.close();
    }
}
