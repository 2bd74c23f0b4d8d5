package org.geocontext.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How several types are written into one request. */
enum WfsTypeList {
    /** {@code (a)(b)}: what the standard says for WFS 2.0.0. */
    PARENTHESES,
    /** {@code a,b}: WFS 1.0.0 and 1.1.0; in 2.0.0 a join by the standard, but what MapServer understands. */
    COMMAS;

    private static final String KEY = "wfs.2.0.0.typenames";

    /** The ways worth trying, the likeliest first; one if it is known to be right. */
    static List<WfsTypeList> candidates(WfsRequests requests, Facts facts) {
        if (!requests.isSecond()) {
            return List.of(COMMAS);
        }
        return Arrays.stream(values())
                .filter(list -> facts.is(KEY, list.text()))
                .findFirst()
                .map(List::of)
                .orElse(List.of(values()));
    }

    String write(List<String> types) {
        return this == COMMAS
                ? String.join(",", types)
                : types.stream().map(type -> "(" + type + ")").collect(Collectors.joining());
    }

    /** What an answer to this way of writing teaches. */
    Facts learned(WfsRequests requests) {
        return requests.isSecond() ? Facts.NONE.with(KEY, text()) : Facts.NONE;
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
