package org.geocontext.standalone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.admin.RestApi;
import org.geocontext.admin.RestHost;
import org.geocontext.admin.RestOperation;
import org.geocontext.admin.RestReply;
import org.geocontext.admin.RestRequest;
import org.geocontext.standalone.web.ErrorStyle;
import org.geocontext.standalone.web.Route;
import org.geocontext.standalone.web.WebReply;
import org.geocontext.standalone.web.WebRequest;

/** Everything below {@code /rest/geocontext}. */
final class RestRoute {

    private static final ErrorStyle STYLE = (status, input, sentence) -> reply(RestApi.error(status, input, sentence));

    private RestRoute() {}

    static Route of(RestHost host) {
        RestApi api = RestApi.of(host);
        return new Route(
                RestApi.PATH + "/**",
                path -> access(api.methods(below(path))),
                STYLE,
                request -> api.answer(request(request)).thenApply(RestRoute::reply),
                RestApi.LARGEST_BODY);
    }

    /** What only asks needs no more than what reads. */
    private static Map<String, Route.Access> access(Map<String, RestOperation.Access> methods) {
        Map<String, Route.Access> access = new LinkedHashMap<>();
        methods.forEach((method, does) ->
                access.put(method, does == RestOperation.Access.ADMINISTER ? Route.Access.WRITE : Route.Access.READ));
        return access;
    }

    private static List<String> below(String path) {
        String below = path.substring(RestApi.PATH.length());
        return below.length() <= 1 ? List.of() : List.of(below.substring(1).split("/"));
    }

    private static RestRequest request(WebRequest request) {
        return new RestRequest(
                request.method(),
                below(request.path()),
                request.query().all(),
                name -> request.header(name).orElse(null),
                request.body(),
                request.caller(),
                request.baseUrl() + RestApi.PATH);
    }

    private static WebReply reply(RestReply reply) {
        return new WebReply(reply.status(), reply.contentType(), reply.headers(), reply.body()::writeTo);
    }
}
