package org.geocontext.query;

/** What became of a service: {@code status} of a row. */
public enum Status {
    VALUE("value"),
    /** The service answered, and there is nothing at the point. */
    NO_DATA("no_data"),
    FAILED("failed"),
    /** Not asked, because it cannot answer. */
    SKIPPED("skipped");

    private final String code;

    Status(String code) {
        this.code = code;
    }

    /** The stable lower-case word. */
    public String code() {
        return code;
    }

    @Override
    public String toString() {
        return code;
    }
}
