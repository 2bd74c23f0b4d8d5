package org.geocontext.admin;

import java.util.List;
import org.geocontext.app.ExplainInputs;
import org.geocontext.app.QueryInputs;
import org.geocontext.feature.PlanJson;
import org.geocontext.feature.PlanText;
import org.geocontext.http.MediaTypes;
import org.geocontext.query.Explanation;
import org.geocontext.query.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** What a query would send, as JSON or as text: {@code format} overrules Accept. */
final class PlanReplies {

    private static final List<String> OFFERED = List.of(MediaTypes.JSON, MediaTypes.TEXT);

    private final RestHost host;

    PlanReplies(RestHost host) {
        this.host = host;
    }

    RestReply reply(RestRequest request, ExplainInputs inputs) throws RestException, InvalidRequestException {
        boolean text = isText(request, inputs.format());
        Explanation explanation =
                host.engine().explain(QueryInputs.parse(inputs.query()), request.caller(), inputs.points());
        return text
                ? RestReply.text(200, MediaTypes.TEXT + "; charset=utf-8", PlanText.text(explanation))
                : RestReply.of(200, MediaTypes.JSON, stream -> PlanJson.write(explanation, stream, false));
    }

    private static boolean isText(RestRequest request, ExplainInputs.@Nullable Format format) throws RestException {
        if (format != null) {
            return format == ExplainInputs.Format.TEXT;
        }
        return request.accepted(OFFERED)
                .orElseThrow(() -> notAcceptable(OFFERED))
                .equals(MediaTypes.TEXT);
    }

    static RestException notAcceptable(List<String> offered) {
        return new RestException(406, null, "Accept: none of what is offered", String.join(", ", offered));
    }
}
