package org.geocontext.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.CodecException;
import org.geocontext.codec.ParsedFeature;
import org.geocontext.codec.ParsedReply;
import org.geocontext.codec.ReadOptions;
import org.geocontext.codec.ReplyFormat;
import org.geocontext.codec.ReplyReader;
import org.geocontext.http.FetchOutcome;
import org.geocontext.http.HttpCall;
import org.geocontext.http.HttpReply;
import org.geocontext.http.Reason;
import org.geocontext.source.WmsRequest.Window;

/**
 * How one lookup goes on with a WMS. At most as many calls as there are formats, and one more: for the pixel of a
 * raster, or for the name behind an alias.
 */
final class WmsConversation {

    private static final String GML = "application/vnd.ogc.gml";
    private static final String TEXT = "text/plain";
    private static final List<String> FORMATS = List.of("application/json", GML, "text/xml", TEXT);

    private static final Pattern FORMAT_REFUSED = Pattern.compile("(?i)(?:info|output)[_ ]?format|invalidformat");

    /** MapServer: a group with hits in two layers is more than GDAL's GeoJSON driver writes. */
    private static final Pattern DRIVER_FAILED = Pattern.compile("OGRWriteFromQuery");

    private final Lookup lookup;
    private final WmsRequest request;
    private final WmsLayerFacts known;
    private final Georeference georeference;

    /** @param facts what was known about the endpoint before */
    WmsConversation(Lookup lookup, WmsRequest request, Facts facts) {
        this.lookup = lookup;
        this.request = request;
        this.known = WmsLayerFacts.of(facts, lookup.service());
        this.georeference = new Georeference(
                request.crs(), lookup.point(), 2 * Window.vector(lookup).halfMetres());
    }

    /** A reply that was understood, what it was asked with, and what is known since. */
    private record Found(
            Replies.Understood understood, WmsHits hits, Window window, String infoFormat, WmsLayerFacts learned) {

        Found learning(WmsLayerFacts more) {
            return new Found(understood, hits, window, infoFormat, more);
        }
    }

    /** @throws IllegalArgumentException if the service's CRS does not reach around the point */
    Step begin() {
        Window window = known.isRaster() ? Window.raster(lookup) : Window.vector(lookup);
        return askIn(formats(), window, true);
    }

    private List<String> formats() {
        String configured = service().infoFormat();
        return configured != null
                ? List.of(configured)
                : Stream.concat(known.infoFormat().stream(), FORMATS.stream())
                        .distinct()
                        .toList();
    }

    /** @param everywhere whether the formats that failed so far would fail for every layer */
    private Step askIn(List<String> formats, Window window, boolean everywhere) {
        String format = formats.get(0);
        return ask(
                window,
                format,
                understood -> onReply(new Found(
                        understood,
                        WmsHits.of(understood.reply()),
                        window,
                        format,
                        known.withInfoFormat(format, everywhere))),
                refused -> {
                    List<String> others = others(refused, formats.subList(1, formats.size()));
                    return others.isEmpty()
                            ? refused.failure(known.facts())
                            : askIn(others, window, everywhere && isFormatTheFault(refused));
                });
    }

    private Step ask(
            Window window,
            String infoFormat,
            Function<Replies.Understood, Step> understanding,
            Function<Replies.Refused, Step> refusal) {
        HttpCall call = request.call(window, infoFormat);
        return new Step.Ask(call, outcome -> {
            Replies.Outcome read = read(call, outcome);
            return read instanceof Replies.Understood understood
                    ? understanding.apply(understood)
                    : refusal.apply((Replies.Refused) read);
        });
    }

    private Replies.Outcome read(HttpCall call, FetchOutcome outcome) {
        return Replies.read(call, outcome, this::parse);
    }

    /**
     * HTML is read only for a service that is set to it; MapServer's template for it says "no hit" by nothing at all.
     */
    private ParsedReply parse(HttpReply reply) throws CodecException {
        String configured = service().infoFormat();
        boolean html = configured != null && configured.contains("html");
        return html && reply.status() == 200 && reply.body().length == 0
                ? new ParsedReply(ReplyFormat.HTML, List.of(), false)
                : ReplyReader.read(reply, ReadOptions.DEFAULT.withHtmlTables(html));
    }

