package org.geocontext.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.geocontext.query.Estimate;
import org.geocontext.query.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a query is to be explained instead of run, and how: what hosts take beside the inputs of
 * {@code geocontext:Query}.
 *
 * @param points how many points the estimate is for
 * @param format null if the host is to choose
 * @param query the inputs of the query itself
 */
public record ExplainInputs(
        boolean explain, int points, @Nullable Format format, Map<String, List<String>> query) {

    private static final String EXPLAIN = "explain";
    private static final String POINTS = "points";
    private static final String FORMAT = "format";

    /** What a plan is shown as. */
    public enum Format {
        TEXT,
        JSON
    }

    /**
     * Separates these inputs from those of the query.
     *
     * @param values texts by input name, as {@link QueryInputs#parse} takes them
     * @throws InvalidRequestException naming the input that is repeated, unreadable or useless
     */
    public static ExplainInputs parse(Map<String, List<String>> values) throws InvalidRequestException {
        InputTexts texts = new InputTexts(values);
        boolean explain = texts.bool(EXPLAIN);
        Map<String, List<String>> query = new LinkedHashMap<>(values);
        for (String name : List.of(EXPLAIN, POINTS, FORMAT)) {
            texts.requireOnce(name);
            query.remove(name);
            if (!explain && !name.equals(EXPLAIN) && texts.one(name) != null) {
                throw new InvalidRequestException(name, name + ": without explain (expected: only with explain=true)");
            }
        }
        return new ExplainInputs(explain, points(texts), format(texts), query);
    }

    private static @Nullable Format format(InputTexts texts) throws InvalidRequestException {
        return texts.one(FORMAT) == null ? null : texts.word(FORMAT, Format.class, Format.JSON);
    }

    private static int points(InputTexts texts) throws InvalidRequestException {
        Double points = texts.number(POINTS);
        if (points == null) {
            return 1;
        } else if (!(points >= 1 && points <= Estimate.MAX_POINTS) || points != Math.rint(points)) {
            throw InputTexts.wrong(
                    POINTS, String.valueOf(texts.one(POINTS)), "a whole number, 1 to " + Estimate.MAX_POINTS);
        }
        return points.intValue();
    }
}
