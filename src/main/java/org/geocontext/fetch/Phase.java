package org.geocontext.fetch;

/** How far an exchange has come. */
enum Phase {
    STARTING("before it was sent"),
    RESOLVING("while the host's name was looked up"),
    CONNECTING("while connecting"),
    HANDSHAKE("during the TLS handshake"),
    WAITING("while waiting for the reply"),
    READING("while reading the reply");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    /** A clause for messages. */
    @Override
    public String toString() {
        return text;
    }
}
