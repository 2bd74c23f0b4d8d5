package org.geocontext.admin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.geocontext.admin.RestOperation.Access;
import org.geocontext.app.ExplainInputs;
import org.geocontext.app.QueryInputs;
import org.geocontext.feature.ContextValueCsv;
import org.geocontext.feature.ContextValueJson;
import org.geocontext.http.MediaTypes;
import org.geocontext.query.InvalidRequestException;
import org.geocontext.query.QueryRequest;

/**
 * {@code /query}: the inputs of {@code geocontext:Query} in, its rows out as GeoJSON or, if Accept says so, CSV. With
 * {@code explain} nothing is asked, and the answer is that of {@link PlanResource}.
 */
final class QueryResource implements RestResource {

    private static final List<String> OFFERED = List.of(MediaTypes.JSON, MediaTypes.GEOJSON, MediaTypes.CSV);

    private final RestHost host;
    private final PlanReplies plans;

    QueryResource(RestHost host) {
        this.host = host;
        this.plans = new PlanReplies(host);
    }

    @Override
    public String topic() {
        return "query";
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(
                new RestOperation("GET", "/query", Access.READ, this::answer),
                new RestOperation("POST", "/query", Access.ASK, this::answer));
    }

    private CompletionStage<RestReply> answer(RestRequest request) throws RestException {
        Map<String, List<String>> form = QueryForm.read(request);
        try {
            ExplainInputs inputs = ExplainInputs.parse(form);
            return inputs.explain()
                    ? CompletableFuture.completedFuture(plans.reply(request, inputs))
                    : run(request, QueryInputs.parse(inputs.query()));
        } catch (InvalidRequestException e) {
            throw RestException.of(e);
        }
    }

    private CompletionStage<RestReply> run(RestRequest request, QueryRequest query)
            throws RestException, InvalidRequestException {
        String type = request.accepted(OFFERED).orElseThrow(() -> PlanReplies.notAcceptable(OFFERED));
        return host.run(query, request.caller())
                .thenApply(result -> type.equals(MediaTypes.CSV)
                        ? RestReply.of(200, type + "; charset=utf-8", stream -> ContextValueCsv.write(result, stream))
                        : RestReply.of(200, type, stream -> ContextValueJson.write(result, stream, false)));
    }
}
