package org.geocontext.standalone.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the standalone host listens and whom it lets in.
 *
 * @param bind address or name of a local interface; anything but loopback makes every request need the token
 * @param port 0..65535; 0 for any free one
 * @param token at least 16 printable ASCII characters
 * @param allowedHosts names accepted in the Host header besides {@code localhost} and addresses, without port
 * @param corsOrigins origins whose pages may read answers, as in {@code https://maps.example.org}; {@code *} for all
 * @param publicUrl what callers reach the host by when it stands behind a proxy; null to take the Host header
 * @param maxRequestBytes largest body of a request
 * @param bodyTimeout time a caller has to send the body
 * @param maxQueries queries at once; more are refused
 */
public record ServerSettings(
        String bind,
        int port,
        String token,
        Set<String> allowedHosts,
        Set<String> corsOrigins,
        @Nullable URI publicUrl,
        int maxRequestBytes,
        Duration bodyTimeout,
        int maxQueries) {

    public static final int DEFAULT_PORT = 8085;
    public static final String LOOPBACK = "127.0.0.1";

    private static final int LARGEST_REQUEST = 64 * 1024 * 1024;
    private static final String ANY_ORIGIN = "*";

    public ServerSettings {
        require(!bind.isBlank(), "bind", bind, "an address or a name of this machine");
        require(port >= 0 && port <= 65535, "port", port, "0..65535");
        require(token.matches("[!-~]{16,}"), "token", "***", "at least 16 printable ASCII characters, no blank");
        require(
                maxRequestBytes >= 1 && maxRequestBytes <= LARGEST_REQUEST,
                "maxRequestBytes",
                maxRequestBytes,
                "1.." + LARGEST_REQUEST);
        require(bodyTimeout.compareTo(Duration.ZERO) > 0, "bodyTimeout", bodyTimeout, "> 0");
        require(maxQueries >= 1, "maxQueries", maxQueries, ">= 1");
        require(
                publicUrl == null || isHttpRoot(publicUrl),
                "publicUrl",
                publicUrl,
                "an http or https URL without query");
        corsOrigins.forEach(origin -> require(
                isOrigin(origin), "corsOrigins", origin, "* or scheme and host, as in https://maps.example.org"));
        allowedHosts = allowedHosts.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        corsOrigins =
                corsOrigins.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Loopback, port 8085, a new token, no other host names, no other origins; 1 MiB requests, 256 queries. */
    public static ServerSettings defaults() {
        return new ServerSettings(
                LOOPBACK, DEFAULT_PORT, newToken(), Set.of(), Set.of(), null, 1024 * 1024, Duration.ofSeconds(30), 256);
    }

    /** 192 random bits. */
    public static String newToken() {
        byte[] bits = new byte[24];
        new SecureRandom().nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    public ServerSettings withBind(String value) {
        return new ServerSettings(
                value, port, token, allowedHosts, corsOrigins, publicUrl, maxRequestBytes, bodyTimeout, maxQueries);
    }

    public ServerSettings withPort(int value) {
        return new ServerSettings(
                bind, value, token, allowedHosts, corsOrigins, publicUrl, maxRequestBytes, bodyTimeout, maxQueries);
    }

    public ServerSettings withToken(String value) {
        return new ServerSettings(
                bind, port, value, allowedHosts, corsOrigins, publicUrl, maxRequestBytes, bodyTimeout, maxQueries);
    }

    public ServerSettings withAllowedHosts(Set<String> value) {
        return new ServerSettings(
                bind, port, token, value, corsOrigins, publicUrl, maxRequestBytes, bodyTimeout, maxQueries);
    }

    public ServerSettings withCorsOrigins(Set<String> value) {
        return new ServerSettings(
                bind, port, token, allowedHosts, value, publicUrl, maxRequestBytes, bodyTimeout, maxQueries);
    }

    public ServerSettings withPublicUrl(@Nullable URI value) {
        return new ServerSettings(
                bind, port, token, allowedHosts, corsOrigins, value, maxRequestBytes, bodyTimeout, maxQueries);
    }

    public ServerSettings withMaxRequestBytes(int value) {
        return new ServerSettings(
                bind, port, token, allowedHosts, corsOrigins, publicUrl, value, bodyTimeout, maxQueries);
    }

    public ServerSettings withBodyTimeout(Duration value) {
        return new ServerSettings(
                bind, port, token, allowedHosts, corsOrigins, publicUrl, maxRequestBytes, value, maxQueries);
    }

    public ServerSettings withMaxQueries(int value) {
        return new ServerSettings(
                bind, port, token, allowedHosts, corsOrigins, publicUrl, maxRequestBytes, bodyTimeout, value);
    }

    boolean allowsOrigin(String origin) {
        return corsOrigins.contains(ANY_ORIGIN) || corsOrigins.contains(origin.toLowerCase(Locale.ROOT));
    }

    private static void require(boolean holds, String name, @Nullable Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    private static boolean isHttpRoot(URI url) {
        return isHttp(url) && url.getRawQuery() == null && url.getRawFragment() == null;
    }

    private static boolean isOrigin(String origin) {
        if (origin.equals(ANY_ORIGIN)) {
            return true;
        }
        try {
            URI url = new URI(origin);
            return isHttpRoot(url) && url.getRawPath().isEmpty() && url.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isHttp(URI url) {
        return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
                && url.getHost() != null;
    }
}
