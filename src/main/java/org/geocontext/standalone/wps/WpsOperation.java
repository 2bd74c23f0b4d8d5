package org.geocontext.standalone.wps;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as read, by KVP or XML; service, version and language are already checked. */
sealed interface WpsOperation {

    /** Asks what the service offers. */
    record GetCapabilities() implements WpsOperation {}

    /**
     * Asks what processes take and give.
     *
     * @param identifiers of the processes to describe; at least one
     */
    record DescribeProcess(List<String> identifiers) implements WpsOperation {
        public DescribeProcess {
            identifiers = List.copyOf(identifiers);
        }
    }

    /** Asks for a result. */
    record Execute(String identifier, List<InputValue> inputs, ResponseForm form) implements WpsOperation {
        public Execute {
            inputs = List.copyOf(inputs);
        }
    }

    /** How an input came. */
    enum Carrier {
        /** KVP does not say. */
        UNKNOWN,
        LITERAL,
        COMPLEX
    }

    /**
     * One value of an input.
     *
     * @param text the value; XML as text
     * @param mimeType null if none is given
     */
    record InputValue(
            String name,
            String text,
            Carrier carrier,
            @Nullable String mimeType) {}

    /**
     * How the result is to come.
     *
     * @param raw whether the one output comes by itself
     * @param outputs asked for; empty for all
     * @param lineage whether inputs and output definitions are repeated in the response
     */
    record ResponseForm(boolean raw, List<WantedOutput> outputs, boolean lineage) {

        /** A response document with everything in its default format. */
        static final ResponseForm DOCUMENT = new ResponseForm(false, List.of(), false);

        public ResponseForm {
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * An output the caller names.
     *
     * @param mimeType null for the default
     */
    record WantedOutput(String name, @Nullable String mimeType) {}
}
