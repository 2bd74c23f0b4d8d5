package org.geocontext.standalone.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.geocontext.codec.Json;
import org.geocontext.http.MediaTypes;
import org.jspecify.annotations.Nullable;

/** How a route says what went wrong. */
@FunctionalInterface
public interface ErrorStyle {

    /** {@code {"error": {"input": …, "message": …}}}; the input only where there is one. */
    ErrorStyle JSON = (status, input, sentence) -> {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        if (input != null) {
            error.put("input", input);
        }
        error.put("message", sentence);
        return WebReply.text(status, MediaTypes.JSON, Json.write(Map.of("error", error), false));
    };

    /** The sentence alone, as a JSON string: GeoContext 2's way. */
    ErrorStyle JSON_STRING =
            (status, input, sentence) -> WebReply.text(status, MediaTypes.JSON, Json.write(sentence, false));

    /**
     * A reply with this sentence.
     *
     * @param input the input at fault; null if it is none in particular
     */
    WebReply reply(int status, @Nullable String input, String sentence);

    /** A refusal in this style. */
    default WebReply reply(RefusedException refused) {
        return reply(refused.status(), refused.input(), refused.sentence());
    }
}
