package org.geocontext.admin;

import java.util.List;
import org.geocontext.web.WebFile;
import org.geocontext.web.WebFiles;

/** {@code /ui}: the files of the web application. Browsers keep them and ask each time whether they have changed. */
final class UiResource implements RestResource {

    @Override
    public String topic() {
        return "ui";
    }

    @Override
    public List<RestOperation> operations() {
        return List.of(RestOperation.get("/ui/{path*}", UiResource::file));
    }

    private static RestReply file(RestRequest request) throws RestException {
        String path = request.variable("path");
        WebFile file = WebFiles.find(path)
                .orElseThrow(() -> new RestException(404, null, "The web application has no such file.", null));
        return RestReply.of(200, file.contentType(), stream -> stream.write(file.bytes()))
                .withTag(file.entityTag());
    }
}
