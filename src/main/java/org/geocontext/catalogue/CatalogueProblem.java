package org.geocontext.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a catalogue file.
 *
 * @param severity whether the entry was loaded all the same
 * @param kind {@code service}, {@code group}, {@code collection}, or {@code file} for the file as a whole
 * @param key of the entry, or its position as in {@code [3]} where it has none; null for the file
 * @param field the field's name in the file; null for the entry as a whole
 * @param value the offending value as text, never a secret; null if absent
 * @param message one sentence that ends with what is accepted
 */
public record CatalogueProblem(
        Severity severity,
        String kind,
        @Nullable String key,
        @Nullable String field,
        @Nullable String value,
        String message) {

    /** What became of the entry. */
    public enum Severity {
        /** It was loaded, with something assumed in place of the value. */
        WARNING,
        /** It was left out. */
        ERROR
    }
}
