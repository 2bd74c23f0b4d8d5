package org.geocontext.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyBodyTest {

    private static final int CAP = 4 << 20;

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static ByteBuf part(byte[] bytes, int from, int to) {
        return Unpooled.wrappedBuffer(bytes, from, Math.min(to, bytes.length) - from);
    }

    private static boolean addAll(ReplyBody body, byte[] bytes, int partLength) {
        boolean taken = true;
        for (int from = 0; from < bytes.length && taken; from += partLength) {
            taken = body.add(part(bytes, from, from + partLength));
        }
        return taken;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "2000, 2000",
        "8192, 1000",
        "100000, 1",
        "100000, 8191",
        "1000000, 1500",
        "4194304, 65536",
        "4194304, 4194304"
    })
    void partsAddUpToTheBody(int length, int partLength) {
        byte[] sent = bytes(length);
        for (long announced :
                new long[] {-1, length, length - 1, length + 1, length / 2, 2L * length, Long.MAX_VALUE}) {
            ReplyBody body = new ReplyBody(CAP);
            body.announce(announced);
            assertThat(addAll(body, sent, partLength)).isTrue();
            assertThat(body.take()).as("announced as " + announced).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 10, 1000, 1001, Long.MAX_VALUE})
    void whatGoesOverTheCapIsNotTaken(long announced) {
        byte[] sent = bytes(1000);
        ReplyBody body = new ReplyBody(1000);
        body.announce(announced);
        assertThat(addAll(body, sent, 300)).isTrue();
        assertThat(body.add(part(sent, 0, 1))).isFalse();
        assertThat(body.take()).isEqualTo(sent);
    }

    @Test
    void whatWasTakenIsGone() {
        ReplyBody body = new ReplyBody(CAP);
        addAll(body, bytes(3_000_000), 16_384);
        assertThat(body.take()).hasSize(3_000_000);
        assertThat(body.take()).isEmpty();
    }

    @Test
    void aServerThatOnlyPromisesCostsNothing() {
        List<ReplyBody> bodies = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ReplyBody body = new ReplyBody(1 << 30);
            body.announce(1 << 30);
            assertThat(body.add(part(bytes(10), 0, 10))).isTrue();
            bodies.add(body);
        }
        assertThat(bodies).allSatisfy(body -> assertThat(body.take()).hasSize(10));
    }
}
