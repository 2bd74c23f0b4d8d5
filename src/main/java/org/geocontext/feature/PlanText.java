package org.geocontext.feature;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import org.locationtech.jts.geom.Point;

/**
 * An explained query for a person: what would be sent to each endpoint and for whom, what is not asked, and how long it
 * would take. Holds no secret.
 */
public final class PlanText {

    /** Sentences and lists are broken here where nothing narrower is asked for. */
    public static final int WIDTH = 100;

    /** Controls, line ends, marks that change the direction of writing. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private static final int WIDEST_NAMES = 40;

    /** For the services of one request. */
    private static final int BRIEF_LINES = 3;

    /** Room for "22 share it:" and "and 12 more", and for what breaking lines costs. */
    private static final int AND_SO_MANY_MORE = 60;

    /** What every request begins with. */
    private static final Pattern COMMONPLACE = Pattern.compile("(?i)\\?(?:(?:service|version|request|f)=[^&]*&)+");

    private static final String INDENT = "  ";

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

        static Line of(Kind kind, String text) {
            return new Line(List.of(new Span(kind, text)));
        }

        public String text() {
            return spans.stream().map(Span::text).collect(Collectors.joining());
        }
    }

    private final Explanation explanation;
    private final int width;

    /** Whether what is too long is cut. */
    private final boolean brief;

    private final List<Line> lines = new ArrayList<>();

    private PlanText(Explanation explanation, int width, boolean brief) {
        this.explanation = explanation;
        this.width = width;
        this.brief = brief;
    }

    /** Everything. Where that cannot be broken, as in URLs, lines are longer than {@link #WIDTH}. */
    public static String text(Explanation explanation) {
        return new PlanText(explanation, WIDTH, false)
                .lines().stream().map(line -> line.text() + "\n").collect(Collectors.joining());
    }

    /** Lines of at most so many characters; of long URLs and long lists of services only the beginning. */
    public static List<Line> brief(Explanation explanation, int width) {
        return new PlanText(explanation, width, true).lines();
    }

    private List<Line> lines() {
        summary();
        endpoints();
        notAsked();
        estimate();
        return lines;
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
        if (notAsked > 0) {
            sentence.append(", ").append(notAsked).append(" not asked");
        }
        wrapped(Kind.HEADING, "", sentence.append(". Nothing was sent.").toString());
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
        add();
        add(Kind.HEADING, title + ": " + count(services, "service") + ", " + count(requests.size(), "request"));
        Set<AloneReason> reasons = requests.stream()
                .map(PlannedRequest::aloneReason)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        int names = requests.stream()
                .map(PlannedRequest::services)
                .filter(of -> of.size() == 1)
                .mapToInt(of -> of.get(0).key().length())
                .max()
                .orElse(0);
        int number = firstNumber;
        for (PlannedRequest request : requests) {
            String label = String.format(Locale.ROOT, "%4d  ", number++);
            if (request.services().size() > 1) {
                several(label, request);
            } else {
                single(label, request, Math.min(names, WIDEST_NAMES), reasons.size() > 1);
            }
        }
        if (reasons.size() == 1) {
            wrapped(
                    Kind.DETAIL,
                    INDENT,
                    "alone because " + reasons.iterator().next().text());
        }
    }

    private void several(String label, PlannedRequest request) {
        List<ServiceDefinition> services = request.services();
        String how = request.isShared() ? " share it: " : " need the same: ";
        wrapped(Kind.PLAIN, label, services.size() + how + keys(services, BRIEF_LINES * (width - label.length())));
        add(Kind.DETAIL, " ".repeat(label.length()) + sent(request));
    }

    private String keys(List<ServiceDefinition> services, int room) {
        StringBuilder keys = new StringBuilder();
        int told = 0;
        for (ServiceDefinition service : services) {
            boolean isFull = brief && keys.length() + service.key().length() > room - AND_SO_MANY_MORE;
            if (isFull && told > 0) {
                return keys + " and " + (services.size() - told) + " more";
            }
            keys.append(told++ == 0 ? "" : ", ").append(service.key());
        }
        return keys.toString();
    }

    private void single(String label, PlannedRequest request, int names, boolean withReason) {
        String key = request.services().get(0).key();
        String name = key + " ".repeat(Math.max(0, names - key.length()));
        add(new Span(Kind.PLAIN, label + name + "  "), new Span(Kind.DETAIL, sent(request)));
        AloneReason alone = request.aloneReason();
        if (withReason && alone != null) {
            wrapped(Kind.DETAIL, " ".repeat(label.length()), "alone because " + alone.text());
        }
    }

    /** The endpoint stands above it. */
    private String sent(PlannedRequest request) {
        String url = request.call().displayUrl();
        String endpoint = request.endpoint();
        String rest = url.startsWith(endpoint) ? url.substring(endpoint.length()) : url;
        return request.method() + " " + (brief ? COMMONPLACE.matcher(rest).replaceFirst("?…&") : rest);
    }

    private void notAsked() {
        List<Explanation.NotAsked> services = explanation.notAsked();
        if (services.isEmpty()) {
            return;
        }
        add();
        add(Kind.HEADING, "Not asked");
        for (Explanation.NotAsked service : services) {
            String key = service.service().key();
            String why = service.message().replaceFirst("^not asked: ", "");
            wrapped(Kind.PLAIN, INDENT, key + " " + service.reason().code() + ": " + why);
        }
    }

    private void estimate() {
        Estimate estimate = explanation.estimate();
        if (estimate.origins().isEmpty()) {
            return;
        }
        add();
        add(
                Kind.HEADING,
                "Estimate for " + count(estimate.points(), "point") + ": at most "
                        + count(estimate.requests(), "request") + ", about " + SpanOfTime.text(estimate.time()));
        estimate.origins().forEach(load -> wrapped(Kind.PLAIN, INDENT, origin(load)));
        long strangers = explanation.strangers().stream()
                .map(PlanText::endpoint)
                .distinct()
                .count();
        if (strangers > 0) {
            wrapped(
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

    private void add() {
        lines.add(new Line(List.of()));
    }

    private void add(Kind kind, String text) {
        add(new Span(kind, text));
    }

    /** Cuts what goes beyond the longest line, and blanks out what a terminal would obey. */
    private void add(Span... spans) {
        List<Span> kept = new ArrayList<>();
        int room = brief ? width : Integer.MAX_VALUE;
        for (Span span : spans) {
            String text = UNPRINTABLE.matcher(span.text()).replaceAll(" ");
            if (text.length() > room) {
                text = room < 1 ? "" : text.substring(0, room - 1) + "…";
            }
            room -= text.length();
            kept.add(new Span(span.kind(), text));
        }
        lines.add(new Line(kept));
    }

    /** Breaks a text at blanks; its lines begin below each other, after the label. */
    private void wrapped(Kind kind, String label, String text) {
        StringBuilder line = new StringBuilder(label);
        boolean empty = true;
        for (String word : text.split(" ")) {
            if (!empty && line.length() + 1 + word.length() > width) {
                add(kind, line.toString());
                line = new StringBuilder(" ".repeat(label.length()));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        add(kind, line.toString());
    }

    private static String count(long count, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
    }

    private static String plain(double ordinate) {
        return BigDecimal.valueOf(ordinate).stripTrailingZeros().toPlainString();
    }
}
