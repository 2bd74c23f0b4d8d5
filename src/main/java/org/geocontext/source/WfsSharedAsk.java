package org.geocontext.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ParsedReply;
import org.geocontext.codec.ReadOptions;
import org.geocontext.codec.ReplyFormat;
import org.geocontext.codec.ReplyReader;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;

/**
 * GetFeature for several types. A reply counts only if every feature in it is known to be of one of them: by its
 * element in GML, by its id in GeoJSON.
 *
 * @param requests of any of the types
 * @param half half the side of the box, metres
 * @param lists ways to write the types, the first now, the others if it is refused
 */
record WfsSharedAsk(WfsRequests requests, WfsManner manner, double half, List<WfsTypeList> lists, List<WfsPart> parts)
        implements SharedAsk {

    /**
     * Features that are asked for beyond what one type alone may have. Servers count over all types, so that a reply
     * with fewer features than asked for is complete.
     */
    private static final int FEATURES_FOR_EACH = 10;

    WfsSharedAsk {
        lists = List.copyOf(lists);
        parts = List.copyOf(parts);
    }

    /** The types that are asked; the others are left to be asked alone. */
    private LayerNames types() {
        return LayerNames.distinguishable(parts.stream().map(WfsPart::subject).toList());
    }

    private int count() {
        return requests.count() + FEATURES_FOR_EACH * types().layers().size();
    }

    @Override
    public HttpCall call() {
        return requests.box(manner, half, lists.get(0).write(types().layers()), count());
    }

    @Override
    public Split split(HttpReply reply) {
        Replies.Outcome read = Replies.read(call(), reply, body -> ReplyReader.read(body, ReadOptions.DEFAULT));
        return read instanceof Replies.Understood understood ? attributed(understood) : refused((Replies.Refused) read);
    }

    private Split refused(Replies.Refused refused) {
        return lists.size() == 1
                ? refused.split()
                : new Split.Again(
                        new WfsSharedAsk(requests, manner, half, lists.subList(1, lists.size()), parts), Facts.NONE);
    }

    private Split attributed(Replies.Understood understood) {
        List<ParsedFeature> features = understood.reply().features();
        if (features.size() >= count() || understood.reply().truncated()) {
            return new Split.Apart(false, "the reply may have been cut short", Facts.NONE);
        }
        LayerNames types = types();
        Map<String, List<ParsedFeature>> byType = new HashMap<>();
        types.layers().forEach(type -> byType.put(type, new ArrayList<>()));
        for (ParsedFeature feature : features) {
            Optional<String> type = types.find(named(feature, understood.reply().format()));
            if (type.isEmpty()) {
                return new Split.Apart(true, "a feature cannot be told to be of one of the types", Facts.NONE);
            }
            Objects.requireNonNull(byType.get(type.get())).add(feature);
        }
        return new Split.Attributed(steps(understood, byType), lists.get(0).learned(requests));
    }

    /** The name of a GeoJSON collection says nothing about each of its features. */
    private static ParsedFeature named(ParsedFeature feature, ReplyFormat format) {
        return format == ReplyFormat.GEOJSON ? new ParsedFeature(null, feature.id(), Map.of(), null, null) : feature;
    }

    /** A type with as many features as a single reply may have is left to be asked alone. */
    private Map<Part, Step> steps(Replies.Understood understood, Map<String, List<ParsedFeature>> byType) {
        Map<Part, Step> steps = new HashMap<>();
        for (WfsPart part : parts) {
            List<ParsedFeature> own = byType.get(part.subject());
            if (own != null && own.size() < part.count()) {
                ParsedReply reply = new ParsedReply(understood.reply().format(), own, false);
                steps.put(part, part.next(new Replies.Understood(reply, understood.url(), understood.askedAt())));
            }
        }
        return steps;
    }
}
