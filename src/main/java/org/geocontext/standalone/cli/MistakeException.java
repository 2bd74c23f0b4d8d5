package org.geocontext.standalone.cli;

/** Something the person at the keyboard has to put right; the message is one sentence for him. */
final class MistakeException extends Exception {

    private static final long serialVersionUID = 1L;

    MistakeException(String message) {
        super(message);
    }

    MistakeException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
