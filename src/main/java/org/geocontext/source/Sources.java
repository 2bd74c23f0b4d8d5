package org.geocontext.source;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.geocontext.catalogue.QueryType;

/** Every protocol that is spoken here. */
public final class Sources {

    private static final Map<QueryType, Source> BY_TYPE =
            byType(Stream.of(new WmsSource(), new WfsSource(), new ArcGisRestSource(), new PlaceNameSource()));

    private Sources() {}

    /** The source for a protocol; empty if it is not spoken. */
    public static Optional<Source> find(QueryType type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    private static Map<QueryType, Source> byType(Stream<Source> sources) {
        Map<QueryType, Source> byType = new EnumMap<>(QueryType.class);
        sources.forEach(source -> byType.put(source.type(), source));
        return byType;
    }
}
