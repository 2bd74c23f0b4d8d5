package org.geocontext.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.CodecException;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ParsedReply;
import org.geocontext.codec.ReadOptions;
import org.geocontext.codec.ReplyFormat;
import org.geocontext.codec.ReplyReader;
import org.geocontext.geo.Crs;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.source.WmsRequest.Window;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * How one lookup goes on with a WMS. At most as many calls as there are formats, one for the other CRS, and one more
 * for the pixel of a raster or for the name behind an alias.
 */
final class WmsConversation {

    private final Lookup lookup;
    private final WmsRequest ownRequest;
    private final WmsLayerFacts known;

    /** @param facts what was known about the endpoint before */
    WmsConversation(Lookup lookup, WmsRequest request, Facts facts) {
        this.lookup = lookup;
        this.ownRequest = request;
        this.known = WmsLayerFacts.of(facts, lookup.service());
    }

    /** What a call asks with. */
    private record Manner(WmsRequest request, Window window, String infoFormat) {

        HttpCall call() {
            return request.call(window, infoFormat);
        }

        Manner in(Window other) {
            return new Manner(request, other, infoFormat);
        }

        Manner in(String otherFormat) {
            return new Manner(request, window, otherFormat);
        }

        Manner inDegrees() {
            return new Manner(request.inDegrees(), window, infoFormat);
        }
    }

    /** A reply that was understood, what was asked for it, and what is known since. */
    private record Found(Replies.Understood understood, WmsHits hits, Manner manner, WmsLayerFacts learned) {

        Found(Replies.Understood understood, Manner manner, WmsLayerFacts learned) {
            this(understood, WmsHits.of(understood.reply()), manner, learned);
        }

        Found learning(WmsLayerFacts more) {
            return new Found(understood, hits, manner, more);
        }
    }

    /** @throws IllegalArgumentException if the service's CRS does not reach around the point */
    Step begin() {
        boolean inDegrees = known.crs().filter(Crs.WGS84.code()::equals).isPresent();
        WmsRequest request = inDegrees ? ownRequest.inDegrees() : ownRequest;
        return askIn(formats(), new Manner(request, window(), ""), true);
    }

    /** Only servers known to look as far as they are asked to are asked to look farther than the tolerance. */
    private Window window() {
        if (known.isRaster()) {
            return Window.raster(lookup);
        }
        boolean farther = known.isVector() && known.radius() > 0 && !known.isCrowded();
        return farther ? Window.wide(lookup) : Window.vector(lookup);
    }

    private List<String> formats() {
        String configured = service().infoFormat();
        return configured != null
                ? List.of(configured)
                : Stream.concat(known.infoFormat().stream(), WmsFormats.ALL.stream())
                        .distinct()
                        .toList();
    }

    /** @param everywhere whether the formats that failed so far would fail for every layer */
    private Step askIn(List<String> formats, Manner manner, boolean everywhere) {
        String format = formats.get(0);
        return ask(
                manner.in(format),
                understood -> onReply(
                        alone(new Found(understood, manner.in(format), known.withInfoFormat(format, everywhere)))),
                refused -> {
                    List<String> others = WmsFormats.others(refused, formats.subList(1, formats.size()));
                    return others.isEmpty()
                            ? refused.failure(known.facts())
                            : askIn(others, manner, everywhere && WmsFormats.isUnknown(refused));
                },
                part(
                        manner,
                        formats,
                        (understood, shared) -> onReply(
                                new Found(understood, manner.in(shared), known.withInfoFormat(shared, everywhere)))));
    }

    /** How the same can be asked in company; null if it cannot. */
    private @Nullable Part part(
            Manner manner, List<String> formats, BiFunction<Replies.Understood, String, Step> then) {
        if (!WmsPart.isAllowed(service())) {
            return null;
        }
        List<String> shareable = shareable(formats);
        return shareable.isEmpty()
                ? null
                : new WmsPart(manner.request(), manner.window(), shareable, known.answersSeveral(), then);
    }

    /** Of the formats that single calls would be sent in, those that tell layers apart as far as is known. */
    private List<String> shareable(List<String> formats) {
        Stream<String> orGml = formats.contains(WmsFormats.GML) ? Stream.of(WmsFormats.GML) : Stream.empty();
        return Stream.concat(Stream.of(formats.get(0)), orGml)
                .distinct()
                .filter(format -> !format.contains("html") && !known.isUnclear(format) && !known.isForNone(format))
                .toList();
    }

    /** A layer whose hits do not name it when it is alone would not be recognised in company. */
    private Found alone(Found found) {
        LayerNames names = new LayerNames(List.of(service().layer()));
        boolean clear = found.understood().reply().features().stream()
                .allMatch(hit -> names.find(hit).isPresent());
        return clear
                ? found
                : found.learning(found.learned().withUnclear(found.manner().infoFormat()));
    }

