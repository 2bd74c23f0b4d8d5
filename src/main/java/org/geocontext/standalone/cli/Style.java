package org.geocontext.standalone.cli;

import org.geocontext.query.Status;

/** How something looks on a terminal that has colours. */
enum Style {
    PLAIN(""),
    BOLD("1"),
    DIM("2"),
    GOOD("32"),
    DOUBTFUL("33"),
    BAD("31");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    static Style of(Status status) {
        return switch (status) {
            case VALUE -> GOOD;
            case NO_DATA -> DOUBTFUL;
            case FAILED -> BAD;
            case SKIPPED -> DIM;
        };
    }

    String apply(String text, boolean colours) {
        return colours && this != PLAIN && !text.isBlank() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
