package org.geocontext.codec;

import java.util.Map;
import java.util.regex.Pattern;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/** What servers and bodies fail with, in one sentence each. */
final class Failures {

    private static final Pattern LOG_IN =
            Pattern.compile("(?i)\\b(please (log|sign)[ -]?in|(log|sign)[ -]?in (to|with|required)|log[ -]?in page|"
                    + "session (has )?(expired|timed out)|authentication required)\\b|^\\s*(log|sign)[ -]?(in|on)\\b");
    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(301, "Moved Permanently"),
            Map.entry(302, "Found"),
            Map.entry(303, "See Other"),
            Map.entry(304, "Not Modified"),
            Map.entry(307, "Temporary Redirect"),
            Map.entry(308, "Permanent Redirect"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(407, "Proxy Authentication Required"),
            Map.entry(408, "Request Timeout"),
            Map.entry(410, "Gone"),
            Map.entry(413, "Content Too Large"),
            Map.entry(414, "URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private Failures() {}

    static CodecException malformed(String sentence) {
        return new CodecException(Reason.MALFORMED, Words.sentence(sentence));
    }

    static CodecException malformed(String sentence, Exception cause) {
        return new CodecException(Reason.MALFORMED, Words.sentence(sentence), cause);
    }

    /**
     * An error that the server reported.
     *
     * @param code the server's word for it; null or empty if none
     * @param text the server's sentence; null or empty if none
     */
    static CodecException service(@Nullable String code, @Nullable String text) {
        return new CodecException(Reason.SERVICE_EXCEPTION, message(code, text));
    }

    static CodecException unauthorized(@Nullable String code, @Nullable String text) {
        return new CodecException(Reason.UNAUTHORIZED, message(code, text));
    }

    private static String message(@Nullable String code, @Nullable String text) {
        String word = code == null ? "" : code.strip();
        String sentence = text == null ? "" : text.strip();
        if (word.isEmpty() && sentence.isEmpty()) {
            return "the server reports an error without a text";
        }
        String separator = word.isEmpty() || sentence.isEmpty() ? "" : ": ";
        return Words.sentence(word + separator + sentence);
    }

    /** A status that is not a success, when the body has nothing better to say. */
    static CodecException status(int status) {
        String phrase = PHRASES.get(status);
        String message = "HTTP " + status + (phrase == null ? "" : " " + phrase);
        return new CodecException(isUnauthorized(status) ? Reason.UNAUTHORIZED : Reason.HTTP_STATUS, message);
    }

    /** The message of an exception that always has one. */
    static String text(CodecException e) {
        String message = e.getMessage();
        return message == null ? e.reason().code() : message;
    }

    static boolean isUnauthorized(int status) {
        return status == 401 || status == 403;
    }

    static boolean isLogIn(String visibleText) {
        return LOG_IN.matcher(visibleText).find();
    }
}
