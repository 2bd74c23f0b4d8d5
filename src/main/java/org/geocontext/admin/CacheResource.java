package org.geocontext.admin;

import java.util.List;
import org.geocontext.admin.RestOperation.Access;
import org.geocontext.app.CacheView;
import org.geocontext.http.MediaTypes;
import org.geocontext.query.InvalidRequestException;

/** {@code /cache}: what is kept of earlier answers, and how to forget it. */
final class CacheResource implements RestResource {

    private final RestHost host;

    CacheResource(RestHost host) {
        this.host = host;
    }

    @Override
    public String topic() {
        return "cache";
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(
                RestOperation.get("/cache", this::show),
                RestOperation.of("DELETE", "/cache", Access.ADMINISTER, this::clear));
    }

    private RestReply show(RestRequest request) {
        CacheView view = new CacheView(host.engine());
        return RestReply.of(200, MediaTypes.JSON, stream -> view.write(request.caller(), stream));
    }

    /** Answers with what is still there. */
    private RestReply clear(RestRequest request) throws RestException {
        try {
            new CacheView(host.engine()).clear(request.parameters());
        } catch (InvalidRequestException e) {
            throw RestException.of(e);
        }
        return show(request);
    }
}
