package org.geocontext.catalogue;

/** A catalogue as a whole cannot be read or written; the message is for the administrator. */
public class CatalogueException extends Exception {

    private static final long serialVersionUID = 1L;

    public CatalogueException(String message) {
        super(message);
    }

    public CatalogueException(String message, Throwable cause) {
        super(message, cause);
    }
}
