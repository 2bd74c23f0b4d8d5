package org.geocontext.admin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.geocontext.app.QuotaExceededException;
import org.geocontext.query.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * A request that is not served. Its reply is {@code {"status": 400, "error": {"field": …, "message": …, "accepted":
 * …}}} with whatever {@link #with} added to the error; members that do not apply are not there.
 */
public final class RestException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final String EXPECTED = " (expected: ";

    private final int status;
    private final @Nullable String field;
    private final @Nullable String accepted;
    private final transient Map<String, @Nullable Object> details;
    private final transient Map<String, String> headers;

    /**
     * @param status HTTP status, 400..599
     * @param field the field or parameter at fault, as in {@code services.rivers.url}; null if it is none in particular
     * @param message what is wrong; where it ends with {@code (expected: …)} and nothing is said to be accepted, that
     *     is
     * @param accepted what would be taken; null if there is nothing to say
     */
    public RestException(int status, @Nullable String field, String message, @Nullable String accepted) {
        this(status, field, message, accepted, Map.of(), Map.of());
    }

    private RestException(
            int status,
            @Nullable String field,
            String message,
            @Nullable String accepted,
            Map<String, @Nullable Object> details,
            Map<String, String> headers) {
        super(message);
        this.status = status;
        this.field = field;
        this.accepted = accepted;
        this.details = details;
        this.headers = headers;
    }

    /** 400 for a field or parameter. */
    public static RestException badInput(String field, String message, String accepted) {
        return new RestException(400, field, message, accepted);
    }

    /** 400 for an input of a query; 429 for a limit on users. */
    static RestException of(InvalidRequestException invalid) {
        if (invalid instanceof QuotaExceededException exceeded) {
            return new RestException(429, null, String.valueOf(exceeded.getMessage()), null)
                    .withHeader("Retry-After", Long.toString(exceeded.retryAfterSeconds()));
        }
        return new RestException(400, invalid.input(), String.valueOf(invalid.getMessage()), null);
    }

    /** 404. */
    public static RestException notFound(String message) {
        return new RestException(404, null, message, null);
    }

    /** 409. */
    public static RestException conflict(String message, @Nullable String accepted) {
        return new RestException(409, null, message, accepted);
    }

    /** The same with one more member of the error: a tree as JSON has it. */
    public RestException with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(details);
        more.put(name, value);
        return new RestException(status, field, message(), accepted, Collections.unmodifiableMap(more), headers);
    }

    /** The same with one more header of the reply. */
    public RestException withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new RestException(status, field, message(), accepted, details, Collections.unmodifiableMap(more));
    }

    public int status() {
        return status;
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    private String message() {
        return String.valueOf(getMessage());
    }

    RestReply reply() {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        if (field != null) {
            error.put("field", field);
        }
        error.put("message", message());
        String expected = accepted == null ? expected(message()) : accepted;
        if (expected != null) {
            error.put("accepted", expected);
        }
        error.putAll(details);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("status", status);
        tree.put("error", error);
        RestReply reply = RestReply.json(status, tree);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            reply = reply.withHeader(header.getKey(), header.getValue());
        }
        return reply;
    }

    private static @Nullable String expected(String message) {
        int start = message.indexOf(EXPECTED);
        int end = message.lastIndexOf(')');
        return start < 0 || end < start ? null : message.substring(start + EXPECTED.length(), end);
    }
}
