package org.geocontext.codec;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * JSON documents as small trees: {@code Map} (in file order), {@code List}, {@code String}, {@link JsonNumber},
 * {@code Boolean} and null. For what fits into memory comfortably; {@link JsonOut} writes what does not. Thread-safe.
 */
public final class Json {

    private static final int DEEPEST = 1000;
    private static final int NUMBER_LENGTH = 1000;
    private static final int QUOTED_LENGTH = 40;
    private static final String HALF_WRITTEN = "the document ends in the middle (half-written?)";
    private static final Pattern UNRECOGNIZED = Pattern.compile("Unrecognized token '(\\w+)'.*", Pattern.DOTALL);

    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST + 1)
                    .maxNumberLength(NUMBER_LENGTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .errorReportConfiguration(ErrorReportConfiguration.builder()
                    .maxErrorTokenLength(QUOTED_LENGTH)
                    .build())
            .build();

    private Json() {}

    /**
     * Reads one document in UTF-8 or UTF-16, with or without byte order mark.
     *
     * @throws JsonException if it is empty, half-written, not JSON, has a name twice in one object, has something after
     *     its end, or exceeds {@link JsonLimits#DEFAULT}
     */
    public static @Nullable Object parse(byte[] document) throws JsonException {
        return parse(document, JsonLimits.DEFAULT);
    }

    /** As {@link #parse(byte[])}, with limits of the caller's. */
    public static @Nullable Object parse(byte[] document, JsonLimits limits) throws JsonException {
        if (document.length > limits.maxBytes()) {
            throw new JsonException("more than " + limits.maxBytes() + " bytes (expected: at most that)");
        }
        return parseText(JsonText.decode(document), limits);
    }

    /**
     * As {@link #parse(byte[], JsonLimits)}. Reads no further than one byte past the limit and does not close the
     * stream.
     *
     * @throws IOException as the stream does
     */
    public static @Nullable Object parse(InputStream document, JsonLimits limits) throws IOException, JsonException {
        return parse(
                document.readNBytes(limits.maxBytes() == Integer.MAX_VALUE ? limits.maxBytes() : limits.maxBytes() + 1),
                limits);
    }

    /** As {@link #parse(byte[])}, from characters; the size limit counts characters. */
    public static @Nullable Object parse(String document) throws JsonException {
        if (document.length() > JsonLimits.DEFAULT.maxBytes()) {
            throw new JsonException(
                    "more than " + JsonLimits.DEFAULT.maxBytes() + " characters (expected: at most that)");
        }
        return parseText(document, JsonLimits.DEFAULT);
    }

    /**
     * The tree as text, on one line or indented by four blanks.
     *
     * @throws IllegalArgumentException if it holds anything but maps with text keys, iterables, texts, numbers,
     *     Booleans and nulls
     */
    public static String write(@Nullable Object tree, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonOut out = JsonOut.to(text, pretty)) {
            out.tree(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** As {@link #write(Object, boolean)}, in UTF-8; flushes the stream and does not close it. */
    public static void write(@Nullable Object tree, boolean pretty, OutputStream stream) throws IOException {
        try (JsonOut out = JsonOut.to(stream, pretty)) {
            out.tree(tree);
        }
    }

    private static @Nullable Object parseText(String document, JsonLimits limits) throws JsonException {
        if (document.isBlank()) {
            throw new JsonException("the document is empty (expected: one JSON document)");
        }
        try (JsonParser parser = FACTORY.createParser(document)) {
            JsonToken first = parser.nextToken();
            Object tree = new TreeReader(parser, limits.maxDepth()).value(first, 0);
            requireEnd(parser);
            return tree;
        } catch (StreamConstraintsException e) {
            // The other constraints lie beyond the limits that are checked here.
            throw at(
                    e.getLocation(), "a number of more than " + NUMBER_LENGTH + " characters (expected: at most that)");
        } catch (JsonProcessingException e) {
            throw at(
                    e.getLocation(),
                    endsEarly(e.getOriginalMessage(), document) ? HALF_WRITTEN : sentence(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireEnd(JsonParser parser) throws IOException, JsonException {
        JsonToken after;
        try {
            after = parser.nextToken();
        } catch (JsonParseException e) {
            throw at(e.getLocation(), "something follows the end of the document (expected: nothing)");
        }
        if (after != null) {
            throw at(parser.currentTokenLocation(), "something follows the end of the document (expected: nothing)");
        }
    }

    private static boolean endsEarly(String message, String document) {
        if (message.contains("end-of-input")) {
            return true;
        }
        Matcher word = UNRECOGNIZED.matcher(message);
        return word.matches()
                && document.stripTrailing().endsWith(word.group(1))
                && Stream.of("true", "false", "null").anyMatch(literal -> literal.startsWith(word.group(1)));
    }

    static String sentence(String message) {
        return message.lines().findFirst().orElse("not JSON").replaceAll("\\s+", " ");
    }

    static JsonException at(@Nullable JsonLocation location, String message) {
        return location == null
                ? new JsonException(message)
                : new JsonException(location.getLineNr(), location.getColumnNr(), message);
    }

    /** Builds the tree; recursion is bounded by the depth limit. */
    record TreeReader(JsonParser parser, int maxDepth) {

        @Nullable
        Object value(@Nullable JsonToken token, int depth) throws IOException, JsonException {
            if (token == null) {
                throw at(parser.currentLocation(), HALF_WRITTEN);
            }
            return switch (token) {
                case START_OBJECT -> object(deeper(depth));
                case START_ARRAY -> array(deeper(depth));
                case VALUE_STRING -> parser.getText();
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumber.checked(parser.getText());
                case VALUE_TRUE -> Boolean.TRUE;
                case VALUE_FALSE -> Boolean.FALSE;
                case VALUE_NULL -> null;
                default -> throw at(parser.currentTokenLocation(), "unexpected " + token.asString());
            };
        }

        private int deeper(int depth) throws JsonException {
            if (depth >= maxDepth) {
                throw at(
                        parser.currentTokenLocation(),
                        "more than " + maxDepth + " levels of objects and arrays (expected: at most that)");
            }
            return depth + 1;
        }

        private Map<String, @Nullable Object> object(int depth) throws IOException, JsonException {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            for (JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
                String name = parser.currentName();
                if (members.containsKey(name)) {
                    throw at(parser.currentTokenLocation(), "the name \"" + name + "\" stands twice in one object");
                }
                members.put(name, value(parser.nextToken(), depth));
            }
            return members;
        }

        private List<@Nullable Object> array(int depth) throws IOException, JsonException {
            List<@Nullable Object> elements = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                elements.add(value(token, depth));
            }
            return elements;
        }
    }
}
