package org.geocontext.catalogue;

/** A document cannot be edited, as what is in it now cannot be read; the message says why. */
public final class DocumentConflictException extends CatalogueException {

    private static final long serialVersionUID = 1L;

    DocumentConflictException(String problem) {
        super(problem);
    }
}