    private Step ask(
            Manner manner, Function<Replies.Understood, Step> understanding, Function<Replies.Refused, Step> refusal) {
        return ask(manner, understanding, refusal, null);
    }

    private Step ask(
            Manner manner,
            Function<Replies.Understood, Step> understanding,
            Function<Replies.Refused, Step> refusal,
            @Nullable Part part) {
        HttpCall call = manner.call();
        Function<FetchOutcome, Step> then = outcome -> {
            Replies.Outcome read = Replies.read(call, outcome, this::parse);
            return read instanceof Replies.Understood understood
                    ? understanding.apply(understood)
                    : refusal.apply((Replies.Refused) read);
        };
        return new Step.Ask(call, then, part);
    }

    /** HTML is read only for a service that is set to it; MapServer's HTML says "no hit" by nothing at all. */
    private ParsedReply parse(HttpReply reply) throws CodecException {
        String configured = service().infoFormat();
        boolean html = configured != null && configured.contains("html");
        return html && reply.status() == 200 && reply.body().length == 0
                ? new ParsedReply(ReplyFormat.HTML, List.of(), false)
                : ReplyReader.read(reply, ReadOptions.DEFAULT.withHtmlTables(html));
    }

    private Step onReply(Found found) {
        if (found.hits().isEmpty()) {
            return orInDegrees(found, this::onReply, () -> answer(found));
        }
        return found.hits().features().isEmpty() ? onPixels(found) : onFeatures(found);
    }

    /**
     * Asks once more in degrees where a projected CRS has brought nothing and has not proved itself for the layer:
     * MapServer measures how far a pixel is from the point in metres and compares it with the pixel's size in degrees,
     * so that a raster in degrees is empty in every projected CRS.
     *
     * @param next goes on with the hits in degrees
     * @param otherwise where there is nothing either, or the CRS is beyond doubt
     */
    private Step orInDegrees(Found empty, Function<Found, Step> next, Supplier<Step> otherwise) {
        boolean beyondDoubt = empty.manner().request().crs().isGeographic()
                || empty.learned().crs().isPresent();
        if (beyondDoubt) {
            return otherwise.get();
        }
        Manner manner = empty.manner().inDegrees();
        Function<Replies.Understood, Step> understanding = understood -> {
            Found found = new Found(understood, manner, empty.learned());
            return found.hits().isEmpty() ? otherwise.get() : next.apply(found);
        };
        return ask(
                manner,
                understanding,
                refused -> otherwise.get(),
                part(manner, List.of(manner.infoFormat()), (understood, format) -> understanding.apply(understood)));
    }

    private WmsLayerFacts withProvenCrs(Found found) {
        return ownRequest.crs().isGeographic()
                ? found.learned()
                : found.learned().withCrs(found.manner().request().crs().code());
    }

    private Step onPixels(Found found) {
        return isPixelAtPoint(found) ? onPixel(found) : askForPixel(found);
    }

    /**
     * Whether the pixel is the one at the point. Pixels with a position are whatever lay within the radius: where the
     * one at the point has no data, only its neighbours.
     */
    private boolean isPixelAtPoint(Found found) {
        boolean single = found.hits().pixels().size() == 1 && !found.hits().pixelsHavePositions();
        Window window = found.manner().window();
        return window.equals(Window.raster(lookup)) || (single && window.isSmallEnoughForPixels(lookup));
    }

    private Step onPixel(Found found) {
        return answer(found.learning(withProvenCrs(found).withRaster(true)));
    }

    /** Asks again as rasters are asked. */
    private Step askForPixel(Found wide) {
        Manner manner = wide.manner().in(Window.raster(lookup));
        Function<Replies.Understood, Step> understanding = understood -> {
            Found found = new Found(understood, manner, wide.learned());
            return found.hits().isEmpty()
                    ? orInDegrees(found, this::onPixel, () -> withoutPixel(wide))
                    : onPixel(found);
        };
        return ask(
                manner,
                understanding,
                refused -> wide.hits().pixelsHavePositions()
                        ? refused.failure(wide.learned().facts())
                        : answer(wide),
                part(manner, List.of(manner.infoFormat()), (understood, format) -> understanding.apply(understood)));
    }

    /** The small image was empty: beyond the layer's scale limits, or no data at the point and data around it. */
    private Step withoutPixel(Found wide) {
        return wide.hits().pixelsHavePositions()
                ? wide.understood().answer(List.of(), wide.learned().facts())
                : answer(wide);
    }

    private Step onFeatures(Found found) {
        if (isFull(found)
                && found.manner().window().halfMetres() > Window.vector(lookup).halfMetres()) {
            return askNearer(found);
        }
        Found vector = found.learning(withProvenCrs(found).withRaster(false));
        if (mayBeOmitted(vector)) {
            return askForNull(vector);
        }
        return mayBeAliased(vector) ? askForName(vector) : answer(vector);
    }

