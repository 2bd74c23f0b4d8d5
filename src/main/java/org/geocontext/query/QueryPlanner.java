package org.geocontext.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.geocontext.capabilities.Extents;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.GroupDefinition;
import org.geocontext.catalogue.KeySuggestions;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.LonLat;
import org.geocontext.http.Reason;
import org.geocontext.source.Facts;
import org.geocontext.source.Lookup;
import org.geocontext.source.Sources;
import org.geocontext.source.Step;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a request and turns it into a plan. Nothing is sent. Thread-safe. */
public final class QueryPlanner {

    private static final Logger LOG = LoggerFactory.getLogger(QueryPlanner.class);

    /** Largest {@code tolerance}, metres. */
    public static final double MAX_TOLERANCE = 100_000;

    /** Smallest {@code timeout}, seconds. */
    public static final double MIN_TIMEOUT = 0.1;

    /** Largest {@code timeout}, seconds. */
    public static final double MAX_TIMEOUT = 300;

    /** A service at its place among those asked for. */
    private record Member(
            @Nullable String collection, @Nullable String group, ServiceDefinition service) {}

    private final Duration defaultTimeout;
    private final EndpointMemory memory;
    private final AnswerMemory answers;
    private final RequestPlanner requests;
    private final SkipRule skipping;

    /** A planner that knows of no extents but the catalogue's, and of no earlier answers. */
    public QueryPlanner(Duration defaultTimeout, EndpointMemory memory) {
        this(defaultTimeout, memory, Extents.none(), AnswerMemory.none());
    }

    /**
     * @param defaultTimeout for requests that name none
     * @param memory what the engine has learned about endpoints
     * @param extents where the services' layers have data
     * @param answers what services answered before; the engine's
     */
    public QueryPlanner(Duration defaultTimeout, EndpointMemory memory, Extents extents, AnswerMemory answers) {
        this.defaultTimeout = defaultTimeout;
        this.memory = memory;
        this.answers = answers;
        this.requests = new RequestPlanner(
                memory, service -> extents.layerLimit(service).orElse(Integer.MAX_VALUE));
        this.skipping = new SkipRule(extents);
    }

    /**
     * Plans a request.
     *
     * @param catalogue the part of the catalogue that exists for the caller
     * @param hostLimit longest time the host lets a query run
     * @throws InvalidRequestException for a bad point, CRS, key or number
     */
    public QueryPlan plan(QueryRequest request, Catalogue catalogue, Duration hostLimit)
            throws InvalidRequestException {
        AskedPoint asked = AskedPoint.of(request.point(), request.crs());
        Double tolerance = inRange("tolerance", request.tolerance(), 0, MAX_TOLERANCE, "metres");
        Double seconds = inRange("timeout", request.timeout(), MIN_TIMEOUT, MAX_TIMEOUT, "seconds");
        Duration timeout = seconds == null ? defaultTimeout : Duration.ofNanos(Math.round(seconds * 1e9));
        List<QueryPlan.Row> rows = new ArrayList<>();
        for (Member member : members(request, catalogue)) {
            ServiceDefinition service = member.service();
            QueryPlan.Skip skipped = skipping.find(service, asked.position(), toleranceFor(service, tolerance));
            rows.add(new QueryPlan.Row(member.collection(), member.group(), service, skipped));
        }
        List<Recalled> recalled = new ArrayList<>();
        List<QueryPlan.Opening> openings = new ArrayList<>();
        for (Lookup lookup : lookups(rows, request, asked.position())) {
            Optional<Recalled> known =
                    request.refresh() ? Optional.empty() : answers.recall(lookup, request.features());
            known.ifPresentOrElse(recalled::add, () -> openings.add(open(lookup)));
        }
        return new QueryPlan(
                asked.point(),
                asked.position(),
                asked.crs(),
                recalled,
                openings,
                requests.plan(asks(openings)),
                rows,
                request.features(),
                request.geometry(),
                request.refresh(),
                timeout.compareTo(hostLimit) < 0 ? timeout : hostLimit);
    }

