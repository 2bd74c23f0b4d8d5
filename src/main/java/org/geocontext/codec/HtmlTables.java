package org.geocontext.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of a page as features; see {@link HtmlReader} for how their rows are understood. */
final class HtmlTables {

    /** What a value may be wrapped in. Anything else in angle brackets is text: QGIS does not escape values. */
    private static final Set<String> MARKUP = Set.of(
            "a",
            "abbr",
            "b",
            "body",
            "br",
            "center",
            "code",
            "col",
            "colgroup",
            "div",
            "em",
            "font",
            "head",
            "hr",
            "html",
            "i",
            "img",
            "label",
            "li",
            "link",
            "meta",
            "nobr",
            "ol",
            "p",
            "pre",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "tbody",
            "tfoot",
            "thead",
            "tt",
            "u",
            "ul");

    private record Cell(boolean heading, String text) {}

    private final String html;
    private final ReadOptions options;
    private final WktScanner wkt = new WktScanner();
    private final List<FeatureDraft> features = new ArrayList<>();
    private boolean truncated;
    private boolean found;

    private @Nullable String layer;
    private @Nullable FeatureDraft feature;
    private @Nullable List<Cell> header;
    private final List<List<Cell>> headless = new ArrayList<>();
    private List<Cell> row = new ArrayList<>();
    private @Nullable StringBuilder cell;
    private boolean cellHeading;
    private boolean caption;

    HtmlTables(String html, ReadOptions options) {
        this.html = html;
        this.options = options;
    }

    /** Whether there was a table at all. */
    boolean found() {
        return found;
    }

    ParsedReply reply() {
        return new ParsedReply(
                ReplyFormat.HTML,
                features.stream().map(draft -> draft.finish(null, null)).toList(),
                truncated);
    }

    void read() throws CodecException {
        int at = 0;
        while (at < html.length()) {
            int open = html.indexOf('<', at);
            int close = open < 0 ? -1 : html.indexOf('>', open);
            if (close < 0) {
                append(html.substring(at));
                break;
            }
            append(html.substring(at, open));
            if (html.startsWith("<!--", open)) {
                int end = html.indexOf("-->", open + 4);
                at = end < 0 ? html.length() : end + 3;
            } else {
                tag(html.substring(open, close + 1));
                at = close + 1;
            }
        }
        if (cell != null || !row.isEmpty()) {
            throw Failures.malformed("an HTML page that ends in the middle of a table");
        }
        endTable();
    }

    private void append(String text) {
        if (cell != null) {
            cell.append(text);
        }
    }

    private void tag(String tag) {
        boolean end = tag.startsWith("</");
        switch (name(tag)) {
            case "table" -> {
                found = true;
                endTable();
            }
            case "tr" -> endRow();
            case "td", "th" -> {
                endCell();
                cell = end ? null : new StringBuilder();
                cellHeading = name(tag).equals("th");
            }
            case "caption" -> {
                endCaption();
                caption = !end;
                cell = end ? null : new StringBuilder();
            }
            default -> {
                if (!MARKUP.contains(name(tag))) {
                    append(tag);
                }
            }
        }
    }

    private static String name(String tag) {
        int from = tag.startsWith("</") ? 2 : 1;
        int to = from;
        while (to < tag.length() && Character.isLetterOrDigit(tag.charAt(to))) {
            to++;
        }
        return Words.lower(tag.substring(from, to));
    }

    private void endCaption() {
        if (caption && cell != null) {
            layer = text(cell);
            cell = null;
        }
        caption = false;
    }

    private void endCell() {
        endCaption();
        if (cell != null) {
            row.add(new Cell(cellHeading, text(cell)));
            cell = null;
        }
    }

    private static String text(StringBuilder cell) {
        return Words.unescape(cell.toString()).strip();
    }

    private void endRow() {
        endCell();
        if (!row.isEmpty()) {
            List<Cell> cells = row;
            row = new ArrayList<>();
            take(cells);
        }
    }

    private void take(List<Cell> cells) {
        boolean headings = cells.stream().allMatch(Cell::heading);
        boolean pair =
                cells.size() == 2 && cells.get(0).heading() && !cells.get(1).heading();
        if (headings) {
            header = cells;
        } else if (header != null) {
            addRow(header, cells);
        } else if (pair) {
            addPair(cells.get(0).text(), cells.get(1).text());
        } else {
            headless.add(cells);
        }
    }

    private void endTable() {
        endRow();
        takeHeadless();
        header = null;
        feature = null;
    }

    private void takeHeadless() {
        if (headless.size() > 1 && headless.stream().allMatch(cells -> cells.size() == 2)) {
            headless.forEach(cells -> addPair(cells.get(0).text(), cells.get(1).text()));
        } else if (headless.size() > 1) {
            headless.subList(1, headless.size()).forEach(cells -> addRow(headless.get(0), cells));
        } else if (headless.size() == 1) {
            addRow(List.of(), headless.get(0));
        }
        headless.clear();
    }

    private void addRow(List<Cell> names, List<Cell> cells) {
        FeatureDraft draft = start();
        for (int i = 0; i < cells.size(); i++) {
            String name = i < names.size() ? names.get(i).text() : Integer.toString(i + 1);
            draft.properties.put(name, cells.get(i).text());
            if (i == 0 && name.equalsIgnoreCase("fid")) {
                draft.id = cells.get(i).text();
            }
        }
        feature = null;
    }

    private void addPair(String name, String value) {
        if (name.equals("Layer")) {
            layer = value;
            feature = null;
        } else if (name.equals("Feature")) {
            start().id = value;
        } else {
            FeatureDraft draft = feature == null ? start() : feature;
            if (name.equals("geometry") && WktScanner.looksLikeWkt(value)) {
                draft.geometry = options.geometry() ? wkt.read(value) : null;
            } else {
                draft.properties.put(name, value);
            }
        }
    }

    private FeatureDraft start() {
        FeatureDraft draft = new FeatureDraft(layer);
        if (features.size() < options.maxFeatures()) {
            features.add(draft);
        } else {
            truncated = true;
        }
        feature = draft;
        return draft;
    }
}
