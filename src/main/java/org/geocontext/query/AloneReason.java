package org.geocontext.query;

/** Why a service has a request of its own. The code is a stable word. */
public enum AloneReason {
    MERGE_NEVER("merge_never", "merge is \"never\" in the catalogue"),
    MAX_LAYERS("max_layers", "max_layers is 1 in the catalogue"),
    SWITCHED_OFF("switched_off", "merge is off in the settings"),
    /** By its protocol, its parameters, its format, or the kind of its endpoint. */
    NOT_SHAREABLE("not_shareable", "such a request answers one service only"),
    UNPROVEN("unproven", "the endpoint has not shown yet that it answers several services at once"),
    SPOILT("spoilt", "a request that it shared failed on account of it"),
    DOES_NOT_PAY("does_not_pay", "shared requests take longer at this endpoint"),
    NO_OTHER("no_other", "no other service is asked in the same way"),
    NO_ROOM("no_room", "the others fill a request"),
    SAMPLE("sample", "it was chosen to measure how long one service takes");

    private final String code;
    private final String text;

    AloneReason(String code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The stable lower-case word, as in {@code no_other}. */
    public String code() {
        return code;
    }

    /** For a person; what comes after "because". */
    public String text() {
        return text;
    }
}
