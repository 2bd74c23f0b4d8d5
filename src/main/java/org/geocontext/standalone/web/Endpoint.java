package org.geocontext.standalone.web;

import java.util.concurrent.CompletionStage;

/** What answers a route. Thread-safe; may compute, does not wait: what takes time comes with the stage. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers a request.
     *
     * @throws RefusedException if the request cannot be served; so may the stage
     */
    CompletionStage<WebReply> answer(WebRequest request) throws RefusedException;
}
