package org.geocontext.feature;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.geocontext.catalogue.ServiceDefinition;
import org.geocontext.query.AloneReason;
import org.geocontext.query.Estimate;
import org.geocontext.query.Explanation;
import org.geocontext.query.Latency;
import org.geocontext.query.OriginLoad;
import org.geocontext.query.PlannedRequest;
import org.geocontext.query.QueryPlan;
import org.geocontext.query.Recalled;
import org.locationtech.jts.geom.Point;

/**
 * An explained query for a person: what would be sent to each endpoint and for whom, what is not asked, and how long it
 * would take. Holds no secret.
 */
public final class PlanText {

    /** Sentences and lists are broken here where nothing narrower is asked for. */
    public static final int WIDTH = 100;

    private static final int WIDEST_NAMES = 40;

    /** For the services of one request. */
    private static final int BRIEF_LINES = 3;

    /** Room for "22 share it:" and "and 12 more", and for what breaking lines costs. */
    private static final int AND_SO_MANY_MORE = 60;

    /** What every request begins with. */
    private static final Pattern COMMONPLACE = Pattern.compile("(?i)\\?(?:(?:service|version|request|f)=[^&]*&)+");

    private static final String INDENT = "  ";
    private static final int NUMBER_WIDTH = 6;

    /** What a part of a line is. */
    public enum Kind {
        HEADING,
        PLAIN,
        /** For those who want to know exactly. */
        DETAIL
    }

    /** A part of a line. */
    public record Span(Kind kind, String text) {}

    /** A line, without its end. */
    public record Line(List<Span> spans) {

        public Line {
            spans = List.copyOf(spans);
        }

        public String text() {
            return spans.stream().map(Span::text).collect(Collectors.joining());
        }
    }

    private final Explanation explanation;
    private final PlanLines lines;

    private PlanText(Explanation explanation, PlanLines lines) {
        this.explanation = explanation;
        this.lines = lines;
    }

    /** Everything. Where that cannot be broken, as in URLs, lines are longer than {@link #WIDTH}. */
    public static String text(Explanation explanation) {
        return new PlanText(explanation, new PlanLines(WIDTH, false))
                .lines().stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }

    /** Lines of at most so many characters; of long URLs and long lists of services only the beginning. */
    public static List<Line> brief(Explanation explanation, int width) {
        return new PlanText(explanation, new PlanLines(width, true)).lines();
    }

    private List<Line> lines() {
        summary();
        endpoints();
        recalled();
        notAsked();
        estimate();
        return lines.all();
    }

    private void summary() {
        QueryPlan plan = explanation.plan();
        Point point = plan.point();
        int requests = plan.requests().size();
        int notAsked = explanation.notAsked().size();
        StringBuilder sentence = new StringBuilder()
                .append(count(explanation.services(), "service"))
                .append(" at ")
                .append(plain(point.getX()))
                .append(',')
                .append(plain(point.getY()))
                .append(": ")
                .append(count(requests, "request"));
        if (explanation.saved() > 0) {
            sentence.append(", ").append(explanation.saved()).append(" saved by sharing");
        }
        if (!plan.recalled().isEmpty()) {
            sentence.append(", ").append(plan.recalled().size()).append(" from the cache");
        }
        if (notAsked > 0) {
            sentence.append(", ").append(notAsked).append(" not asked");
        }
        lines.wrapped(Kind.HEADING, "", sentence.append(". Nothing was sent.").toString());
    }

    private void endpoints() {
        Map<String, List<PlannedRequest>> byEndpoint = new LinkedHashMap<>();
        for (PlannedRequest request : explanation.plan().requests()) {
            byEndpoint
                    .computeIfAbsent(endpoint(request), key -> new ArrayList<>())
                    .add(request);
        }
        int number = 1;
        for (Map.Entry<String, List<PlannedRequest>> endpoint : byEndpoint.entrySet()) {
            endpoint(endpoint.getKey(), endpoint.getValue(), number);
            number += endpoint.getValue().size();
        }
    }

    private static String endpoint(PlannedRequest request) {
        return request.type().label() + " " + request.endpoint();
    }

    private void endpoint(String title, List<PlannedRequest> requests, int firstNumber) {
        long services = requests.stream()
                .mapToLong(request -> request.services().size())
                .sum();
        lines.blank();
        lines.add(Kind.HEADING, title + ": " + count(services, "service") + ", " + count(requests.size(), "request"));
        int names = requests.stream()
                .map(PlannedRequest::services)
                .filter(of -> of.size() == 1)
                .mapToInt(of -> of.get(0).key().length())
                .max()
                .orElse(0);
        int number = firstNumber;
        for (PlannedRequest request : requests) {
            String label = String.format(Locale.ROOT, "%" + (NUMBER_WIDTH - 2) + "d  ", number++);
            if (request.services().size() > 1) {
                several(label, request);
            } else {
                single(label, request, Math.min(names, WIDEST_NAMES));
            }
        }
        alone(requests);
    }

