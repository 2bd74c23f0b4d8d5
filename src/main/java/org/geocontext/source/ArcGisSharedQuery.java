package org.geocontext.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.geocontext.codec.CodecException;
import org.geocontext.codec.LayeredReplyReader;
import org.geocontext.codec.ParsedReply;
import org.geocontext.codec.ReadOptions;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;

/**
 * {@code query} of several layers of a feature service, each of which has its own part in the reply.
 *
 * @param parts at least one
 */
record ArcGisSharedQuery(HttpCall call, List<ArcGisPart> parts) implements SharedAsk {

    ArcGisSharedQuery {
        parts = List.copyOf(parts);
    }

    @Override
    public Split split(HttpReply reply) {
        try {
            return attributed(reply, LayeredReplyReader.read(reply, ReadOptions.DEFAULT));
        } catch (CodecException e) {
            return parts.get(0).refused(Replies.refused(call, reply, e));
        }
    }

    private Split attributed(HttpReply reply, Map<String, ParsedReply> layers) {
        Set<String> asked = parts.stream().map(ArcGisPart::subject).collect(Collectors.toSet());
        if (!asked.containsAll(layers.keySet())) {
            return new Split.Apart(true, "a layer in the reply was not asked for", Facts.NONE);
        }
        Map<Part, Step> steps = new HashMap<>();
        for (ArcGisPart part : parts) {
            ParsedReply own = layers.get(part.subject());
            if (own != null && !own.truncated() && own.features().size() < part.count()) {
                steps.put(part, part.next(Replies.understood(call, reply, own)));
            }
        }
        return new Split.Attributed(steps, Facts.NONE);
    }
}
