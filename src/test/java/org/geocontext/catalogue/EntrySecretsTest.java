package org.geocontext.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.catalogue.Entries.object;

import org.geocontext.codec.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntrySecretsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"username\":\"me\",\"password\":\"p\"} | {\"username\":\"me\",\"secrets_set\":[\"password\"]}",
                "{\"api_key\":\"k\"} | {\"secrets_set\":[\"api_key\"]}",
                "{\"password\":\"${env:P}\"} | {\"password\":\"${env:P}\"}",
                "{\"password\":\"in front ${env:P}\"} | {\"secrets_set\":[\"password\"]}",
                "{\"password\":\"\",\"api_key\":null} | {\"password\":\"\",\"api_key\":null}",
                "{\"headers\":{\"Authorization\":\"Bearer ${env:T}\"}} | {\"headers\":{\"Authorization\":\"Bearer ${env:T}\"}}",
                "{\"headers\":{\"X-Api-Key\":\"k\",\"Accept\":\"a\"}} | {\"headers\":{\"Accept\":\"a\"},\"secrets_set\":[\"headers.X-Api-Key\"]}",
                "{\"parameters\":{\"token\":\"k\"}} | {\"parameters\":{},\"secrets_set\":[\"parameters.token\"]}",
                "{\"url\":\"https://me:p@a.org/?key=k&map=m\"} | {\"url\":\"https://a.org/?key=***&map=m\"}",
            })
    void secretsAreNotShown(String entry, String shown) {
        assertThat(Json.write(EntrySecrets.hidden(object(entry)), false)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"password\":\"p\"} | {\"unit\":\"m\"} | {\"unit\":\"m\",\"password\":\"p\"}",
                "{\"password\":\"p\"} | {\"password\":\"q\"} | {\"password\":\"q\"}",
                "{\"password\":\"p\"} | {\"password\":null} | {}",
                "{\"password\":\"${env:P}\"} | {} | {}",
                "{\"unit\":\"m\"} | {} | {}",
                "{\"headers\":{\"X-Key\":\"k\",\"Accept\":\"a\"}} | {\"headers\":{\"Via\":\"v\"}} | {\"headers\":{\"Via\":\"v\",\"X-Key\":\"k\"}}",
                "{\"headers\":{\"X-Key\":\"k\"}} | {} | {\"headers\":{\"X-Key\":\"k\"}}",
                "{\"headers\":{\"X-Key\":\"k\"}} | {\"headers\":{\"X-Key\":null}} | {\"headers\":{}}",
                "{\"url\":\"https://a.org/?key=k\"} | {\"url\":\"https://a.org/?key=***\"} | {\"url\":\"https://a.org/?key=k\"}",
                "{\"url\":\"https://a.org/?key=k\"} | {\"url\":\"https://b.org/\"} | {\"url\":\"https://b.org/\"}",
                "{} | {\"unit\":\"m\",\"secrets_set\":[\"password\"]} | {\"unit\":\"m\"}",
            })
    void secretsThatAreNotNamedAreKept(String stored, String written, String kept) {
        assertThat(Json.write(EntrySecrets.kept(object(stored), object(written)), false))
                .isEqualTo(kept);
    }

    @Test
    void whatIsShownAndWrittenBackIsWhatWasStored() {
        String stored =
                "{\"url\":\"https://a.org/?token=t\",\"headers\":{\"X-Key\":\"k\",\"Via\":\"v\"},\"api_key\":\"a\"}";

        assertThat(EntrySecrets.kept(object(stored), EntrySecrets.hidden(object(stored))))
                .isEqualTo(object(stored));
    }
}
