package org.geocontext.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeySuggestionsTest {

    private static final List<String> KEYS =
            List.of("river_name", "rivers_500k", "river_names", "altitude", "river_nam");

    @Test
    void theClosestThreeComeFirstAndEquallyCloseOnesInAlphabeticalOrder() {
        assertThat(KeySuggestions.closest("river_namee", KEYS))
                .containsExactly("river_name", "river_names", "river_nam");
    }

    @Test
    void blanksAndCapitalsDoNotMatter() {
        assertThat(KeySuggestions.closest(" ALTITUDE ", KEYS)).containsExactly("altitude");
    }

    @Test
    void nothingIsSuggestedThatSharesNothing() {
        assertThat(KeySuggestions.closest("xyz", KEYS)).isEmpty();
        assertThat(KeySuggestions.closest("", KEYS)).isEmpty();
        assertThat(KeySuggestions.closest("altitude", List.of())).isEmpty();
    }

    @Test
    void aSentenceEndsWithThemOrWithNothing() {
        assertThat(KeySuggestions.phrase("altitud", KEYS)).isEqualTo("; closest: altitude");
        assertThat(KeySuggestions.phrase("xyz", KEYS)).isEmpty();
    }

    @Test
    void distanceCountsInsertedDeletedAndReplacedLetters() {
        assertThat(KeySuggestions.distance("", "abc")).isEqualTo(3);
        assertThat(KeySuggestions.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(KeySuggestions.distance("same", "same")).isZero();
    }
}
