package org.geocontext.standalone;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.geocontext.standalone.web.ErrorStyle;
import org.geocontext.standalone.web.Route;
import org.geocontext.standalone.web.WebReply;
import org.geocontext.web.WebFile;
import org.geocontext.web.WebFiles;

/** The page at {@code /}, which holds the web application. Its files come from {@code /rest/geocontext/ui}. */
final class WebPage {

    private WebPage() {}

    static Route route() {
        WebFile page = WebFiles.find(WebFiles.PAGE).orElseThrow();
        WebReply reply = WebReply.of(200, page.contentType(), stream -> stream.write(page.bytes()));
        return Route.reading("/", Set.of("GET"), ErrorStyle.JSON, request -> CompletableFuture.completedFuture(reply));
    }
}
