package org.geocontext.source;

import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;

/** One request for several lookups, not yet sent. Immutable. */
public interface SharedAsk {

    HttpCall call();

    /** Tells what of a reply is whose. Pure; may be expensive (it parses), so it runs on the parsing pool. */
    Split split(HttpReply reply);
}
