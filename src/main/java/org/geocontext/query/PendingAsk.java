package org.geocontext.query;

import org.geocontext.source.Lookup;
import org.geocontext.source.Step;

/** Something that a lookup has to ask and that is not sent yet. */
record PendingAsk(Lookup lookup, Step.Ask ask) {}
