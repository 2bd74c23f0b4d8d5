package org.geocontext.admin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.geocontext.admin.HealthResult.Fix;
import org.geocontext.admin.HealthResult.State;
import org.geocontext.admin.RestOperation.Access;
import org.geocontext.catalogue.Caller;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CollectionDefinition;
import org.geocontext.catalogue.EntryKind;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.catalogue.ServiceDefinition.TestPoint;
import org.geocontext.codec.JsonNumber;
import org.geocontext.query.ContextValue;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.Status;
import org.jspecify.annotations.Nullable;

/**
 * {@code /health}: whether services still say at their test points what they should, and what to change where they do
 * not.
 */
final class HealthResource implements RestResource {

    private static final String KEY = "key";

    private final RestHost host;
    private final HealthChecks health;

    HealthResource(RestHost host, HealthChecks health) {
        this.host = host;
        this.health = health;
    }

    @Override
    public String topic() {
        return "health";
    }

    @Override
    public List<RestOperation> operations() {
        String service = "/health/services/{" + KEY + "}";
        return List.of(
                RestOperation.get("/health", this::show),
                RestOperation.of("POST", "/health/checks", Access.ADMINISTER, this::start),
                new RestOperation("POST", service + "/remember", Access.ADMINISTER, this::remember),
                RestOperation.of("POST", service + "/fix", Access.ADMINISTER, this::fix));
    }

    private RestReply show(RestRequest request) {
        Caller caller = request.caller();
        Map<String, @Nullable Object> checks = new LinkedHashMap<>();
        checks.put("running", health.isRunning());
        checks.put("last_started", health.lastStarted().map(Instant::toString).orElse(null));
        checks.put("schedule_s", host.engine().settings().healthSchedule().toMillis() / 1000.0);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("checks", checks);
        tree.put(
                "services",
                host.engine().catalogue(caller).services().stream()
                        .map(service -> view(service, caller))
                        .toList());
        return RestReply.json(200, tree).withHeader("Cache-Control", "no-store");
    }

    private Map<String, @Nullable Object> view(ServiceDefinition service, Caller caller) {
        return health.find(service)
                .map(result -> HealthViews.whole(result, caller.administrator()))
                .orElseGet(() -> unchecked(service));
    }

    private static Map<String, @Nullable Object> unchecked(ServiceDefinition service) {
        TestPoint test = service.test();
        String why = test == null ? "no test point (test_x, test_y)" : "not checked yet";
        Map<String, @Nullable Object> tree = HealthViews.whole(HealthCheck.untested(service, null, why), true);
        tree.put("checked_at", null);
        return tree;
    }

    private RestReply start(RestRequest request) throws RestException {
        Map<String, @Nullable Object> members = JsonBodies.object(request, "{\"services\": [\"rivers\"]} or {}");
        int count = health.start(chosen(host.engine().catalogue(request.caller()), members));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("services", count);
        return RestReply.json(202, tree).withHeader("Location", request.baseUrl() + "/health");
    }

    private static Collection<ServiceDefinition> chosen(Catalogue catalogue, Map<String, @Nullable Object> members)
            throws RestException {
        Object keys = members.get("services");
        Object collection = members.get("collection");
        if (keys == null && collection == null) {
            return catalogue.services();
        } else if (keys == null) {
            return of(catalogue, String.valueOf(collection));
        } else if (collection != null || !(keys instanceof List<?> list)) {
            throw RestException.badInput("services", "services: not a list, or beside collection", "a list of keys");
        }
        List<ServiceDefinition> chosen = new ArrayList<>();
        for (Object key : (List<?>) keys) {
            chosen.add(find(catalogue, String.valueOf(key)));
        }
        return chosen;
    }

    private static List<ServiceDefinition> of(Catalogue catalogue, String key) throws RestException {
        CollectionDefinition collection = catalogue
                .findCollection(key)
                .orElseThrow(() -> EntryViews.unknown(
                        EntryKind.COLLECTION,
                        key,
                        catalogue.collections().stream()
                                .map(CollectionDefinition::key)
                                .toList()));
        Set<ServiceDefinition> services = new LinkedHashSet<>();
        catalogue.groupsOf(collection).forEach(group -> services.addAll(catalogue.servicesOf(group)));
        return List.copyOf(services);
    }

