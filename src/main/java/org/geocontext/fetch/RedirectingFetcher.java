package org.geocontext.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geocontext.http.Auth;
import org.geocontext.http.CallFailure;
import org.geocontext.http.CallScope;
import org.geocontext.http.CallTiming;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Origin;
import org.geocontext.http.Reason;
import org.geocontext.http.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Follows redirects, each as a call of its own that passes every check and limit of the layers below. Credentials stay
 * with the origin they are for; a step from http to https on the same host keeps them, one back to http is refused. A
 * POST stays a POST (RFC 9110, 15.4) except after 303. A redirect that may not be followed is a failure.
 */
final class RedirectingFetcher implements Fetcher {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Pattern DOTS_ABOVE_ROOT = Pattern.compile("(?:/\\.\\.(?=/|$))+/*");
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Set<String> HEADERS_FOR_ANYONE =
            Set.of("accept", "accept-language", "if-none-match", "if-modified-since");

    private final Fetcher next;
    private final FetchSettings settings;

    RedirectingFetcher(Fetcher next, FetchSettings settings) {
        this.next = next;
        this.settings = settings;
    }

    @Override
    public CompletableFuture<FetchOutcome> fetch(HttpCall call, CallScope scope) {
        return follow(call, scope, 0, null);
    }

    private CompletableFuture<FetchOutcome> follow(
            HttpCall call, CallScope scope, int followed, @Nullable CallTiming before) {
        return next.fetch(call, scope).thenCompose(outcome -> {
            CallTiming timing = sum(before, outcome.timing());
            FetchOutcome whole = Outcomes.withTiming(outcome, timing);
            if (!(whole instanceof HttpReply reply) || !REDIRECTS.contains(reply.status())) {
                return CompletableFuture.completedFuture(whole);
            }
            String location = reply.header("location");
            if (location == null) {
                return CompletableFuture.completedFuture(reply);
            }
            URI target = target(call.uri(), location);
            String refusal = followed >= settings.maxRedirects()
                    ? "more than " + settings.maxRedirects() + " in a row"
                    : refusal(call, target);
            if (target == null || refusal != null) {
                return CompletableFuture.completedFuture(refused(call, location, refusal, timing));
            }
            return follow(redirected(call, target, reply.status(), outcome.timing()), scope, followed + 1, timing);
        });
    }

    private static @Nullable URI target(URI from, String location) {
        try {
            URI target = resolve(from, location.trim());
            Origin.of(target);
            return target;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * As RFC 3986 (5.2) has it. {@link URI#resolve} keeps to the RFC before, which drops the last segment before a lone
     * query, knows no empty path, and leaves dots that lead above the root.
     */
    private static URI resolve(URI from, String location) {
        URI base = from.getRawPath().isEmpty() ? from.resolve("/") : from;
        URI target = base.resolve(location.startsWith("?") ? base.getRawPath() + location : location);
        String path = target.getRawPath();
        Matcher dots = DOTS_ABOVE_ROOT.matcher(path == null ? "" : path);
        if (!dots.lookingAt()) {
            return target;
        }
        String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        return target.resolve("/" + path.substring(dots.end()) + query);
    }

    private @Nullable String refusal(HttpCall call, @Nullable URI target) {
        if (target == null) {
            return "it is not an http or https URL";
        }
        Origin from = call.origin();
        Origin to = Origin.of(target);
        if (!settings.redirectsToOtherHosts() && !from.host().equals(to.host())) {
            return "it leads to another host";
        }
        boolean downgrade = from.scheme().equals("https") && to.scheme().equals("http");
        return downgrade && hasCredentials(call) ? "it leads from https to http, and the call has credentials" : null;
    }

    private static boolean hasCredentials(HttpCall call) {
        return !(call.auth() instanceof Auth.None) || !harmless(call.headers()).equals(call.headers());
    }

    private static CallFailure refused(HttpCall call, String location, @Nullable String why, CallTiming timing) {
        String message = "redirect from " + call.origin() + " to " + Secrets.redact(location) + " refused: " + why;
        return new CallFailure(Reason.HTTP_STATUS, message, timing, true);
    }

    private HttpCall redirected(HttpCall call, URI target, int status, CallTiming spent) {
        Origin from = call.origin();
        Origin to = Origin.of(target);
        boolean upgrade = from.scheme().equals("http")
                && to.scheme().equals("https")
                && from.host().equals(to.host());
        boolean trusted = from.equals(to) || upgrade;
        return new HttpCall(
                target,
                trusted ? call.headers() : harmless(call.headers()),
                status == 303 ? null : call.form(),
                trusted ? call.auth() : Auth.NONE,
                call.internal(),
                left(call.timeout(), spent),
                call.secrets(),
                call.maxReplyBytes());
    }

    private static Map<String, String> harmless(Map<String, String> headers) {
        Map<String, String> kept = new HashMap<>(headers);
        kept.keySet().removeIf(name -> !HEADERS_FOR_ANYONE.contains(name.toLowerCase(Locale.ROOT)));
        return kept;
    }

    /** What is left of the limit for the whole reply; never nothing, so that the next step says why it is over. */
    private static @Nullable Duration left(@Nullable Duration limit, CallTiming spent) {
        if (limit == null) {
            return null;
        }
        Duration left = limit.minus(spent.total().minus(spent.queued()));
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    private static CallTiming sum(@Nullable CallTiming before, CallTiming step) {
        if (before == null) {
            return step;
        }
        Duration earlier = Duration.between(before.sentAt(), step.sentAt());
        return new CallTiming(
                before.sentAt(),
                before.queued().plus(step.queued()),
                before.total().plus(step.total()),
                step.trace().since(earlier));
    }
}
