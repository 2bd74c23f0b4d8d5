package org.geocontext.admin;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.geocontext.catalogue.Catalogue;

/** {@code /openapi.json} and {@code /schema}: what the API and catalogue files are like. */
final class MetaResource implements RestResource {

    private static final String SCHEMA = "catalogue.schema.json";

    private final List<RestResource> others;

    /** @param others all the other topics */
    MetaResource(List<RestResource> others) {
        this.others = List.copyOf(others);
    }

    @Override
    public String topic() {
        return "meta";
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(
                RestOperation.get("/openapi.json", this::openApi), RestOperation.get("/schema", request -> schema()));
    }

    private RestReply openApi(RestRequest request) {
        List<RestResource> all = new ArrayList<>(others);
        all.add(this);
        return RestReply.json(200, OpenApi.document(all, request.baseUrl()));
    }

    private static RestReply schema() {
        return RestReply.of(200, "application/schema+json", stream -> {
            try (InputStream schema = Catalogue.class.getResourceAsStream(SCHEMA)) {
                schema.transferTo(stream);
            }
        });
    }
}
