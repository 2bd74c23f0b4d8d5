package org.geocontext.admin;

import java.util.List;
import org.geocontext.app.EndpointsJson;
import org.geocontext.app.GeoContext;
import org.geocontext.http.MediaTypes;

/** {@code /endpoints}: how the servers do that were called in the last half hour. */
final class EndpointsResource implements RestResource {

    private final RestHost host;

    EndpointsResource(RestHost host) {
        this.host = host;
    }

    @Override
    public String topic() {
        return "endpoints";
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(RestOperation.get("/endpoints", this::show));
    }

    private RestReply show(RestRequest request) {
        GeoContext engine = host.engine();
        return RestReply.of(
                200,
                MediaTypes.JSON,
                stream -> EndpointsJson.write(engine.endpoints(request.caller()), engine.sharing(), stream));
    }
}
