package org.geocontext.standalone.table;

import java.io.IOException;

/** A file is not what it should be; the message is for whoever named it. */
public final class TableException extends IOException {

    private static final long serialVersionUID = 1L;

    public TableException(String message) {
        super(message);
    }
}
