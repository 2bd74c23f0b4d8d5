package org.geocontext.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ControlFilterTest {

    @Test
    void onlyControlsThatATerminalObeysAreReplaced() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ControlFilter filter = new ControlFilter(bytes)) {
            filter.write("m³/s,\u001B[2J\u0007\tx\u007F\r\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("m³/s, [2J \tx \r\n");
    }
}
