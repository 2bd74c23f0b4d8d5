package org.geocontext.standalone.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.geocontext.http.MediaTypes;
import org.jspecify.annotations.Nullable;

/** Answers what never reaches {@link WebHandler}, as broken HTTP, in the same way: one sentence, no internals. */
final class SentenceErrorHandler extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, @Nullable Throwable cause, Callback callback)
            throws IOException {
        SecurityHeaders.addTo(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, MediaTypes.JSON);
        response.write(true, body(code), callback);
    }

    private static ByteBuffer body(int status) {
        String sentence = "The request is not served: " + HttpStatus.getMessage(status) + ".";
        return ByteBuffer.wrap(("{\"error\":{\"message\":\"" + sentence + "\"}}").getBytes(StandardCharsets.UTF_8));
    }
}
