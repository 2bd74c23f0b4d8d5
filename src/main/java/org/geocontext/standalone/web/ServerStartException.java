package org.geocontext.standalone.web;

/** The server cannot listen where it was told to. The message is one sentence for whoever starts it. */
public final class ServerStartException extends Exception {

    private static final long serialVersionUID = 1L;

    public ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
