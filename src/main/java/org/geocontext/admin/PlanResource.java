package org.geocontext.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.admin.RestOperation.Access;
import org.geocontext.app.ExplainInputs;
import org.geocontext.query.InvalidRequestException;

/** {@code /plan}: the requests that a query would send and whom each answers. Nothing is sent. */
final class PlanResource implements RestResource {

    private final PlanReplies plans;

    PlanResource(RestHost host) {
        this.plans = new PlanReplies(host);
    }

    @Override
    public String topic() {
        return "plan";
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(
                RestOperation.get("/plan", this::show), RestOperation.of("POST", "/plan", Access.ASK, this::show));
    }

    private RestReply show(RestRequest request) throws RestException {
        Map<String, List<String>> form = new LinkedHashMap<>(QueryForm.read(request));
        form.put("explain", List.of("true"));
        try {
            return plans.reply(request, ExplainInputs.parse(form));
        } catch (InvalidRequestException e) {
            throw RestException.of(e);
        }
    }
}
