package org.geocontext.standalone.cli;

import java.io.IOException;
import org.geocontext.app.ExplainInputs.Format;
import org.geocontext.feature.PlanJson;
import org.geocontext.feature.PlanText;
import org.geocontext.query.Explanation;
import org.jspecify.annotations.Nullable;

/** Shows what a query would do. */
final class PlanOutput {

    private PlanOutput() {}

    /** @param format null for text */
    static void write(Explanation explanation, @Nullable Format format, Console console) throws IOException {
        if (format == Format.JSON) {
            PlanJson.write(explanation, console.document(), console.terminal());
            console.out().println();
        } else if (console.terminal()) {
            PlanText.brief(explanation, console.width())
                    .forEach(line -> console.out().println(styled(line, console)));
        } else {
            console.out().print(PlanText.text(explanation));
        }
    }

    private static String styled(PlanText.Line line, Console console) {
        StringBuilder styled = new StringBuilder();
        for (PlanText.Span span : line.spans()) {
            Style style =
                    switch (span.kind()) {
                        case HEADING -> Style.BOLD;
                        case PLAIN -> Style.PLAIN;
                        case DETAIL -> Style.DIM;
                    };
            styled.append(style.apply(span.text(), console.colours()));
        }
        return styled.toString();
    }
}
