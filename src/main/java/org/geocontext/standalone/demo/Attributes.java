package org.geocontext.standalone.demo;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Attribute values as the OGC formats write them. */
final class Attributes {

    private Attributes() {}

    /** Dates as ISO 8601, the rest as it is. */
    static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Instant date ? date.toString() : value;
    }
}
