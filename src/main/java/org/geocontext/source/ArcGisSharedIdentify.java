package org.geocontext.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ParsedReply;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;

/**
 * {@code identify} in several layers of a map service. A reply counts only if every result bears the id of one of them:
 * results of a group layer bear the ids of the layers in it.
 *
 * @param parts at least one
 */
record ArcGisSharedIdentify(HttpCall call, List<ArcGisPart> parts) implements SharedAsk {

    /** Servers limit what they identify, and do not say when they have; hardly any is set to less. */
    private static final int MOST_RESULTS = 100;

    ArcGisSharedIdentify {
        parts = List.copyOf(parts);
    }

    @Override
    public Split split(HttpReply reply) {
        Replies.Outcome read = Replies.read(call, reply, ArcGisTalk.WITH_GEOMETRY);
        return read instanceof Replies.Understood understood
                ? attributed(understood)
                : parts.get(0).refused((Replies.Refused) read);
    }

    private Split attributed(Replies.Understood understood) {
        List<ParsedFeature> results = understood.reply().features();
        if (results.size() >= MOST_RESULTS || understood.reply().truncated()) {
            return new Split.Apart(false, "the reply may have been cut short", Facts.NONE);
        }
        Map<String, List<ParsedFeature>> byLayer = new HashMap<>();
        parts.forEach(part -> byLayer.put(part.subject(), new ArrayList<>()));
        for (ParsedFeature result : results) {
            List<ParsedFeature> own = byLayer.get(String.valueOf(result.layer()));
            if (own == null) {
                return new Split.Apart(true, "a result is of none of the layers", Facts.NONE);
            }
            own.add(result);
        }
        return new Split.Attributed(steps(understood, byLayer), Facts.NONE);
    }

    /** A layer with as many hits as a single query may bring is left to be asked alone. */
    private Map<Part, Step> steps(Replies.Understood understood, Map<String, List<ParsedFeature>> byLayer) {
        Map<Part, Step> steps = new HashMap<>();
        for (ArcGisPart part : parts) {
            List<ParsedFeature> own = byLayer.getOrDefault(part.subject(), List.of());
            if (own.size() < part.count()) {
                ParsedReply reply = new ParsedReply(understood.reply().format(), own, false);
                steps.put(part, part.next(new Replies.Understood(reply, understood.url(), understood.askedAt())));
            }
        }
        return steps;
    }
}
