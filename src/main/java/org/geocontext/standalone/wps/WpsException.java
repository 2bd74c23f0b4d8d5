package org.geocontext.standalone.wps;

import org.jspecify.annotations.Nullable;

/** A request that WPS answers with an exception report. The message is one sentence. */
final class WpsException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Exception codes of OWS Common 1.1 (06-121r3, table 25) and WPS 1.0.0 (05-007r7, table 38). */
    enum Code {
        OPERATION_NOT_SUPPORTED("OperationNotSupported", 501),
        MISSING_PARAMETER_VALUE("MissingParameterValue", 400),
        INVALID_PARAMETER_VALUE("InvalidParameterValue", 400),
        VERSION_NEGOTIATION_FAILED("VersionNegotiationFailed", 400),
        STORAGE_NOT_SUPPORTED("StorageNotSupported", 400),
        FILE_SIZE_EXCEEDED("FileSizeExceeded", 413),
        SERVER_BUSY("ServerBusy", 503),
        NO_APPLICABLE_CODE("NoApplicableCode", 400);

        private final String word;
        private final int status;

        Code(String word, int status) {
            this.word = word;
            this.status = status;
        }

        /** As in the report. */
        String word() {
            return word;
        }

        /** HTTP status that goes with it. */
        int status() {
            return status;
        }
    }

    private final Code code;
    private final @Nullable String locator;

    /** @param locator the parameter or input at fault; null if it is none in particular */
    WpsException(Code code, @Nullable String locator, String sentence) {
        super(sentence);
        this.code = code;
        this.locator = locator;
    }

    static WpsException missing(String parameter, String expected) {
        return new WpsException(
                Code.MISSING_PARAMETER_VALUE, parameter, parameter + ": missing (expected: " + expected + ")");
    }

    static WpsException invalid(String parameter, String sentence) {
        return new WpsException(Code.INVALID_PARAMETER_VALUE, parameter, sentence);
    }

    Code code() {
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