    /**
     * Prepares a request that is to be asked about many points.
     *
     * @param request its point and timeout do not matter
     * @param catalogue the part of the catalogue that exists for the caller
     * @throws InvalidRequestException for a bad key or number
     */
    public PreparedQuery prepare(QueryRequest request, Catalogue catalogue) throws InvalidRequestException {
        Double tolerance = inRange("tolerance", request.tolerance(), 0, MAX_TOLERANCE, "metres");
        List<QueryPlan.Row> rows = members(request, catalogue).stream()
                .map(member -> new QueryPlan.Row(member.collection(), member.group(), member.service(), null))
                .toList();
        return new PreparedQuery(request, tolerance, rows, skipping, answers);
    }

    private QueryPlan.Opening open(Lookup lookup) {
        Facts known = memory.facts(lookup.service());
        return new QueryPlan.Opening(lookup, known, firstStep(lookup, known));
    }

    private static Step firstStep(Lookup lookup, Facts known) {
        String protocol = lookup.service().type().label();
        try {
            return Sources.find(lookup.service().type())
                    .map(source -> source.begin(lookup, known))
                    .orElseGet(() -> cannotAsk(Reason.UNSUPPORTED, protocol + " is not spoken here"));
        } catch (RuntimeException bug) {
            LOG.error("Planning to ask service {} failed", lookup.service().key(), bug);
            return cannotAsk(Reason.MALFORMED, "the request could not be made");
        }
    }

    private static Step cannotAsk(Reason reason, String message) {
        return new Step.Failure(reason, message, null, null, Facts.NONE);
    }

    private static List<PendingAsk> asks(List<QueryPlan.Opening> openings) {
        List<PendingAsk> asks = new ArrayList<>();
        for (QueryPlan.Opening opening : openings) {
            if (opening.first() instanceof Step.Ask ask) {
                asks.add(new PendingAsk(opening.lookup(), ask));
            }
        }
        return asks;
    }

    private List<Lookup> lookups(List<QueryPlan.Row> rows, QueryRequest request, LonLat position) {
        Map<String, Lookup> lookups = new LinkedHashMap<>();
        for (QueryPlan.Row row : rows) {
            ServiceDefinition service = row.service();
            if (row.skipped() == null) {
                lookups.computeIfAbsent(
                        service.key(),
                        key -> lookup(service, position, toleranceFor(service, request.tolerance()), request, answers));
            }
        }
        return List.copyOf(lookups.values());
    }

    /** What to ask a service for a request. */
    static Lookup lookup(
            ServiceDefinition service,
            LonLat position,
            double toleranceMetres,
            QueryRequest request,
            AnswerMemory answers) {
        int limit = request.features() == FeaturesMode.ALL ? QueryRequest.MAX_FEATURES + 1 : 1;
        boolean geometry = request.geometry() == GeometryMode.SOURCE;
        double search = answers.searchMetres(service, toleranceMetres);
        return new Lookup(service, position, toleranceMetres, search, limit, geometry);
    }

    private static @Nullable Double inRange(
            String input, @Nullable Double value, double least, double most, String unit)
            throws InvalidRequestException {
        if (value != null && !(value >= least && value <= most)) {
            throw new InvalidRequestException(
                    input,
                    input + ": " + Numbers.plain(value) + " (expected: " + Numbers.plain(least) + " to "
                            + Numbers.plain(most) + " " + unit + ")");
        }
        return value;
    }

