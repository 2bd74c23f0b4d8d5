package org.geocontext.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;

/**
 * One type of a GetFeature request for several.
 *
 * <p>A class rather than a record, because a part is itself and not what it holds.
 */
final class WfsPart implements Part {

    /** Everything that stands once in a request. */
    private record Key(
            SentForAll service,
            LonLat point,
            double half,
            int count,
            Crs crs,
            WfsBoxForm form,
            Set<WfsOption> options,
            String format) {}

    private final WfsRequests requests;
    private final WfsManner manner;
    private final Facts facts;
    private final double half;
    private final Function<Replies.Understood, Step> then;

    /**
     * @param half half the side of the box, metres
     * @param then how the lookup goes on with its own features
     */
    WfsPart(WfsRequests requests, WfsManner manner, Facts facts, double half, Function<Replies.Understood, Step> then) {
        this.requests = requests;
        this.manner = manner;
        this.facts = facts;
        this.half = half;
        this.then = then;
    }

    @Override
    public Object key() {
        return new Key(
                SentForAll.of(requests.service()),
                requests.point(),
                half,
                requests.count(),
                requests.crs(),
                manner.form(),
                manner.options(),
                requests.format(manner));
    }

    @Override
    public String subject() {
        return requests.service().layer();
    }

    @Override
    public int mostSubjects() {
        Integer most = requests.service().maxLayers();
        return most == null ? Integer.MAX_VALUE : most;
    }

    @Override
    public Optional<Proof> lacking() {
        return manner.lackingToShare(requests.format(manner), facts);
    }

    @Override
    public SharedAsk join(List<? extends Part> parts) {
        List<WfsPart> all = parts.stream().map(WfsPart.class::cast).toList();
        return new WfsSharedAsk(requests, manner, half, WfsTypeList.candidates(requests, facts), all);
    }

    /** Most features that the lookup reads of one reply. */
    int count() {
        return requests.count();
    }

    /** Goes on with the type's own features. */
    Step next(Replies.Understood own) {
        return then.apply(own);
    }
}
