package org.geocontext.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ReadOptions;
import org.geocontext.codec.ReplyReader;
import org.geocontext.geo.Crs;
import org.geocontext.http.HttpCall;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One lookup's way through the requests of {@link ArcGisRestSource}. Immutable: what has happened is in its
 * {@link State}.
 */
final class ArcGisConversation {

    /** Two more may be spent on a token. */
    private static final int MOST_CALLS = 6;

    private static final Replies.Reader WITH_GEOMETRY = reply -> ReplyReader.read(reply, ReadOptions.DEFAULT);
    private static final Replies.Reader WITHOUT_GEOMETRY =
            reply -> ReplyReader.read(reply, ReadOptions.DEFAULT.withGeometry(false));
    private static final Replies.Reader DESCRIPTION =
            reply -> EsriDocument.read(reply, document -> document.get("type"));

    private static final String IDENTIFY = "identify";

    private static final Pattern NOT_FOUND = Pattern.compile("(?i)\\b404\\b|not found|not exist|no such");
    private static final Pattern SERVER_TROUBLE = Pattern.compile("^5\\d\\d\\b");
    private static final Pattern PAGINATION = Pattern.compile("(?i)paginat|resultRecordCount");
    private static final Pattern PIXEL_VALUE = Pattern.compile("(?i)(?:.*\\.)?pixel ?value");
    private static final Pattern PIXEL = Pattern.compile("(?i)(?:.*\\.)?(?:pixel ?value|stretched value|class value)");

    /**
     * Where the conversation stands.
     *
     * @param calls sent so far, those for a token not counted
     * @param refused what the first way of asking was refused with, while another is tried
     * @param coveringAsked whether the server was asked for what covers the point
     * @param loggedIn whether a token was got in this conversation
     */
    private record State(
            Facts facts,
            int calls,
            BoxSearch search,
            Replies.@Nullable Refused refused,
            boolean coveringAsked,
            boolean loggedIn) {

        State afterCall() {
            return new State(facts, calls + 1, search, refused, coveringAsked, loggedIn);
        }

        State with(Facts learned) {
            return new State(learned, calls, search, refused, coveringAsked, loggedIn);
        }

        State with(BoxSearch next) {
            return new State(facts, calls, next, refused, coveringAsked, loggedIn);
        }

        State with(Replies.Refused first) {
            return new State(facts, calls, search, first, coveringAsked, loggedIn);
        }

        State withCoveringAsked() {
            return new State(facts, calls, search, refused, true, loggedIn);
        }

        State withToken(Facts withToken) {
            return new State(withToken, calls, search, refused, coveringAsked, true);
        }

        boolean hasCallsLeft() {
            return calls < MOST_CALLS;
        }
    }

    private final Lookup lookup;
    private final ArcGisEndpoint endpoint;
    private final ArcGisRequests requests;
    private final ArcGisLogin login;
    private final BoxSearch search;
    private final Georeference georeference;

    ArcGisConversation(Lookup lookup) {
        this.lookup = lookup;
        this.endpoint = ArcGisEndpoint.of(lookup.service());
        this.requests = new ArcGisRequests(lookup, endpoint);
        this.login = new ArcGisLogin(lookup.service(), endpoint);
        this.search = BoxSearch.of(lookup);
        this.georeference = new Georeference(Crs.WGS84, lookup.point(), search.reach());
    }

    Step begin(Facts facts) {
        if (endpoint.kind() != ArcGisEndpoint.Kind.IMAGE && endpoint.layer().isEmpty()) {
            return new Step.Failure(
                    Reason.UNSUPPORTED, "layer_typename: empty (expected: a layer id)", null, null, facts);
        }
        BoxSearch first = facts.is(crowdKey(), "yes") ? search.withinTolerance() : search;
        State state = new State(facts, 0, first, null, false, false);
        return login.isDue(facts) ? login.logIn(facts, withToken -> ask(state.withToken(withToken))) : ask(state);
    }

    private Step ask(State state) {
        if (endpoint.kind() == ArcGisEndpoint.Kind.IMAGE) {
            return state.facts().is(imageKey(), "samples") ? askSamples(state) : askPixel(state);
        } else if (state.facts().is(methodKey(), IDENTIFY)
                || wantsValue() && state.facts().is(valueKey(), IDENTIFY)) {
            return askIdentify(state);
        }
        boolean coveringWillDo = state.facts().is(sizeKey(), "large") && !lookup.geometry();
        return coveringWillDo ? askCovering(state) : askQuery(state);
    }