    private static List<Member> members(QueryRequest request, Catalogue catalogue) throws InvalidRequestException {
        CollectionDefinition collection = collection(request.collection(), catalogue);
        List<GroupDefinition> groups = groups(request.groups(), collection, catalogue);
        Set<String> wanted = services(request.services(), catalogue);
        if (collection == null && groups.isEmpty()) {
            return ofServices(wanted, catalogue);
        }
        String collectionKey = collection == null ? null : collection.key();
        List<Member> asked = new ArrayList<>();
        Set<String> missing = new LinkedHashSet<>(wanted);
        for (GroupDefinition group : groups) {
            for (ServiceDefinition service : catalogue.servicesOf(group)) {
                if (wanted.isEmpty() || wanted.contains(service.key())) {
                    missing.remove(service.key());
                    asked.add(new Member(collectionKey, group.key(), service));
                }
            }
        }
        for (String key : missing) {
            boolean narrowed = collectionKey == null || !request.groups().isEmpty();
            String place = narrowed ? "the groups asked for" : "collection " + collectionKey;
            Set<String> held = new LinkedHashSet<>();
            groups.forEach(group -> held.addAll(group.serviceKeys()));
            throw notIn("service", key, place, held);
        }
        return asked;
    }

    private static Set<String> services(List<String> keys, Catalogue catalogue) throws InvalidRequestException {
        for (String key : keys) {
            if (catalogue.findService(key).isEmpty()) {
                throw unknown("service", key, keys(catalogue.services(), ServiceDefinition::key));
            }
        }
        return new LinkedHashSet<>(keys);
    }

    private static List<Member> ofServices(Set<String> wanted, Catalogue catalogue) throws InvalidRequestException {
        if (wanted.isEmpty()) {
            throw new InvalidRequestException(
                    "collection", "collection: missing, and group and service too (expected: at least one of them)");
        }
        return catalogue.services().stream()
                .filter(service -> wanted.contains(service.key()))
                .map(service -> new Member(null, null, service))
                .toList();
    }

    private static double toleranceFor(ServiceDefinition service, @Nullable Double asked) {
        return asked == null ? service.tolerance() : asked;
    }

    private static @Nullable CollectionDefinition collection(@Nullable String key, Catalogue catalogue)
            throws InvalidRequestException {
        if (key == null) {
            return null;
        }
        CollectionDefinition collection = catalogue.findCollection(key).orElse(null);
        if (collection == null) {
            throw unknown("collection", key, keys(catalogue.collections(), CollectionDefinition::key));
        }
        return collection;
    }

    private static List<GroupDefinition> groups(
            List<String> wanted, @Nullable CollectionDefinition collection, Catalogue catalogue)
            throws InvalidRequestException {
        Set<String> keys = new LinkedHashSet<>(wanted);
        for (String key : keys) {
            if (catalogue.findGroup(key).isEmpty()) {
                throw unknown("group", key, keys(catalogue.groups(), GroupDefinition::key));
            }
            if (collection != null && !collection.groupKeys().contains(key)) {
                throw notIn("group", key, "collection " + collection.key(), collection.groupKeys());
            }
        }
        boolean whole = collection != null && keys.isEmpty();
        Collection<GroupDefinition> inOrder = collection == null ? catalogue.groups() : catalogue.groupsOf(collection);
        return inOrder.stream()
                .filter(group -> whole || keys.contains(group.key()))
                .toList();
    }

    private static <T> List<String> keys(Collection<T> entries, Function<T, String> key) {
        return entries.stream().map(key).toList();
    }

    private static InvalidRequestException unknown(String input, String key, Collection<String> known) {
        return new InvalidRequestException(
                input,
                input + ": " + InvalidRequestException.shown(key) + " is not in the catalogue (" + closest(key, known)
                        + ")");
    }

    private static InvalidRequestException notIn(String input, String key, String place, Collection<String> known) {
        return new InvalidRequestException(
                input,
                input + ": " + InvalidRequestException.shown(key) + " is not in " + place + " (" + closest(key, known)
                        + ")");
    }

    private static String closest(String key, Collection<String> known) {
        List<String> closest = KeySuggestions.closest(key, known);
        return closest.isEmpty() ? "there is none" : "closest: " + String.join(", ", closest);
    }
}
