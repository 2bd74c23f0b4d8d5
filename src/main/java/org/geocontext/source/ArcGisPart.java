package org.geocontext.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.http.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One layer of a request for several: identified in a map service, or queried in a feature service.
 *
 * <p>A class rather than a record, because a part is itself and not what it holds.
 */
final class ArcGisPart implements Part {

    /** What belongs to one layer cannot stand in a request for several. */
    private static final Set<String> BOUND_TO_LAYERS = Set.of(
            "layers",
            "layerdefs",
            "dynamiclayers",
            "layertimeoptions",
            "where",
            "objectids",
            "outfields",
            "orderbyfields",
            "resultoffset",
            "resultrecordcount");

    private static final Pattern LAYER_ID = Pattern.compile("\\d+");

    /** Makes one request of several parts. */
    @FunctionalInterface
    private interface Company {
        SharedAsk of(List<ArcGisPart> parts);
    }

    private final ArcGisTalk talk;
    private final Object key;
    private final @Nullable Proof lacking;
    private final Company company;
    private final Function<Replies.Understood, Step> then;

    private ArcGisPart(
            ArcGisTalk talk,
            Object key,
            @Nullable Proof lacking,
            Company company,
            Function<Replies.Understood, Step> then) {
        this.talk = talk;
        this.key = key;
        this.lacking = lacking;
        this.company = company;
        this.then = then;
    }

    /** Whether the layer may be identified together with others. */
    static boolean mayBeIdentified(ArcGisTalk talk) {
        return talk.endpoint().kind() == ArcGisEndpoint.Kind.MAP && isAllowed(talk);
    }

    /** Whether identify may say what a query of the layer says, if it turns out to say the same. */
    static boolean mayStandInForQuery(ArcGisTalk talk) {
        ServiceDefinition service = talk.lookup().service();
        boolean asIdentifyHasIt = service.parameters().isEmpty() && service.noData() == null && !talk.wantsValue();
        boolean usualScale = talk.lookup().toleranceMetres() == service.tolerance();
        return mayBeIdentified(talk) && asIdentifyHasIt && usualScale;
    }

    /** Whether the layer may be queried together with others. */
    static boolean mayBeQueried(ArcGisTalk talk) {
        return talk.endpoint().kind() == ArcGisEndpoint.Kind.FEATURE && isAllowed(talk);
    }

    private static boolean isAllowed(ArcGisTalk talk) {
        ServiceDefinition service = talk.lookup().service();
        return service.merge()
                && LAYER_ID.matcher(talk.endpoint().layer()).matches()
                && SentForAll.ownParameters(service).stream().noneMatch(BOUND_TO_LAYERS::contains);
    }

    /**
     * A layer to be identified.
     *
     * @param half half the side of the box, metres
     * @param lacking what must be seen before; null for nothing
     * @param then how the lookup goes on with its own hits
     */
    static ArcGisPart identified(
            ArcGisTalk talk,
            double half,
            ArcGisTurn turn,
            @Nullable Proof lacking,
            Function<Replies.Understood, Step> then) {
        Company company = parts -> new ArcGisSharedIdentify(
                talk.login().sign(talk.requests().identify(half, layers(parts)), turn.facts()), parts);
        Object key = talk.login().sign(talk.requests().identify(half, List.of()), turn.facts());
        return new ArcGisPart(talk, key, lacking, company, then);
    }

    /** A layer to be queried; the parameters are those of {@link #identified}. */
    static ArcGisPart queried(ArcGisTalk talk, double half, ArcGisTurn turn, Function<Replies.Understood, Step> then) {
        Company company = parts -> new ArcGisSharedQuery(
                talk.login().sign(talk.requests().query(half, layers(parts)), turn.facts()), parts);
        Object key = talk.login().sign(talk.requests().query(half, List.of()), turn.facts());
        return new ArcGisPart(talk, key, turn.known().lackingForSharedQuery().orElse(null), company, then);
    }

    private static List<String> layers(List<ArcGisPart> parts) {
        return parts.stream().map(ArcGisPart::subject).distinct().toList();
    }

    @Override
    public Object key() {
        return key;
    }

    @Override
    public String subject() {
        return talk.endpoint().layer();
    }

    @Override
    public int mostSubjects() {
        Integer most = talk.lookup().service().maxLayers();
        return most == null ? Integer.MAX_VALUE : most;
    }

    @Override
    public Optional<Proof> lacking() {
        return Optional.ofNullable(lacking);
    }

    @Override
    public SharedAsk join(List<? extends Part> parts) {
        return company.of(parts.stream().map(ArcGisPart.class::cast).toList());
    }

    /** Most features that the lookup reads of one reply. */
    int count() {
        return talk.search().count();
    }

    /** Goes on with the layer's own hits. */
    Step next(Replies.Understood own) {
        return then.apply(own);
    }

    /** What a refusal means for all parts: a token is replaced by each lookup for itself. */
    Split refused(Replies.Refused refused) {
        return refused.reason() == Reason.UNAUTHORIZED && talk.login().isPossible()
                ? new Split.Common(Facts.NONE)
                : refused.split();
    }
}
