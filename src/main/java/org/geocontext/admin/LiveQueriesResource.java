package org.geocontext.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.geocontext.admin.LiveQuery.Arrival;
import org.geocontext.admin.LiveQuery.Traced;
import org.geocontext.admin.LiveQuery.View;
import org.geocontext.admin.RequestTrace.Moments;
import org.geocontext.admin.RestOperation.Access;
import org.geocontext.app.QueryInputs;
import org.geocontext.app.RecentQuery;
import org.geocontext.catalogue.Caller;
import org.geocontext.codec.JsonOut;
import org.geocontext.feature.ContextValueJson;
import org.geocontext.http.MediaTypes;
import org.geocontext.query.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * {@code /queries}: starts a query and shows its rows as they arrive, with the way of its requests; which queries there
 * were lately.
 */
final class LiveQueriesResource implements RestResource {

    private static final String ITEM = "/queries/{id}";

    private final RestHost host;
    private final LiveQueries queries;

    LiveQueriesResource(RestHost host) {
        this(host, new LiveQueries());
    }

    LiveQueriesResource(RestHost host, LiveQueries queries) {
        this.host = host;
        this.queries = queries;
    }

    @Override
    public String topic() {
        return "queries";
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(
                RestOperation.of("POST", "/queries", Access.ASK, this::start),
                RestOperation.get("/queries", this::list),
                RestOperation.get(ITEM, this::show),
                RestOperation.of("DELETE", ITEM, Access.ASK, this::cancel));
    }

    private RestReply start(RestRequest request) throws RestException {
        Map<String, List<String>> form = QueryForm.read(request);
        LiveQuery query;
        try {
            query = queries.start(host.engine(), QueryInputs.parse(form), request.caller());
        } catch (InvalidRequestException e) {
            throw RestException.of(e);
        }
        View view = query.view(0, 0);
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("id", query.id());
        reply.put("timeout_s", view.timeout().toMillis() / 1000.0);
        reply.put("total", view.total());
        return RestReply.json(201, reply).withHeader("Location", request.baseUrl() + "/queries/" + query.id());
    }

    private RestReply cancel(RestRequest request) throws RestException {
        find(request).cancel();
        return RestReply.nothing();
    }

    private LiveQuery find(RestRequest request) throws RestException {
        return queries.find(request.variable("id"), request.caller())
                .orElseThrow(() -> RestException.notFound(
                        "There is no such query; those that have ended are kept for five minutes at most."));
    }

    private RestReply show(RestRequest request) throws RestException {
        LiveQuery query = find(request);
        int from = (int) number(request, "from");
        long since = number(request, "since");
        View view = query.view(from, since);
        boolean first = from == 0 && since == 0;
        return RestReply.of(200, MediaTypes.JSON, stream -> write(query, view, first, stream))
                .withHeader("Cache-Control", "no-store");
    }

    private static long number(RestRequest request, String name) throws RestException {
        String text = request.parameter(name).orElse("0");
        if (!text.matches("\\d{1,9}")) {
            throw RestException.badInput(
                    name, name + ": " + RestRequest.shown(text), "a whole number, as the reply before said");
        }
        return Long.parseLong(text);
    }

    private static void write(LiveQuery query, View view, boolean withPlan, OutputStream target) throws IOException {
        try (JsonOut out = JsonOut.to(target, false)) {
            out.startObject()
                    .member("id", query.id())
                    .member("state", word(view.state()))
                    .member("elapsed_ms", view.elapsed().toMillis())
                    .member("timeout_s", view.timeout().toMillis() / 1000.0)
                    .member("total", view.total())
                    .member("finished", view.finished())
                    .member("next", view.next())
                    .member("revision", view.revision())
                    .startArray("features");
            for (Arrival arrival : view.arrivals()) {
                String id = query.id() + "." + arrival.number();
                Map<String, Integer> row = Map.of("row", arrival.row());
                ContextValueJson.writeFeature(arrival.value(), view.crs(), id, row, out);
            }
            out.endArray().startArray("requests");
            for (Traced request : view.requests()) {
                write(request, out);
            }
            out.endArray();
            if (withPlan) {
                out.member("plan", query.plan());
            }
            out.endObject();
        }
    }

    private static void write(Traced traced, JsonOut out) throws IOException {
        RequestTrace request = traced.trace();
        Moments moments = request.moments();
        out.startObject()
                .member("id", traced.id())
                .member("services", request.services())
                .member("endpoint", request.endpoint())
                .member("method", request.method())
                .member("url", request.url())
                .member("source", word(request.source()))
                .startObject("at_ms")
                .member("created", rounded(moments.created()))
                .member("sent", rounded(moments.sent()))
                .member("connected", rounded(moments.connected()))
                .member("first_byte", rounded(moments.firstByte()))
                .member("complete", rounded(moments.complete()))
                .member("parsed", rounded(moments.parsed()))
                .endObject()
                .member("queued_ms", rounded(moments.queued()))
                .member("connecting_ms", rounded(moments.connecting()))
                .member("waiting_ms", rounded(moments.waiting()))
                .member("reading_ms", rounded(moments.reading()))
                .member("status", request.status())
                .member("bytes", request.bytes())
                .member("attempts", request.attempts())
                .member("reason", request.reason())
                .member("message", request.message())
                .endObject();
    }

    /** To the microsecond. */
    private static @Nullable Double rounded(@Nullable Double millis) {
        return millis == null ? null : Math.round(millis * 1000) / 1000.0;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private RestReply list(RestRequest request) {
        Caller caller = request.caller();
        Map<Long, LiveQuery> followed = new HashMap<>();
        queries.of(caller).forEach(query -> followed.put(query.number(), query));
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        for (RecentQuery query : host.engine().recentQueries(caller)) {
            LiveQuery live = followed.get(query.number());
            shown.add(tree(query, live == null ? null : live.id()));
        }
        return RestReply.json(200, Map.of("queries", shown)).withHeader("Cache-Control", "no-store");
    }

    /** @param id null if the query cannot be looked into */
    private static Map<String, @Nullable Object> tree(RecentQuery query, @Nullable String id) {
        RecentQuery.End end = query.end();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("number", query.number());
        tree.put("id", id);
        tree.put("started_at", query.startedAt().toString());
        tree.put("user", query.user());
        tree.put("point", List.of(query.position().lon(), query.position().lat()));
        tree.put("collection", query.collection());
        tree.put("groups", query.groups());
        tree.put("keys", query.services());
        tree.put("state", state(end));
        tree.put("services", query.asked());
        tree.put("requests", query.requests());
        tree.put("failed", end == null ? null : end.failed());
        tree.put("elapsed_ms", end == null ? null : end.elapsed().toMillis());
        return tree;
    }

    private static String state(RecentQuery.@Nullable End end) {
        if (end == null) {
            return word(LiveQuery.State.RUNNING);
        }
        return word(end.cancelled() ? LiveQuery.State.CANCELLED : LiveQuery.State.DONE);
    }
}
