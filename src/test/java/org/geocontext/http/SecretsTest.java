package org.geocontext.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h/q?token=hunter2&f=json",
                "http://h/q?f=json&API_KEY=hunter2",
                "http://h/q?username=hunter2",
                "http://h/q?subscription-key=hunter2",
                "http://h/q?map_key=hunter2",
                "http://h/q?appid=hunter2",
                "http://h/q?X-Amz-Credential=hunter2&X-Amz-Signature=hunter2",
                "http://h/proxy?url=http%3A%2F%2Finner%3Ftoken%3Dhunter2&x=1",
                "http://h/proxy?url=/wms%3fx=1%26PASSWORD=hunter2",
                "http://hunter2@h/q",
                "http://u:hunter2@h/q",
                "http://u:p@hunter2@h/q",
                "moved to https://u:hunter2@h/q?a=b, then to https://h/?sig=hunter2"
            })
    void nothingThatLooksLikeAKeyIsShown(String text) {
        assertThat(Secrets.redact(text)).doesNotContain("hunter2").contains("h/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h/q?layers=monkeys&keyword=tree&bbox=1,2@3#a", "mail me@example.org"})
    void theRestStaysAsItIs(String text) {
        assertThat(Secrets.redact(text)).isEqualTo(text);
    }

    @Test
    void aKnownSecretIsCutOutWhereverItStands() {
        assertThat(Secrets.redact("http://h/q?n=a%2Bb%20c: no a+b c", Set.of("a+b c")))
                .isEqualTo("http://h/q?n=***: no ***");
    }
}
