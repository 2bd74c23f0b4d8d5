package org.geocontext.source;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.geocontext.catalogue.Credentials;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.Auth;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.geocontext.http.Urls;
import org.jspecify.annotations.Nullable;

/**
 * Gets a token for a user and a password: the server says where its token service is, the token service gives the
 * token. Both are remembered as facts; when a token has expired the server says so, and a new one is asked for.
 */
record ArcGisLogin(ServiceDefinition service, ArcGisEndpoint endpoint) {

    private static final String TOKEN_SERVICE = "arcgis.tokenservice";
    private static final String LIFETIME_MINUTES = "60";

    /** Whether the service has a user to log in. */
    boolean isPossible() {
        Credentials credentials = service.credentials();
        return credentials.scheme() == Credentials.Scheme.ARCGIS_TOKEN && credentials.user() != null;
    }

    /** Whether there is a user and no token yet. */
    boolean isDue(Facts facts) {
        return isPossible() && facts.find(tokenKey()).isEmpty();
    }

    /** The call with the token, if there is one. */
    HttpCall sign(HttpCall call, Facts facts) {
        Optional<String> token = isPossible() ? facts.find(tokenKey()) : Optional.empty();
        return token.map(text -> new HttpCall(
                        call.uri(),
                        call.headers(),
                        call.form(),
                        new Auth.Query("token", text),
                        call.internal(),
                        call.timeout(),
                        call.secrets()))
                .orElse(call);
    }

    /**
     * Gets a new token.
     *
     * @param then what follows, with the token among the facts
     */
    Step logIn(Facts facts, Function<Facts, Step> then) {
        Optional<String> known = facts.find(TOKEN_SERVICE);
        if (known.isPresent()) {
            return askToken(known.get(), facts, then);
        }
        Optional<String> info = endpoint.serverInfo();
        if (info.isEmpty()) {
            return new Step.Failure(
                    Reason.UNAUTHORIZED,
                    "url: " + endpoint.root() + " (expected: one with /rest/services, to find the token service)",
                    null,
                    null,
                    facts);
        }
        HttpCall call = new HttpCall(
                Urls.withParameters(info.get(), Map.of("f", "json")),
                service.headers(),
                null,
                Auth.NONE,
                service.internal(),
                service.timeout(),
                service.secrets());
        return new Step.Ask(call, outcome -> {
            Replies.Outcome read =
                    Replies.read(call, outcome, reply -> EsriDocument.read(reply, ArcGisLogin::tokenService));
            return read instanceof Replies.Understood understood
                    ? onTokenService(understood, facts, then)
                    : ((Replies.Refused) read).failure(facts);
        });
    }

    private Step onTokenService(Replies.Understood understood, Facts facts, Function<Facts, Step> then) {
        Optional<String> url = EsriDocument.text(understood);
        if (url.isPresent() && isTrusted(url.get())) {
            return askToken(url.get(), facts.with(TOKEN_SERVICE, url.get()), then);
        }
        return unauthorized(
                understood,
                url.isEmpty()
                        ? "the server names no token service"
                        : "the server names a token service that is neither https nor at its own origin",
                facts);
    }

    /** A password must not go to just anybody. */
    private boolean isTrusted(String url) {
        try {
            Origin origin = Origin.of(URI.create(url));
            return origin.scheme().equals("https") || origin.equals(ownOrigin());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Origin ownOrigin() {
        return Origin.of(URI.create(endpoint.root()));
    }

    private Step askToken(String tokenService, Facts facts, Function<Facts, Step> then) {
        HttpCall call = tokenCall(URI.create(generateToken(tokenService)));
        return new Step.Ask(call, outcome -> {
            Replies.Outcome read =
                    Replies.read(call, outcome, reply -> EsriDocument.read(reply, document -> document.get("token")));
            return read instanceof Replies.Understood understood
                    ? onToken(understood, facts, then)
                    : noToken((Replies.Refused) read, facts);
        });
    }

    private Step onToken(Replies.Understood understood, Facts facts, Function<Facts, Step> then) {
        Optional<String> token = EsriDocument.text(understood);
        return token.isPresent()
                ? then.apply(facts.with(tokenKey(), token.get()))
                : unauthorized(understood, "the token service gives no token", facts);
    }

    private static Step noToken(Replies.Refused refused, Facts facts) {
        Reason reason = refused.reason() == Reason.SERVICE_EXCEPTION ? Reason.UNAUTHORIZED : refused.reason();
        return new Step.Failure(reason, "token service: " + refused.message(), refused.url(), refused.askedAt(), facts);
    }

    /** The password is added when the call is sent: the call itself holds no secret in its text. */
    private HttpCall tokenCall(URI uri) {
        Credentials credentials = service.credentials();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("f", "json");
        form.put("username", String.valueOf(credentials.user()));
        String referer = referer();
        form.put("client", referer == null ? "requestip" : "referer");
        if (referer != null) {
            form.put("referer", referer);
        }
        form.put("expiration", LIFETIME_MINUTES);
        String body = form.entrySet().stream()
                .map(entry -> Urls.encode(entry.getKey()) + "=" + Urls.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        boolean internal = service.internal() && Origin.of(uri).equals(ownOrigin());
        Auth password = new Auth.Query("password", Objects.requireNonNullElse(credentials.secret(), ""));
        return new HttpCall(uri, service.headers(), body, password, internal, service.timeout(), service.secrets());
    }

    /** A token is bound to the Referer that the service's calls carry, if they carry one. */
    private @Nullable String referer() {
        return service.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Referer"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String generateToken(String tokenService) {
        String url = tokenService.replaceAll("/+$", "");
        return url.toLowerCase(Locale.ROOT).endsWith("/generatetoken") ? url : url + "/generateToken";
    }

    private String tokenKey() {
        return "arcgis.token."
                + Integer.toHexString(Objects.hashCode(service.credentials().user()));
    }

    private static Step unauthorized(Replies.Understood understood, String message, Facts facts) {
        return new Step.Failure(Reason.UNAUTHORIZED, message, understood.url(), understood.askedAt(), facts);
    }

    private static @Nullable Object tokenService(Map<?, ?> document) {
        return document.get("authInfo") instanceof Map<?, ?> info ? info.get("tokenServicesUrl") : null;
    }
}
