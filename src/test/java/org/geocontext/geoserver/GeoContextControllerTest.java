package org.geocontext.geoserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.util.UriComponentsBuilder;

class GeoContextControllerTest {

    private static final String LAKES = """
            {"key": "lakes", "name": "Lakes", "query_type": "WFS", "url": "https://maps.example.org/wfs",
             "layer_typename": "lakes", "layer_name": "name", "srid": 4326, "service_version": "2.0.0",
             "username": "me", "password": "open sesame"}""";

    private static final StandInGeoServer GEO_SERVER = new StandInGeoServer();

    @BeforeAll
    static void start() {
        GEO_SERVER.start();
    }

    @AfterAll
    static void stop() {
        GEO_SERVER.close();
    }

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    private static void logIn(String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(
                        new UsernamePasswordAuthenticationToken("ann", "", AuthorityUtils.createAuthorityList(role)));
    }

    private static ResponseEntity<byte[]> ask(HttpMethod method, String pathAndQuery, String body) throws Exception {
        String[] parts = pathAndQuery.split("\\?", 2);
        Map<String, String[]> parameters = parts.length == 1
                ? Map.of()
                : Map.of(parts[1].split("=", 2)[0], new String[] {parts[1].split("=", 2)[1]});
        return GEO_SERVER
                .controller()
                .answer(
                        request("/geoserver/rest/geocontext" + parts[0], parameters),
                        method,
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                        UriComponentsBuilder.fromUriString("https://maps.example.org/geoserver"));
    }

    /** What the servlet container would tell Spring. */
    private static WebRequest request(String uri, Map<String, String[]> parameters) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        return (WebRequest) Proxy.newProxyInstance(
                WebRequest.class.getClassLoader(),
                new Class<?>[] {WebRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getDescription" -> "uri=" + uri;
                    case "getParameterMap" -> parameters;
                    case "getHeader" -> headers.get((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static String text(ResponseEntity<byte[]> reply) {
        return new String(reply.getBody(), StandardCharsets.UTF_8);
    }

    @Test
    void anAdministratorEditsTheCatalogueOfTheDataDirectory_andSecretsAreEncryptedThere() throws Exception {
        logIn("ROLE_ADMINISTRATOR");
        ResponseEntity<byte[]> created = ask(HttpMethod.POST, "/services", LAKES);

        assertThat(created.getStatusCodeValue()).as(text(created)).isEqualTo(201);
        assertThat(created.getHeaders().get("Location"))
                .isEqualTo(List.of("https://maps.example.org/geoserver/rest/geocontext/services/lakes"));
        assertThat(created.getHeaders().get("Content-Type")).isEqualTo(List.of("application/json"));
        assertThat(text(created)).contains("\"secrets_set\":[\"password\"]").doesNotContain("open sesame");
        assertThat(GEO_SERVER.catalogue().text()).contains("\"lakes\"").doesNotContain("open sesame");
        assertThat(GEO_SERVER.plugin().catalogue().catalogue().findService("lakes"))
                .map(service -> service.credentials().secret())
                .contains("open sesame");
        assertThat(ask(HttpMethod.DELETE, "/services/lakes", "").getStatusCodeValue())
                .isEqualTo(204);
    }

    @Test
    void whoIsNoAdministratorReadsOnly() throws Exception {
        logIn("ROLE_AUTHENTICATED");

        assertThat(ask(HttpMethod.POST, "/services", LAKES).getStatusCodeValue())
                .isEqualTo(403);
        assertThat(text(ask(HttpMethod.GET, "/status", ""))).contains("\"host\":\"geoserver\",\"user\":\"ann\"");
    }

    @ParameterizedTest
    @CsvSource({
        "/services?search=sea, 200",
        "/services/s%C3%A4, 404",
        "/services/%zz, 400",
        "/services/, 200",
        "'', 404",
        "/openapi, 200",
        "/cache?servce=a, 200",
    })
    void pathsAreDecodedAndParametersPassedOn(String pathAndQuery, int status) throws Exception {
        assertThat(ask(HttpMethod.GET, pathAndQuery, "").getStatusCodeValue()).isEqualTo(status);
    }

    @Test
    void aSearchFindsByTheParameter() throws Exception {
        assertThat(text(ask(HttpMethod.GET, "/services?search=nothing of that name", "")))
                .isEqualTo("{\"services\":[]}");
    }

    @Test
    void whoIsNoAdministratorSendsAMebibyteAtMost() throws Exception {
        assertThat(ask(HttpMethod.POST, "/plan", "x".repeat((1 << 20) + 1)).getStatusCodeValue())
                .isEqualTo(413);
    }
}
