package org.geocontext.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.catalogue.QueryType;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.codec.ReadOptions;
import org.geocontext.codec.ReplyReader;
import org.geocontext.geo.Crs;
import org.geocontext.geo.LonLat;
import org.geocontext.http.HttpCall;
import org.locationtech.jts.geom.Coordinate;

/**
 * The nearest populated places, asked as GeoNames' {@code findNearbyPlaceNameJSON} is: one call, places as points in
 * WGS 84.
 */
public final class PlaceNameSource implements Source {

    private static final double METRES_PER_KILOMETRE = 1000;

    /** Smaller radii are rounded to none. */
    private static final double LEAST_METRES = 1;

    @Override
    public QueryType type() {
        return QueryType.PLACE_NAME;
    }

    @Override
    public Step begin(Lookup lookup, Facts facts) {
        HttpCall call = call(lookup);
        return new Step.Ask(call, outcome -> {
            Replies.Outcome read = Replies.read(call, outcome, reply -> ReplyReader.read(reply, ReadOptions.DEFAULT));
            if (read instanceof Replies.Understood understood) {
                return understood.answer(candidates(understood, lookup.point()), facts);
            }
            return ((Replies.Refused) read).failure(facts);
        });
    }

    private static HttpCall call(Lookup lookup) {
        LonLat point = lookup.point();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("lat", Calls.decimal(point.lat()));
        parameters.put("lng", Calls.decimal(point.lon()));
        double metres = Math.max(lookup.toleranceMetres(), LEAST_METRES);
        parameters.put("radius", Calls.decimal(metres / METRES_PER_KILOMETRE));
        parameters.put("maxRows", String.valueOf(lookup.limit()));
        ServiceDefinition service = lookup.service();
        return Calls.get(service, service.url(), parameters, point, new Coordinate(point.lon(), point.lat()));
    }

    private static List<Candidate> candidates(Replies.Understood understood, LonLat point) {
        Georeference georeference = new Georeference(Crs.WGS84, point, 0);
        return understood.reply().features().stream()
                .map(place -> new Candidate(place.id(), place.properties(), georeference.toLonLat(place), false, false))
                .toList();
    }
}
