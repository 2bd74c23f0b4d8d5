package org.geocontext.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.geo.Boxes;
import org.geocontext.geo.Crs;
import org.geocontext.http.CallScope;
import org.geocontext.http.Deadline;
import org.geocontext.http.Reason;
import org.geocontext.query.AreaEngine;
import org.geocontext.query.AreaReply;
import org.geocontext.query.PreparedQuery;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One service's way through the sites of a window: as many neighbours at once as bring a good reply. Where there is too
 * much in their area they are taken in halves; few points, or points far from each other, are left to be asked about
 * one by one. Belongs to the run's thread.
 */
final class AreaWalk {

    private static final Logger LOG = LoggerFactory.getLogger(AreaWalk.class);

    private static final int IN_FLIGHT = 4;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Beyond, degrees of longitude are too short for boxes of them. */
    private static final double MOST_LATITUDE = 85;

    private final int service;
    private final ServiceDefinition definition;
    private final double metres;
    private final AreaEngine engine;
    private final AreaManners manners;
    private final Tally tally;
    private final Executor runThread;
    private final BiConsumer<Site, Integer> answered;
    private final BiConsumer<Site, Integer> left;
    private final Deque<List<Site>> waiting = new ArrayDeque<>();
    private final Set<CallScope> inFlight = new HashSet<>();
    private List<Site> rest;

    /**
     * @param service its index in the query's services
     * @param sites neighbours after each other
     * @param runThread runs tasks on the run's thread
     * @param answered told of sites that the service has answered
     * @param left told of those that have to be asked about one by one
     */
    AreaWalk(
            int service,
            PreparedQuery query,
            List<Site> sites,
            AreaEngine engine,
            AreaManners manners,
            Tally tally,
            Executor runThread,
            BiConsumer<Site, Integer> answered,
            BiConsumer<Site, Integer> left) {
        this.service = service;
        this.definition = query.services().get(service);
        this.metres = Math.max(1, query.searchMetres(definition));
        this.engine = engine;
        this.manners = manners;
        this.tally = tally;
        this.runThread = runThread;
        this.answered = answered;
        this.left = left;
        this.rest = sites;
    }

    void goOn() {
        while (inFlight.size() < (manners.isProved() ? IN_FLIGHT : 1)) {
            List<Site> next = next();
            if (next.isEmpty()) {
                return;
            }
            List<Site> open = recalled(next);
            if (!open.isEmpty()) {
                ask(open);
            }
        }
    }

    private List<Site> next() {
        List<Site> halved = waiting.pollFirst();
        if (halved != null) {
            return halved;
        }
        int count = Math.min(rest.size(), manners.points());
        List<Site> next = rest.subList(0, count);
        rest = rest.subList(count, rest.size());
        return next;
    }

    /** What came for other areas may answer for some of these. */
    private List<Site> recalled(List<Site> sites) {
        if (!manners.isProved()) {
            return sites;
        }
        List<Site> open = new ArrayList<>(sites.size());
        for (Site site : sites) {
            if (site.question().recall(service)) {
                answered.accept(site, service);
            } else {
                open.add(site);
            }
        }
        return open;
    }

    private void ask(List<Site> sites) {
        if (sites.size() < AreaManners.LEAST_POINTS || !manners.isWorthwhile()) {
            leave(sites);
            return;
        }
        Envelope box = box(sites);
        if (box == null || !manners.pays(sites.size(), box)) {
            halve(sites);
            return;
        }
        CallScope scope = new CallScope(Deadline.after(LONGEST));
        Optional<CompletableFuture<AreaReply>> asked =
                engine.ask(definition, box, AreaManners.MOST_FEATURES, tally::requested, scope);
        if (asked.isEmpty()) {
            halve(sites);
            return;
        }
        inFlight.add(scope);
        asked.get().thenAccept(reply -> {
            AreaReply joined = joined(sites, reply);
            runThread.execute(() -> {
                inFlight.remove(scope);
                on(sites, box, joined);
                goOn();
            });
        });
    }

    /** Answers the sites, where the reply was read. */
    private AreaReply joined(List<Site> sites, AreaReply reply) {
        try {
            if (reply instanceof AreaReply.Whole whole) {
                sites.forEach(site -> site.question().answer(service, whole.features()));
            }
            return reply;
        } catch (RuntimeException | StackOverflowError bug) {
            LOG.error("Answering points from an area of service {} failed", definition.key(), bug);
            return new AreaReply.Failed(Reason.MALFORMED, "the reply could not be handled");
        }
    }

    private void on(List<Site> sites, Envelope box, AreaReply reply) {
        if (reply instanceof AreaReply.Whole whole) {
            manners.came(sites.size(), box, whole.features());
            sites.forEach(site -> answered.accept(site, service));
        } else if (reply instanceof AreaReply.TooMuch) {
            manners.wereTooMany(sites.size(), box);
            halve(sites);
        } else {
            manners.failed();
            leave(sites);
        }
    }

    private void halve(List<Site> sites) {
        int half = sites.size() / 2;
        waiting.addFirst(sites.subList(half, sites.size()));
        waiting.addFirst(sites.subList(0, half));
    }

    private void leave(List<Site> sites) {
        sites.forEach(site -> left.accept(site, service));
    }

    /** Around all that could answer for any of the sites; null if it is none that can be asked for. */
    private @Nullable Envelope box(List<Site> sites) {
        Envelope box = new Envelope();
        for (Site site : sites) {
            if (Math.abs(site.position().lat()) > MOST_LATITUDE) {
                return null;
            }
            box.expandToInclude(Boxes.around(site.position(), metres, Crs.WGS84));
        }
        boolean acrossAntimeridian = box.getMinX() < -180 || box.getMaxX() > 180;
        return acrossAntimeridian ? null : box;
    }

    void cancel() {
        waiting.clear();
        rest = List.of();
        List.copyOf(inFlight).forEach(CallScope::cancel);
    }
}
