package org.geocontext.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.geocontext.feature.PlanText.Kind;
import org.geocontext.feature.PlanText.Line;
import org.geocontext.feature.PlanText.Span;

/** Collects lines of a width. Not thread-safe. */
final class PlanLines {

    /** Controls, line ends, marks that change the direction of writing. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private final int width;
    private final boolean brief;
    private final List<Line> lines = new ArrayList<>();

    /** @param brief whether what cannot be broken is cut, or else longer than the width */
    PlanLines(int width, boolean brief) {
        this.width = width;
        this.brief = brief;
    }

    int width() {
        return width;
    }

    boolean areBrief() {
        return brief;
    }

    List<Line> all() {
        return List.copyOf(lines);
    }

    void blank() {
        lines.add(new Line(List.of()));
    }

    void add(Kind kind, String text) {
        add(new Span(kind, text));
    }

    /** A line; what a terminal would obey is blank in it. */
    void add(Span... spans) {
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

    /** A text broken at blanks; its lines begin below each other, after the label. */
    void wrapped(Kind kind, String label, String text) {
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
}
