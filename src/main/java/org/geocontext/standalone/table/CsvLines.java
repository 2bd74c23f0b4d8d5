package org.geocontext.standalone.table;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a CSV text (RFC 4180, any line end and delimiter). Not thread-safe. */
final class CsvLines {

    private static final int END = -1;
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_FIELD = 1 << 24;

    private final Reader reader;
    private final char delimiter;
    private final char[] buffer = new char[BUFFER];
    private final StringBuilder field = new StringBuilder();
    private int position;
    private int filled;
    private long line = 1;

    CsvLines(Reader reader, char delimiter) {
        this.reader = reader;
        this.delimiter = delimiter;
    }

    /** Where the next record begins, from 1. */
    long line() {
        return line;
    }

    /**
     * The next record; empty lines are passed over.
     *
     * @return null at the end
     */
    @Nullable
    List<String> next() throws IOException {
        int c = read();
        while (c == '\n' || c == '\r') {
            c = read();
        }
        if (c == END) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        while (true) {
            c = c == '"' ? quoted() : plain(c);
            fields.add(field.toString());
            field.setLength(0);
            if (c != delimiter) {
                return fields;
            }
            c = read();
        }
    }

    /** Returns what ended the field. */
    private int plain(int first) throws IOException {
        int c = first;
        while (c != END && c != delimiter && c != '\n' && c != '\r') {
            append(c);
            c = read();
        }
        return c;
    }

    /** Returns what ended the field. */
    private int quoted() throws IOException {
        long began = line;
        while (true) {
            int c = read();
            if (c == END) {
                throw new TableException("line " + began + ": a quote is not closed (expected: \" before the end)");
            } else if (c != '"') {
                append(c);
            } else {
                int after = read();
                if (after != '"') {
                    return plain(after);
                }
                append('"');
            }
        }
    }

    private void append(int c) throws TableException {
        if (field.length() == LONGEST_FIELD) {
            throw new TableException("line " + line + ": a field of more than " + LONGEST_FIELD
                    + " characters (expected: closed quotes)");
        }
        field.append((char) c);
    }

    private int read() throws IOException {
        if (position == filled) {
            filled = reader.read(buffer, 0, BUFFER);
            position = 0;
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        char c = buffer[position++];
        if (c == '\n') {
            line++;
        }
        return c;
    }
}