    private static ServiceDefinition find(Catalogue catalogue, String key) throws RestException {
        return catalogue
                .findService(key)
                .orElseThrow(() -> EntryViews.unknown(
                        EntryKind.SERVICE,
                        key,
                        catalogue.services().stream()
                                .map(ServiceDefinition::key)
                                .toList()));
    }

    private ServiceDefinition service(RestRequest request) throws RestException {
        return find(host.engine().catalogue(request.caller()), request.variable(KEY));
    }

    private CompletionStage<RestReply> remember(RestRequest request) throws RestException {
        ServiceDefinition service = service(request);
        Map<String, @Nullable Object> members = JsonBodies.object(request, "{\"x\": 31.4, \"y\": -24.5} or {}");
        Map<String, @Nullable Object> patch = new LinkedHashMap<>();
        patch.put(
                "test_x",
                number(
                        members,
                        "x",
                        service.test() == null ? null : service.test().x()));
        patch.put(
                "test_y",
                number(
                        members,
                        "y",
                        service.test() == null ? null : service.test().y()));
        double x = ((JsonNumber) patch.get("test_x")).doubleValue();
        double y = ((JsonNumber) patch.get("test_y")).doubleValue();
        return new HealthCheck(host.engine()).ask(service, x, y).handleAsync((row, failure) -> {
            try {
                return remembered(request, patch, row, failure);
            } catch (RestException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static JsonNumber number(Map<String, @Nullable Object> members, String name, @Nullable Double otherwise)
            throws RestException {
        Object value = members.get(name);
        if (value instanceof JsonNumber number) {
            return number;
        } else if (value == null && otherwise != null) {
            return JsonNumber.of(Double.toString(otherwise));
        }
        throw RestException.badInput(
                name, name + ": missing or no number", "degrees, where there is no test point yet");
    }

    private RestReply remembered(
            RestRequest request,
            Map<String, @Nullable Object> patch,
            @Nullable ContextValue row,
            @Nullable Throwable failure)
            throws RestException {
        if (failure != null && CapabilitiesBrowser.cause(failure) instanceof InvalidRequestException invalid) {
            throw RestException.of(invalid);
        } else if (row == null) {
            throw new CompletionException(failure);
        } else if (row.status() != Status.VALUE) {
            throw RestException.conflict("There is no answer to remember: " + row.message(), "a point with a value")
                    .with("reason", row.reason() == null ? null : row.reason().code());
        }
        patch.put("test_value", row.value());
        String key = CatalogueEdits.patch(host.catalogue(), EntryKind.SERVICE, request.variable(KEY), patch, request);
        ServiceDefinition changed = find(host.catalogue().get(), key);
        HealthResult result = new HealthResult(
                changed,
                State.OK,
                null,
                row.message(),
                row.value(),
                row.value(),
                row.elapsedMillis(),
                Instant.now(),
                List.of());
        health.remember(result);
        return RestReply.json(200, HealthViews.whole(result, true));
    }

    private RestReply fix(RestRequest request) throws RestException {
        ServiceDefinition service = service(request);
        Object id = JsonBodies.object(request, "{\"fix\": \"axis_order_xy\"}").get("fix");
        Fix fix = health.find(service).stream()
                .flatMap(result -> result.probes().stream())
                .map(HealthResult.Probe::fix)
                .filter(offered -> offered != null && offered.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        RestException.notFound("No such fix is offered for this service as it is now; check it anew."));
        String key = CatalogueEdits.patch(host.catalogue(), EntryKind.SERVICE, service.key(), fix.patch(), request);
        health.start(List.of(find(host.catalogue().get(), key)));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("key", key);
        tree.put("patch", fix.patch());
        return RestReply.json(200, tree);
    }
}
