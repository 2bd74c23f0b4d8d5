package org.geocontext.standalone.demo;

import org.jspecify.annotations.Nullable;

/** A request that the demo's map server does not answer; the message is for its caller. */
final class FaultException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String locator;

    /**
     * @param code a word of the OGC standards, as in {@code LayerNotDefined}
     * @param locator the parameter at fault; null if it is none in particular
     */
    FaultException(String code, @Nullable String locator, String message) {
        super(message);
        this.code = code;
        this.locator = locator;
    }

    static FaultException missing(String parameter) {
        return new FaultException("MissingParameterValue", parameter, parameter + " is missing");
    }

    static FaultException invalid(String parameter, String value, String expected) {
        return new FaultException(
                "InvalidParameterValue", parameter, parameter + ": " + value + " (expected: " + expected + ")");
    }

    String code() {
        return code;
    }

    @Nullable
    String locator() {
        return locator;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
