package org.geocontext.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** A host with {@link SampleCatalogue} in its catalogue, which it has no more once this is closed. */
final class HostUnderTest implements CloseableResource {

    /** In every polygon of {@link SampleServer}. */
    static final String POINT = "POINT(31.3963 -24.4561)";

    /** Tag of the tests that {@code mvn verify} leaves out unless {@code geoserver.url} is given. */
    static final String GEOSERVER = "geoserver";

    private static final String JSON = "application/json";
    private static final String URL_CHECK = "hosttest";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final SampleServer services;
    private final AutoCloseable host;
    private final URI base;
    private final String authorization;
    private final boolean geoServer;

    private HostUnderTest(
            SampleServer services, AutoCloseable host, String base, String authorization, boolean geoServer) {
        this.services = services;
        this.host = host;
        this.base = URI.create(base.endsWith("/") ? base : base + "/");
        this.authorization = authorization;
        this.geoServer = geoServer;
    }

    /** The GeoServer that system properties name, else a standalone host. */
    static HostUnderTest open() throws Exception {
        String url = System.getProperty("geoserver.url", "");
        HostUnderTest host = url.isBlank() ? standalone() : geoServer(url);
        host.install();
        return host;
    }

    private static HostUnderTest standalone() throws Exception {
        StandaloneProgram program = StandaloneProgram.start();
        return new HostUnderTest(
                new SampleServer("127.0.0.1"), program, program.url(), "Bearer " + program.token(), false);
    }

    private static HostUnderTest geoServer(String url) {
        String user = System.getProperty("geoserver.user", "admin");
        String login = user + ":" + System.getProperty("geoserver.password", "geoserver");
        String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        SampleServer services = new SampleServer(System.getProperty("geoserver.callback", "127.0.0.1"));
        return new HostUnderTest(services, () -> {}, url, "Basic " + basic, true);
    }

    private void install() {
        if (geoServer) {
            admin("DELETE", "rest/urlchecks/" + URL_CHECK, null);
            String check = """
                    {"regexUrlCheck": {"name": "%s", "enabled": true, "regex": "^%s.*$"}}""".formatted(URL_CHECK, services.url().replace(".", "\\\\."));
            assertThat(admin("POST", "rest/urlchecks", check).statusCode()).isEqualTo(201);
        }
        removeEntries();
        for (SampleCatalogue.Entry entry : SampleCatalogue.entries(services.url())) {
            HttpResponse<String> added = rest("POST", entry.section(), entry.json());
            assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        }
    }

    /** Those that refer to others first. */
    private void removeEntries() {
        List<SampleCatalogue.Entry> entries = new ArrayList<>(SampleCatalogue.entries(services.url()));
        Collections.reverse(entries);
        for (SampleCatalogue.Entry entry : entries) {
            HttpResponse<String> removed = rest("DELETE", entry.section() + "/" + entry.key(), null);
            assertThat(removed.statusCode()).as(removed.body()).isIn(204, 404);
        }
    }

    /** Skips the running test if this is the standalone host. */
    void assumeGeoServer() {
        assumeTrue(
                geoServer,
                "only GeoServer can: -Dgeoserver.url=… -Dgeoserver.user=… -Dgeoserver.password=… of one with the plugin");
    }

    /** Where its {@code /height} and the like are. */
    String services() {
        return services.url();
    }

    /** As an administrator, below {@code /rest/geocontext}. */
    HttpResponse<String> rest(String method, String path, String body) {
        return admin(method, "rest/geocontext/" + path, body);
    }

    /** As an administrator. */
    HttpResponse<String> admin(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", authorization)
                .header("Content-Type", JSON)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** As nobody in particular. */
    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(base.resolve(path)).build());
    }

    /** As nobody in particular, without a body. */
    HttpResponse<String> send(String method, String path) {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", JSON)
                .method(method, BodyPublishers.noBody())
                .build());
    }

    /** Of the WPS, as nobody in particular. */
    HttpResponse<String> wps(String parameters) {
        return get("ows?service=WPS&version=1.0.0&" + parameters);
    }

    /** Of the WPS, as an administrator. */
    HttpResponse<String> wpsAsAdministrator(String parameters) {
        return admin("GET", "ows?service=WPS&version=1.0.0&" + parameters, null);
    }

    /** Executes by KVP, as nobody in particular, for a raw result. */
    HttpResponse<String> query(String inputs, String output) {
        return wps(execute(inputs, output));
    }

    /** The parameters of an Execute for a raw result. */
    static String execute(String inputs, String output) {
        return "request=Execute&identifier=geocontext:Query&RawDataOutput=" + encoded("result=@mimetype=" + output)
                + "&DataInputs=" + encoded(inputs);
    }

    /** Executes by XML, as nobody in particular. */
    HttpResponse<String> execute(String document) {
        return send(HttpRequest.newBuilder(base.resolve("ows"))
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(BodyPublishers.ofString(document))
                .build());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Asks again until the answer is as wanted. */
    HttpResponse<String> await(Supplier<HttpResponse<String>> ask, String wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            HttpResponse<String> reply = ask.get();
            if (reply.body().contains(wanted)) {
                return reply;
            }
            assertThat(System.nanoTime()).as("in time; last: " + reply.body()).isLessThan(deadline);
            try {
                never.await(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws Exception {
        removeEntries();
        if (geoServer) {
            admin("DELETE", "rest/urlchecks/" + URL_CHECK, null);
        }
        host.close();
        services.close();
    }
}
