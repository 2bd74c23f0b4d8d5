package org.geocontext.source;

import java.util.List;
import java.util.Optional;

/**
 * What one lookup needs of a request that several lookups could share. A part is compared by identity; its key says
 * which others it can go with. Immutable.
 */
public interface Part {

    /**
     * Equal for parts that one request can hold: endpoint, version, CRS, box, format, credentials and whatever else
     * stands once in a request.
     */
    Object key();

    /** What this part adds to a request, as it stands there: a layer's name. Parts with the same add it once. */
    String subject();

    /** Most subjects that the service's entry or its endpoint allows in a request. */
    int mostSubjects();

    /** What must be seen before this part shares requests; empty if it may share them as it is. */
    default Optional<Proof> lacking() {
        return Optional.empty();
    }

    /**
     * One request for several lookups.
     *
     * @param parts at least two, with equal keys, of this source
     */
    SharedAsk join(List<? extends Part> parts);
}
