package org.geocontext.codec;

import java.util.List;

/**
 * A reply that was understood.
 *
 * @param format which reader understood it
 * @param features in the order sent; empty for a proper "nothing here"
 * @param truncated whether the server says that there is more ({@code exceededTransferLimit}, numberMatched above
 *     numberReturned)
 */
public record ParsedReply(ReplyFormat format, List<ParsedFeature> features, boolean truncated) {
    public ParsedReply {
        features = List.copyOf(features);
    }
}
