package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.geocontext.app.SettingsReference.Setting;
import org.geocontext.app.SettingsReference.Type;
import org.geocontext.codec.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsReferenceTest {

    static Stream<Setting> numbers() {
        return SettingsReference.ALL.stream().filter(setting -> setting.min() != null);
    }

    private static Settings read(Setting setting, double value) throws Exception {
        String number = setting.type() == Type.INTEGER ? Long.toString((long) value) : Double.toString(value);
        return SettingsReader.read(
                "settings", ("{\"" + setting.name() + "\":" + number + "}").getBytes(StandardCharsets.UTF_8));
    }

    private static double step(Setting setting) {
        return setting.type() == Type.INTEGER ? 1 : 0.001;
    }

    @Test
    void itHasEverySettingInOrder() {
        assertThat(SettingsReference.ALL)
                .extracting(Setting::name)
                .containsExactlyElementsOf(SettingsReader.defaults().keySet());
    }

    @Test
    void typesAreThoseOfTheDefaults() {
        Map<String, Object> defaults = SettingsReader.defaults();
        for (Setting setting : SettingsReference.ALL) {
            Class<?> type =
                    switch (setting.type()) {
                        case NUMBER, INTEGER -> Number.class;
                        case BOOLEAN -> Boolean.class;
                        case TEXT -> String.class;
                        case TEXTS -> List.class;
                    };
            assertThat(defaults.get(setting.name())).as(setting.name()).isInstanceOf(type);
            assertThat(setting.min() == null).as(setting.name()).isEqualTo(!Number.class.isAssignableFrom(type));
        }
        assertThat(Json.write(defaults, false)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void limitsAreTakenAndNothingBeyondThem(Setting setting) {
        assertThatCode(() -> read(setting, setting.min())).doesNotThrowAnyException();
        assertThatThrownBy(() -> read(setting, setting.min() - step(setting))).hasMessageContaining(setting.name());
        if (setting.max() != null) {
            assertThatCode(() -> read(setting, setting.max())).doesNotThrowAnyException();
            assertThatThrownBy(() -> read(setting, setting.max() + step(setting)))
                    .hasMessageContaining(setting.name());
        }
    }
}