    /** Why requests answer one service only; which is said where it is not the same for all. */
    private void alone(List<PlannedRequest> requests) {
        Map<AloneReason, List<ServiceDefinition>> byReason = new EnumMap<>(AloneReason.class);
        for (PlannedRequest request : requests) {
            AloneReason reason = request.aloneReason();
            if (reason != null) {
                byReason.computeIfAbsent(reason, first -> new ArrayList<>())
                        .add(request.services().get(0));
            }
        }
        byReason.forEach((reason, services) -> lines.wrapped(
                Kind.DETAIL,
                INDENT,
                "alone because " + reason.text() + (byReason.size() == 1 ? "" : ": " + keys(services))));
    }

    private void several(String label, PlannedRequest request) {
        List<ServiceDefinition> services = request.services();
        String how = request.isShared() ? " share it: " : " need the same: ";
        lines.wrapped(Kind.PLAIN, label, services.size() + how + keys(services));
        lines.add(Kind.DETAIL, " ".repeat(label.length()) + sent(request));
    }

    private String keys(List<ServiceDefinition> services) {
        int room = BRIEF_LINES * (lines.width() - NUMBER_WIDTH);
        StringBuilder keys = new StringBuilder();
        int told = 0;
        for (ServiceDefinition service : services) {
            boolean isFull = lines.areBrief() && keys.length() + service.key().length() > room - AND_SO_MANY_MORE;
            if (isFull && told > 0) {
                return keys + " and " + (services.size() - told) + " more";
            }
            keys.append(told++ == 0 ? "" : ", ").append(service.key());
        }
        return keys.toString();
    }

    private void single(String label, PlannedRequest request, int names) {
        String key = request.services().get(0).key();
        String name = key + " ".repeat(Math.max(0, names - key.length()));
        lines.add(new Span(Kind.PLAIN, label + name + "  "), new Span(Kind.DETAIL, sent(request)));
    }

    /** The endpoint stands above it. */
    private String sent(PlannedRequest request) {
        String url = request.call().displayUrl();
        String endpoint = request.endpoint();
        String rest = url.startsWith(endpoint) ? url.substring(endpoint.length()) : url;
        return request.method() + " "
                + (lines.areBrief() ? COMMONPLACE.matcher(rest).replaceFirst("?…&") : rest);
    }

    private void recalled() {
        List<Recalled> answers = explanation.plan().recalled();
        if (answers.isEmpty()) {
            return;
        }
        lines.blank();
        lines.add(Kind.HEADING, "From the cache");
        for (Recalled answer : answers) {
            String how =
                    switch (answer.kind()) {
                        case "polygon" -> "the point is in the polygon that was the answer";
                        case "radius" -> "the point is near one of which everything around it is known";
                        case "point" -> "the same point was asked before";
                        default -> "the point is as near to one asked before as reuse_m allows";
                    };
            lines.wrapped(
                    Kind.PLAIN,
                    INDENT,
                    answer.service().key() + " " + answer.kind() + ", asked " + SpanOfTime.text(answer.age()) + " ago: "
                            + how);
        }
    }

    private void notAsked() {
        List<Explanation.NotAsked> services = explanation.notAsked();
        if (services.isEmpty()) {
            return;
        }
        lines.blank();
        lines.add(Kind.HEADING, "Not asked");
        for (Explanation.NotAsked service : services) {
            String key = service.service().key();
            String why = service.message().replaceFirst("^not asked: ", "");
            lines.wrapped(Kind.PLAIN, INDENT, key + " " + service.reason().code() + ": " + why);
        }
    }

    private void estimate() {
        Estimate estimate = explanation.estimate();
        if (estimate.origins().isEmpty()) {
            return;
        }
        lines.blank();
        lines.add(
                Kind.HEADING,
                "Estimate for " + count(estimate.points(), "point") + ": at most "
                        + count(estimate.requests(), "request") + ", about " + SpanOfTime.text(estimate.time()));
        estimate.origins().forEach(load -> lines.wrapped(Kind.PLAIN, INDENT, origin(load)));
        long strangers = explanation.strangers().stream()
                .map(PlanText::endpoint)
                .distinct()
                .count();
        if (strangers > 0) {
            lines.wrapped(
                    Kind.PLAIN,
                    INDENT,
                    count(strangers, "endpoint")
                            + " not asked before: getting to know one may take a few requests more.");
        }
    }

    private static String origin(OriginLoad load) {
        int requests = load.requests().size();
        double rate = load.manners().requestsPerSecond();
        return load.origin() + ": " + requests + " a point, " + load.manners().maxConcurrent() + " at once, "
                + (Double.isInfinite(rate) ? "" : plain(rate) + " a second, ")
                + SpanOfTime.text(load.meanLatency()) + " each (" + basis(load.measured(), requests) + ")";
    }

    private static String basis(int measured, int requests) {
        if (measured == 0) {
            return "assumed: nothing measured yet";
        }
        String rest = SpanOfTime.text(Latency.ASSUMED.duration()) + " assumed for the other " + (requests - measured);
        return measured == requests ? "measured" : measured + " measured, " + rest;
    }

    private static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private static String plain(double ordinate) {
        return BigDecimal.valueOf(ordinate).stripTrailingZeros().toPlainString();
    }
}