    /** Sends a call with the token there is; once per conversation a refused token is replaced. */
    private Step send(
            State state, HttpCall call, Replies.Reader reader, BiFunction<State, Replies.Outcome, Step> then) {
        HttpCall signed = login.sign(call, state.facts());
        return new Step.Ask(signed, outcome -> {
            Replies.Outcome read = Replies.read(signed, outcome, reader);
            if (read instanceof Replies.Refused refused) {
                boolean tokenRefused = refused.reason() == Reason.UNAUTHORIZED && login.isPossible();
                if (tokenRefused && !state.loggedIn()) {
                    return login.logIn(state.facts(), token -> send(state.withToken(token), call, reader, then));
                }
                boolean unanswered = !refused.replied() && refused.reason() != Reason.TOO_LARGE;
                if (unanswered) {
                    return failure(state, refused);
                }
            }
            return then.apply(state.afterCall(), read);
        });
    }

    private Step askQuery(State state) {
        int count = state.facts().is(pagingKey(), "no") ? 0 : state.search().count();
        return send(state, requests.query(state.search().half(), count), WITH_GEOMETRY, this::onQuery);
    }

    private Step onQuery(State state, Replies.Outcome read) {
        if (read instanceof Replies.Refused refused) {
            return onRefusedQuery(state, refused);
        }
        Replies.Understood understood = (Replies.Understood) read;
        List<Candidate> candidates = candidates(understood);
        if (isValueMissing(candidates) && state.hasCallsLeft()) {
            return askIdentify(state.with(state.facts().with(valueKey(), IDENTIFY)));
        }
        BoxSearch.Hits hits =
                state.search().judge(candidates, understood.reply().truncated());
        Optional<BoxSearch> next = state.hasCallsLeft() ? hits.next() : Optional.empty();
        return next.isPresent()
                ? askQuery(withCrowd(state).with(next.get()))
                : understood.answer(hits.all(), hits.areTruncated(), hits.completeMetres(), state.facts());
    }

    private Step onRefusedQuery(State state, Replies.Refused refused) {
        if (refused.reason() == Reason.TOO_LARGE) {
            if (state.search().isWide() && state.hasCallsLeft()) {
                return askQuery(withCrowd(state).with(state.search().withinTolerance()));
            }
            return state.coveringAsked() || !state.hasCallsLeft()
                    ? refused.failure(state.facts())
                    : askCovering(state.with(refused));
        }
        boolean serverAnswered = refused.reason() == Reason.SERVICE_EXCEPTION && state.hasCallsLeft();
        boolean paged = !state.facts().is(pagingKey(), "no");
        if (serverAnswered && paged && PAGINATION.matcher(refused.message()).find()) {
            return askQuery(state.with(state.facts().with(pagingKey(), "no")));
        }
        boolean mayBeIdentified = endpoint.kind() == ArcGisEndpoint.Kind.MAP
                && !state.search().isNarrowed()
                && !NOT_FOUND.matcher(refused.message()).find();
        return serverAnswered && mayBeIdentified ? askIdentify(state.with(refused)) : failure(state, refused);
    }

    /** Boxes larger than the tolerance needs are not asked again once one held more than a reply. */
    private State withCrowd(State state) {
        return state.search().isWide() ? state.with(state.facts().with(crowdKey(), "yes")) : state;
    }

    private Step askCovering(State state) {
        return send(state.withCoveringAsked(), requests.covering(), WITHOUT_GEOMETRY, this::onCovering);
    }

    private Step onCovering(State state, Replies.Outcome read) {
        if (read instanceof Replies.Refused refused) {
            return withoutCovering(state, "asked for what covers the point, it failed: " + refused.message());
        }
        Replies.Understood understood = (Replies.Understood) read;
        List<Candidate> covering = understood.covering();
        return covering.isEmpty()
                ? withoutCovering(state, "nothing covers the point")
                : understood.answer(covering, state.facts().with(sizeKey(), "large"));
    }

    /** What is near the point without covering it can only be found in the box. */
    private Step withoutCovering(State state, String why) {
        Replies.Refused tooLarge = state.refused();
        return tooLarge == null
                ? askQuery(state)
                : tooLarge.saying(why).failure(state.facts().with(sizeKey(), "large"));
    }

    private Step askIdentify(State state) {
        return send(state, requests.identify(search.withinTolerance().half()), WITH_GEOMETRY, this::onIdentify);
    }

    private Step onIdentify(State state, Replies.Outcome read) {
        Replies.Refused query = state.refused();
        if (read instanceof Replies.Refused refused) {
            return (query == null ? refused : query).failure(state.facts());
        }
        Replies.Understood understood = (Replies.Understood) read;
        List<Candidate> candidates = candidates(understood);
        if (candidates.isEmpty() && query != null && state.hasCallsLeft()) {
            return askLayerInfo(state, understood.answer(candidates, state.facts()));
        }
        return understood.answer(candidates, query == null ? state.facts() : withIdentify(state.facts(), query));
    }