    private static boolean isFull(Found found) {
        return found.hits().features().size() >= found.manner().window().count()
                || found.understood().reply().truncated();
    }

    private Step askNearer(Found crowded) {
        Manner manner = crowded.manner().in(Window.vector(lookup));
        WmsLayerFacts learned = crowded.learned().withCrowd();
        return ask(
                manner,
                understood -> onReply(new Found(understood, manner, learned)),
                refused -> refused.failure(learned.facts()));
    }

    /** GeoServer's GML leaves out what is NULL, its JSON does not. */
    private boolean mayBeOmitted(Found found) {
        return found.understood().reply().format() == ReplyFormat.GML
                && service().infoFormat() == null
                && !property().isEmpty()
                && found.learned().omitsNull().isEmpty()
                && PropertyMatch.find(found.hits().names(), property()).isEmpty();
    }

    private Step askForNull(Found gml) {
        return ask(
                gml.manner().in(WmsFormats.JSON),
                understood -> {
                    WmsHits json = WmsHits.of(understood.reply());
                    boolean there = PropertyMatch.find(json.names(), property()).isPresent();
                    return answer(gml.learning(gml.learned().withOmitsNull(there)));
                },
                refused -> answer(
                        WmsFormats.isTheFault(refused)
                                ? gml.learning(gml.learned().withOmitsNull(false))
                                : gml));
    }

    private boolean mayBeAliased(Found found) {
        Set<String> names = found.hits().names();
        Optional<String> alias = found.learned().alias();
        boolean settled = alias.isPresent()
                && (alias.get().isEmpty() || alias.get().equals(property()) || names.contains(alias.get()));
        return found.understood().reply().format() == ReplyFormat.GEOJSON
                && !property().isEmpty()
                && !settled
                && PropertyMatch.find(names, property()).isEmpty();
    }

    private Step askForName(Found json) {
        Manner manner = json.manner().in(WmsFormats.GML);
        return ask(
                manner,
                understood -> onNames(json, new Found(understood, manner, json.learned())),
                refused -> answer(
                        WmsFormats.isUnknown(refused)
                                ? json.learning(json.learned().withAlias(""))
                                : json));
    }

    private Step onNames(Found json, Found gml) {
        Optional<String> name = PropertyMatch.find(gml.hits().names(), property());
        if (name.isEmpty()) {
            return answer(json.learning(json.learned().withAlias("")));
        }
        Set<String> aliases =
                new FieldAliases(json.hits().features(), gml.hits().features()).of(name.get());
        if (!aliases.isEmpty()) {
            String alias = aliases.iterator().next();
            boolean proven = aliases.size() == 1 && hasValue(json.hits(), alias);
            return answer(json, Optional.of(alias), proven ? json.learned().withAlias(alias) : json.learned());
        }
        return hasValue(gml.hits(), name.get())
                ? answer(gml)
                : answer(json.learning(json.learned().withAlias(property())));
    }

    private static boolean hasValue(WmsHits hits, String name) {
        return hits.features().stream()
                .map(ParsedFeature::properties)
                .map(properties -> properties.get(name))
                .anyMatch(value -> value != null && !value.isEmpty());
    }

    private Step answer(Found found) {
        return answer(found, found.learned().alias(), found.learned());
    }

    private Step answer(Found found, Optional<String> alias, WmsLayerFacts learned) {
        boolean omitted = found.understood().reply().format() == ReplyFormat.GML
                && learned.omitsNull().orElse(false);
        WmsHits hits = omitted ? found.hits().withNull(property()) : found.hits();
        List<Candidate> candidates = hits.candidates(georeference(found), property(), alias);
        WmsLayerFacts seen = withRadius(learned, found.manner(), candidates);
        boolean truncated = isFull(found);
        double complete = truncated ? Step.Answer.INCOMPLETE : completeMetres(seen, found);
        return found.understood().answer(candidates, truncated, complete, seen.facts());
    }

    private static WmsLayerFacts withRadius(WmsLayerFacts learned, Manner manner, List<Candidate> candidates) {
        WmsLayerFacts seen = learned;
        for (Candidate candidate : candidates) {
            Geometry geometry = candidate.geometry();
            if (geometry != null
                    && !candidate.raster()
                    && seen.radius() < manner.window().reach()) {
                seen = seen.withRadius(manner.request().radiusShownBy(geometry, manner.window()));
            }
        }
        return seen;
    }

    /** A layer that has never shown a feature may be a raster without data at the point. */
    private static double completeMetres(WmsLayerFacts known, Found found) {
        return known.isVector() && found.hits().pixels().isEmpty()
                ? found.manner().window().metres(known.radius())
                : 0;
    }

    private Georeference georeference(Found found) {
        double reach = 2 * found.manner().window().halfMetres();
        return new Georeference(found.manner().request().crs(), lookup.point(), reach);
    }

    private ServiceDefinition service() {
        return lookup.service();
    }

    private String property() {
        return service().property();
    }
}
