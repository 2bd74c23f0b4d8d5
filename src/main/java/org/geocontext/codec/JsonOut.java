package org.geocontext.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON document piece by piece, however large. The target is flushed by {@link #close} and never closed; a
 * document that was left unfinished stays so. Calls out of order throw {@link IOException}. Not thread-safe.
 */
public final class JsonOut implements Closeable {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final DefaultIndenter FOUR_BLANKS = new DefaultIndenter("    ", "\n");

    private final JsonGenerator generator;

    private JsonOut(JsonGenerator generator) {
        this.generator = generator;
    }

    /** Writes UTF-8; half a surrogate pair becomes a question mark. */
    public static JsonOut to(OutputStream target, boolean pretty) throws IOException {
        return to(new OutputStreamWriter(target, StandardCharsets.UTF_8), pretty);
    }

    /** On one line, or indented by four blanks. */
    public static JsonOut to(Writer target, boolean pretty) throws IOException {
        JsonGenerator generator = FACTORY.createGenerator(target);
        if (pretty) {
            generator.setPrettyPrinter(indented());
        }
        return new JsonOut(generator);
    }

    private static DefaultPrettyPrinter indented() {
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentObjectsWith(FOUR_BLANKS);
        printer.indentArraysWith(FOUR_BLANKS);
        return printer;
    }

    public JsonOut startObject() throws IOException {
        generator.writeStartObject();
        return this;
    }

    /** A member that is an object. */
    public JsonOut startObject(String name) throws IOException {
        return name(name).startObject();
    }

    public JsonOut endObject() throws IOException {
        generator.writeEndObject();
        return this;
    }

    public JsonOut startArray() throws IOException {
        generator.writeStartArray();
        return this;
    }

    /** A member that is an array. */
    public JsonOut startArray(String name) throws IOException {
        return name(name).startArray();
    }

    public JsonOut endArray() throws IOException {
        generator.writeEndArray();
        return this;
    }

    /** The name of the member whose value comes next. */
    public JsonOut name(String name) throws IOException {
        generator.writeFieldName(name);
        return this;
    }

    /** A text, or null. */
    public JsonOut value(@Nullable String text) throws IOException {
        generator.writeString(text);
        return this;
    }

    /** The shortest digits that read back as the same double; NaN and infinite, which JSON lacks, become null. */
    public JsonOut value(double number) throws IOException {
        if (Double.isFinite(number)) {
            generator.writeNumber(number);
        } else {
            generator.writeNull();
        }
        return this;
    }

    public JsonOut value(long number) throws IOException {
        generator.writeNumber(number);
        return this;
    }

    public JsonOut value(boolean bool) throws IOException {
        generator.writeBoolean(bool);
        return this;
    }

    /** Digit for digit. */
    public JsonOut value(JsonNumber number) throws IOException {
        generator.writeNumber(number.text());
        return this;
    }

    public JsonOut nullValue() throws IOException {
        generator.writeNull();
        return this;
    }

    /** One member with any value that {@link #tree} takes. */
    public JsonOut member(String name, @Nullable Object tree) throws IOException {
        return name(name).tree(tree);
    }

    /**
     * A whole value.
     *
     * @param tree maps with text keys, iterables, texts, numbers, Booleans and nulls
     * @throws IllegalArgumentException for anything else
     */
    public JsonOut tree(@Nullable Object tree) throws IOException {
        if (tree == null) {
            return nullValue();
        } else if (tree instanceof String text) {
            return value(text);
        } else if (tree instanceof Boolean bool) {
            return value(bool.booleanValue());
        } else if (tree instanceof Number number) {
            return number(number);
        } else if (tree instanceof Map<?, ?> members) {
            return object(members);
        } else if (tree instanceof Iterable<?> elements) {
            return array(elements);
        }
        throw new IllegalArgumentException("value of " + tree.getClass().getName()
                + " (expected: Map, Iterable, String, Number, Boolean or null)");
    }

    private JsonOut object(Map<?, ?> members) throws IOException {
        startObject();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (!(member.getKey() instanceof String name)) {
                throw new IllegalArgumentException("name: " + member.getKey() + " (expected: a String)");
            }
            member(name, member.getValue());
        }
        return endObject();
    }

    private JsonOut array(Iterable<?> elements) throws IOException {
        startArray();
        for (Object element : elements) {
            tree(element);
        }
        return endArray();
    }

    private JsonOut number(Number number) throws IOException {
        if (number instanceof JsonNumber lexical) {
            return value(lexical);
        } else if (number instanceof Double || number instanceof Float) {
            return value(number.doubleValue());
        } else if (number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte) {
            return value(number.longValue());
        }
        return value(JsonNumber.of(number.toString()));
    }

    /** Passes everything written so far on to the target. */
    public void flush() throws IOException {
        generator.flush();
    }

    /** Flushes. */
    @Override
    public void close() throws IOException {
        generator.close();
        generator.flush();
    }
}
