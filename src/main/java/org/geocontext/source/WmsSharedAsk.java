package org.geocontext.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ParsedReply;
import org.geocontext.codec.ReadOptions;
import org.geocontext.codec.ReplyFormat;
import org.geocontext.codec.ReplyReader;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;

/**
 * GetFeatureInfo over several layers. A reply counts only if every hit in it is known to be of one of them: by the
 * element of GML, the heading of text, or the feature id of JSON. GeoServer gives rasters no id, so where JSON is not
 * clear GML is asked, and from then on for single layers too, so that a layer says the same alone and in company.
 *
 * @param request of any of the layers
 * @param formats to be asked in, the first now, the others if it will not do
 */
record WmsSharedAsk(WmsRequest request, WmsRequest.Window window, List<String> formats, List<WmsPart> parts)
        implements SharedAsk {

    /**
     * Hits that are asked for beyond one layer's. GeoServer counts over all layers, so that a reply with fewer hits
     * than asked for is complete whoever counts.
     */
    private static final int HITS_FOR_EACH = 10;

    /** Its GML has 0 for a number that is NULL. */
    private static final String QGIS_NAMESPACE = "http://qgis.org/gml";

    WmsSharedAsk {
        formats = List.copyOf(formats);
        parts = List.copyOf(parts);
    }

    private List<String> layers() {
        return parts.stream().map(WmsPart::subject).distinct().toList();
    }

    private int count() {
        return window.count() + HITS_FOR_EACH * layers().size();
    }

    private String format() {
        return formats.get(0);
    }

    @Override
    public HttpCall call() {
        return request.call(layers(), window, count(), format());
    }

    @Override
    public Split split(HttpReply reply) {
        Replies.Outcome read =
                Replies.read(call(), reply, body -> ReplyReader.read(body, ReadOptions.DEFAULT.withHtmlTables(false)));
        return read instanceof Replies.Understood understood
                ? attributed(reply, understood)
                : refused((Replies.Refused) read);
    }

    private Split refused(Replies.Refused refused) {
        if (WmsFormats.isTheFault(refused)) {
            return inOtherFormat("no format for several layers: " + refused.message());
        }
        return refused.split();
    }

    private Split inOtherFormat(String why) {
        return formats.size() == 1
                ? new Split.Apart(false, why, Facts.NONE)
                : new Split.Again(
                        new WmsSharedAsk(request, window, formats.subList(1, formats.size()), parts), Facts.NONE);
    }

    private Split attributed(HttpReply reply, Replies.Understood understood) {
        List<ParsedFeature> hits = understood.reply().features();
        if (understood.reply().format() == ReplyFormat.GML && isOfQgis(reply)) {
            return new Split.Apart(
                    false,
                    "QGIS Server's GML does not tell NULL from 0",
                    WmsLayerFacts.withFormatForNone(Facts.NONE, format()));
        } else if (hits.size() == count() || understood.reply().truncated()) {
            return new Split.Apart(false, "the reply may have been cut short", Facts.NONE);
        }
        LayerNames names = new LayerNames(layers());
        Map<String, List<ParsedFeature>> byLayer = new HashMap<>();
        for (ParsedFeature hit : hits) {
            Optional<String> layer = names.find(hit);
            if (layer.isEmpty()) {
                return inOtherFormat("a hit cannot be told to be of one of the layers");
            }
            byLayer.computeIfAbsent(layer.get(), key -> new ArrayList<>()).add(hit);
        }
        return new Split.Attributed(steps(understood, byLayer), learned(byLayer.size()));
    }

    /**
     * Some servers answer for the first layer only. Until an endpoint has shown hits of two, a layer without any is not
     * believed to have none.
     */
    private boolean isBelieved(int layersWithHits) {
        return layersWithHits > 1 || parts.stream().anyMatch(WmsPart::isSeveralProven);
    }

    private Map<Part, Step> steps(Replies.Understood understood, Map<String, List<ParsedFeature>> byLayer) {
        Map<Part, Step> steps = new HashMap<>();
        boolean believed = isBelieved(byLayer.size());
        for (WmsPart part : parts) {
            if (!believed && !byLayer.containsKey(part.subject())) {
                continue;
            }
            List<ParsedFeature> own = byLayer.getOrDefault(part.subject(), List.of());
            ParsedReply reply = new ParsedReply(
                    understood.reply().format(), own.subList(0, Math.min(own.size(), part.count())), false);
            steps.put(part, part.next(new Replies.Understood(reply, understood.url(), understood.askedAt()), format()));
        }
        return steps;
    }

    /** Where layers have been told apart, single ones are asked in the same format from now on. */
    private Facts learned(int layersWithHits) {
        Facts learned = layersWithHits > 1 ? WmsLayerFacts.withSeveral(Facts.NONE) : Facts.NONE;
        return layersWithHits > 0 && request.service().infoFormat() == null
                ? WmsLayerFacts.withFormatForAll(learned, format())
                : learned;
    }

    private static boolean isOfQgis(HttpReply reply) {
        return new String(reply.body(), 0, Math.min(reply.body().length, 2000), StandardCharsets.ISO_8859_1)
                .contains(QGIS_NAMESPACE);
    }
}