    /** The formats worth asking in after a refusal. What is too large is so by its geometries; text has none. */
    private static List<String> others(Replies.Refused refused, List<String> rest) {
        if (refused.reason() == Reason.TOO_LARGE) {
            return rest.contains(TEXT) ? List.of(TEXT) : List.of();
        }
        boolean driver = DRIVER_FAILED.matcher(refused.message()).find();
        return isFormatTheFault(refused) || driver ? rest : List.of();
    }

    private static boolean isFormatTheFault(Replies.Refused refused) {
        return switch (refused.reason()) {
            case MALFORMED, UNSUPPORTED -> refused.replied();
            case SERVICE_EXCEPTION -> FORMAT_REFUSED.matcher(refused.message()).find();
            default -> false;
        };
    }

    private Step onReply(Found found) {
        if (found.hits().isEmpty()) {
            return answer(found);
        }
        return found.hits().features().isEmpty() ? onPixels(found) : onFeatures(found);
    }

    private Step onPixels(Found found) {
        return isConclusive(found) ? answer(found.learning(found.learned().withRaster(true))) : askForPixel(found);
    }

    /** Whether the pixel at the point must be among those that came. */
    private boolean isConclusive(Found found) {
        int pixels = found.hits().pixels().size();
        Window window = found.window();
        boolean complete =
                pixels < window.count() && (pixels == 1 || found.hits().pixelsHavePositions());
        return window.equals(Window.raster(lookup)) || (complete && window.isSmallEnoughForPixels(lookup));
    }

    /** Asks again as rasters are asked; where that brings nothing, the pixels there are have to do. */
    private Step askForPixel(Found wide) {
        Window window = Window.raster(lookup);
        return ask(
                window,
                wide.infoFormat(),
                understood -> {
                    WmsHits hits = WmsHits.of(understood.reply());
                    WmsLayerFacts learned = wide.learned().withRaster(true);
                    return hits.pixels().isEmpty()
                            ? answer(wide)
                            : answer(new Found(understood, hits, window, wide.infoFormat(), learned));
                },
                refused -> answer(wide));
    }

    private Step onFeatures(Found found) {
        Found ofVectors = found.learning(found.learned().withRaster(false));
        return mayBeAliased(found) ? askForName(ofVectors) : answer(ofVectors);
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
        return ask(
                json.window(),
                GML,
                gml -> onNames(json, gml),
                refused -> answer(
                        isFormatTheFault(refused) ? json.learning(json.learned().withAlias("")) : json));
    }

    private Step onNames(Found json, Replies.Understood gml) {
        WmsHits named = WmsHits.of(gml.reply());
        Optional<String> name = PropertyMatch.find(named.names(), property());
        if (name.isEmpty()) {
            return answer(json.learning(json.learned().withAlias("")));
        }
        FieldAliases aliases = new FieldAliases(json.hits().features(), named.features());
        Set<String> possible = aliases.of(name.get());
        if (!possible.isEmpty()) {
            String alias = possible.iterator().next();
            boolean proven = possible.size() == 1 && hasValue(json.hits(), alias);
            WmsLayerFacts learned = json.learned().withAlias(alias);
            return answer(json, Optional.of(alias), proven ? learned : json.learned());
        } else if (hasValue(named, name.get())) {
            return answer(new Found(gml, named, json.window(), GML, json.learned()));
        }
        return answer(json.learning(json.learned().withAlias(property())));
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
        boolean full = found.hits().features().size() >= found.window().count();
        return found.understood()
                .answer(
                        found.hits().candidates(georeference, property(), alias),
                        full || found.understood().reply().truncated(),
                        learned.facts());
    }

    private ServiceDefinition service() {
        return lookup.service();
    }

    private String property() {
        return service().property();
    }
}
