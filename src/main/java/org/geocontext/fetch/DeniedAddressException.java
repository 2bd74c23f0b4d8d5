package org.geocontext.fetch;

import java.io.IOException;

/** No address of a host may be connected to. */
final class DeniedAddressException extends IOException {

    private static final long serialVersionUID = 1L;

    DeniedAddressException(String message) {
        super(message);
    }
}
