package org.geocontext.standalone.demo;

import java.util.List;
import org.geocontext.standalone.web.WebReply;

/**
 * What the demo's map server has to say.
 *
 * @param layers whose data were read for it: the slowest of them decides when it is sent
 */
record DemoReply(List<DemoLayer> layers, WebReply reply) {

    DemoReply {
        layers = List.copyOf(layers);
    }

    /** A reply that needed no data. */
    static DemoReply of(WebReply reply) {
        return new DemoReply(List.of(), reply);
    }
}
