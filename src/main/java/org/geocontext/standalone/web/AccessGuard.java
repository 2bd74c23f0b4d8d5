package org.geocontext.standalone.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.catalogue.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Decides who comes in.
 *
 * <p>The Host header must be {@code localhost}, an address, or an allowed name: a page whose own name is made to
 * resolve to this host (DNS rebinding) sends that name. The Origin header, sent by browsers, must be this host or an
 * allowed origin. Beyond loopback every request needs the token, and so does whatever writes. Who has the token owns
 * the host; who comes without it is nobody, for whom nothing exists that the catalogue keeps for some roles.
 */
final class AccessGuard {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]/@]+)(?::\\d{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+]");
    private static final String TOKEN_HEADER = "X-GeoContext-Token";
    private static final String GEOCONTEXT_2_API = "/api/v2/";

    private final ServerSettings settings;
    private final boolean loopback;

    /** @param loopback whether the server listens on a loopback address only */
    AccessGuard(ServerSettings settings, boolean loopback) {
        this.settings = settings;
        this.loopback = loopback;
    }

    /** @throws RefusedException 400 or 421 */
    void checkHost(@Nullable String host) throws RefusedException {
        Matcher matcher = HOST.matcher(host == null ? "" : host.trim());
        if (!matcher.matches()) {
            throw new RefusedException(400, null, "Host header: missing or malformed (expected: a host and a port)");
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        if (!name.equals("localhost")
                && !ADDRESS.matcher(name).matches()
                && !settings.allowedHosts().contains(name)) {
            throw new RefusedException(
                    421,
                    null,
                    "Host header: this server is not known by that name (expected: localhost, an address, or a name"
                            + " given with --host-name)");
        }
    }

    /**
     * @return the origin to allow in the reply; empty if the request comes from this host's own pages or no browser
     * @throws RefusedException 403
     */
    Optional<String> checkOrigin(@Nullable String origin, String host) throws RefusedException {
        if (origin == null || isOwn(origin, host)) {
            return Optional.empty();
        }
        if (!settings.allowsOrigin(origin)) {
            throw new RefusedException(
                    403,
                    null,
                    "Origin header: pages from elsewhere are not let in (expected: an origin in the setting cors_origins)");
        }
        return Optional.of(origin);
    }

    private boolean isOwn(String origin, String host) {
        if (settings.publicUrl() != null
                && origin.equalsIgnoreCase(settings.publicUrl().getScheme() + "://"
                        + settings.publicUrl().getRawAuthority())) {
            return true;
        }
        return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
    }

    /** @throws RefusedException 401 */
    Caller checkToken(Route.Access access, String path, Function<String, @Nullable String> headers, KeyValues query)
            throws RefusedException {
        if (presented(access, path, headers, query).stream().anyMatch(this::isToken)) {
            return Caller.ADMINISTRATOR;
        }
        if (!loopback || access != Route.Access.READ) {
            throw new RefusedException(
                    401,
                    null,
                    "token: missing or wrong (expected: the server's token in " + TOKEN_HEADER
                            + " or in Authorization: Bearer)");
        }
        return Caller.ANONYMOUS;
    }

    private static List<String> presented(
            Route.Access access, String path, Function<String, @Nullable String> headers, KeyValues query) {
        List<String> tokens = new ArrayList<>();
        String own = headers.apply(TOKEN_HEADER);
        if (own != null) {
            tokens.add(own.trim());
        }
        String authorization = headers.apply("Authorization");
        if (authorization != null) {
            credentials(authorization, "bearer").ifPresent(tokens::add);
        }
        if (access == Route.Access.READ) {
            // A browser adds Basic credentials by itself, also for other sites' requests: never enough for a write.
            if (authorization != null) {
                credentials(authorization, "basic").map(AccessGuard::password).ifPresent(tokens::add);
            }
            if (path.startsWith(GEOCONTEXT_2_API)) {
                tokens.addAll(query.all("token"));
            }
        }
        return tokens;
    }

    private static Optional<String> credentials(String authorization, String scheme) {
        String[] parts = authorization.trim().split("\\s+", 2);
        return parts.length == 2 && parts[0].equalsIgnoreCase(scheme) ? Optional.of(parts[1]) : Optional.empty();
    }

    private static String password(String credentials) {
        try {
            String text = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private boolean isToken(String presented) {
        return MessageDigest.isEqual(
                presented.getBytes(StandardCharsets.UTF_8), settings.token().getBytes(StandardCharsets.UTF_8));
    }
}
