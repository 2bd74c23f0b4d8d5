package org.geocontext.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonDocumentationTest {

    @ParameterizedTest
    @EnumSource
    void theTroubleshootingTableSaysWhatToDo(Reason reason) throws IOException {
        assertThat(Files.readString(Path.of("doc/geoserver.md"))).contains("\n| `" + reason.code() + "` | ");
    }
}
