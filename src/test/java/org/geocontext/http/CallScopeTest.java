package org.geocontext.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallScopeTest {

    private final CallScope query = new CallScope(in(10));

    private static Deadline in(int seconds) {
        return Deadline.after(Duration.ofSeconds(seconds), () -> 0);
    }

    private static void assertSecondsLeft(CallScope scope, int seconds) {
        assertThat(scope.deadline().remaining()).hasSeconds(seconds);
    }

    @Test
    void aScopeBesideAnotherHasItsDeadlineAndItsLine() {
        CallScope beside = query.beside();
        assertSecondsLeft(beside, 10);
        assertThat(beside.query()).isSameAs(query);
        assertThat(beside.beside().query()).isSameAs(query);
    }

    @Test
    void scopesBesideEachOtherEndApart() {
        CallScope beside = query.beside();
        query.cancel();
        assertThat(beside.isCancelled()).isFalse();
        beside.postpone(in(20));
        assertSecondsLeft(beside, 20);
        assertSecondsLeft(query, 10);
    }

    @Test
    void aScopeWithinAnotherEndsWithIt() {
        CallScope within = query.within();
        query.postpone(in(20));
        assertSecondsLeft(within, 20);
        query.cancel();
        assertThat(within.isCancelled()).isTrue();
    }

    @Test
    void aScopeWithinAnotherMayEndEarlier() {
        query.within().cancel();
        assertThat(query.isCancelled()).isFalse();
    }

    @Test
    void postponingToAnEarlierDeadlineChangesNothing() {
        query.postpone(in(5));
        assertSecondsLeft(query, 10);
    }

    @Test
    void actionsRunOnceInTheirOrderExceptThoseForgotten() {
        List<Integer> ran = new ArrayList<>();
        query.onCancel(() -> ran.add(1));
        query.onCancel(() -> ran.add(2)).run();
        query.onCancel(() -> ran.add(3));
        query.cancel();
        query.cancel();
        query.onCancel(() -> ran.add(4));
        assertThat(ran).containsExactly(1, 3, 4);
    }
}
