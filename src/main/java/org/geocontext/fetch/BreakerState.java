package org.geocontext.fetch;

/** Whether an origin is being called. The code is the word in listings. */
public enum BreakerState {
    /** It is. */
    CLOSED("closed"),
    /** After having been open: a few calls are made to see how it is. */
    HALF_OPEN("half_open"),
    /** It is not, for a while. */
    OPEN("open");

    private final String code;

    BreakerState(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    @Override
    public String toString() {
        return code;
    }
}