    /** Identify finds nothing in a layer that is not there: whether it is, the layer itself must say. */
    private Step askLayerInfo(State state, Step.Answer nothing) {
        return send(state, requests.layerInfo(), DESCRIPTION, (after, read) -> onLayerInfo(after, read, nothing));
    }

    private Step onLayerInfo(State state, Replies.Outcome read, Step.Answer nothing) {
        Replies.Refused query = Objects.requireNonNull(state.refused());
        if (read instanceof Replies.Refused) {
            return query.failure(state.facts());
        }
        return new Step.Answer(
                nothing.candidates(),
                nothing.truncated(),
                nothing.url(),
                nothing.askedAt(),
                withIdentify(state.facts(), query));
    }

    /** A refusal that is the server's passing trouble is no reason to ask otherwise for ever. */
    private Facts withIdentify(Facts facts, Replies.Refused query) {
        return SERVER_TROUBLE.matcher(query.message()).find() ? facts : facts.with(methodKey(), IDENTIFY);
    }

    private Step askPixel(State state) {
        return send(state, requests.pixel(), WITHOUT_GEOMETRY, this::onPixel);
    }

    private Step onPixel(State state, Replies.Outcome read) {
        if (read instanceof Replies.Refused refused) {
            return refused.reason() == Reason.SERVICE_EXCEPTION
                    ? askSamples(state.with(refused))
                    : refused.failure(state.facts());
        }
        return ((Replies.Understood) read).answer(pixels((Replies.Understood) read), state.facts());
    }

    private Step askSamples(State state) {
        return send(state, requests.samples(), WITHOUT_GEOMETRY, this::onSamples);
    }

    private Step onSamples(State state, Replies.Outcome read) {
        Replies.Refused identify = state.refused();
        if (read instanceof Replies.Refused refused) {
            return (identify == null ? refused : identify).failure(state.facts());
        }
        Replies.Understood understood = (Replies.Understood) read;
        return understood.answer(pixels(understood), state.facts().with(imageKey(), "samples"));
    }

    private static List<Candidate> pixels(Replies.Understood understood) {
        return understood.reply().features().stream()
                .map(feature -> new Candidate(null, feature.properties(), null, false, true))
                .toList();
    }

    private List<Candidate> candidates(Replies.Understood understood) {
        List<Candidate> candidates = new ArrayList<>();
        for (ParsedFeature feature : understood.reply().features()) {
            candidates.add(
                    isPixel(feature)
                            ? new Candidate(feature.id(), withValue(feature.properties()), null, false, true)
                            : new Candidate(
                                    feature.id(), feature.properties(), georeference.toLonLat(feature), false, false));
        }
        return candidates;
    }

    private static boolean isPixel(ParsedFeature feature) {
        return feature.properties().keySet().stream()
                .anyMatch(name -> PIXEL.matcher(name).matches());
    }

    /** Where identify has no {@code value} of its own for a pixel, the attribute that holds it stands in. */
    private static Map<String, @Nullable String> withValue(Map<String, @Nullable String> properties) {
        if (properties.get(ReplyReader.IDENTIFY_VALUE) != null) {
            return properties;
        }
        Map<String, @Nullable String> completed = new LinkedHashMap<>(properties);
        properties.forEach((name, value) -> {
            if (PIXEL_VALUE.matcher(name).matches()) {
                completed.put(ReplyReader.IDENTIFY_VALUE, value);
            }
        });
        return completed;
    }

    private boolean wantsValue() {
        return endpoint.kind() == ArcGisEndpoint.Kind.MAP
                && lookup.service().property().equalsIgnoreCase(ReplyReader.IDENTIFY_VALUE);
    }

    /** Whether only identify can know the property. */
    private boolean isValueMissing(List<Candidate> candidates) {
        return wantsValue()
                && !candidates.isEmpty()
                && candidates.stream()
                        .allMatch(candidate -> PropertyMatch.find(
                                        candidate.properties().keySet(), ReplyReader.IDENTIFY_VALUE)
                                .isEmpty());
    }

    private static Step failure(State state, Replies.Refused refused) {
        return refused.failureUnless(state.search().crowded(), state.facts());
    }

    private String methodKey() {
        return "arcgis.layer." + endpoint.layer() + ".method";
    }

    private String valueKey() {
        return "arcgis.layer." + endpoint.layer() + ".value";
    }

    private String pagingKey() {
        return "arcgis.layer." + endpoint.layer() + ".paging";
    }

    private String crowdKey() {
        return "arcgis.layer." + endpoint.layer() + ".crowded";
    }

    private String sizeKey() {
        return "arcgis.layer." + endpoint.layer() + ".size";
    }

    private static String imageKey() {
        return "arcgis.image.method";
    }
}
