package org.geocontext.geoserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.geoserver.config.GeoServer;
import org.geoserver.config.ServiceInfo;
import org.geoserver.wps.WPSInfo;
import org.geotools.data.util.DelegateProgressListener;
import org.geotools.data.util.NullProgressListener;
import org.junit.jupiter.api.Test;

class ExecutionLimitsTest {

    private static final int NONE = 0;

    @Test
    void withoutLimits_thereIsAllTheTimeInTheWorld() {
        assertThat(limits(NONE, NONE, NONE, NONE).timeLeft(execution(false))).isEqualTo(ExecutionLimits.NONE);
    }

    @Test
    void aSynchronousExecution_endsHalfASecondBeforeItsLimit() {
        assertThat(limits(30, NONE, 5, NONE).timeLeft(execution(false)))
                .isLessThanOrEqualTo(Duration.ofMillis(29_500))
                .isGreaterThan(Duration.ofSeconds(25));
    }

    @Test
    void anAsynchronousExecution_hasLimitsOfItsOwn() {
        assertThat(limits(5, NONE, 30, NONE).timeLeft(execution(true))).isGreaterThan(Duration.ofSeconds(25));
    }

    @Test
    void theTotalLimitCounts_whereItIsShorter() {
        assertThat(limits(30, 10, NONE, NONE).timeLeft(execution(false))).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void timeInTheQueue_countsForTheTotalLimitOnly() throws InterruptedException {
        Execution waiting = execution(true);
        Thread.onSpinWait();
        while (waiting.total().toMillis() < 30) {
            Thread.onSpinWait();
        }
        assertThat(waiting.running()).isZero();
        assertThat(limits(NONE, NONE, NONE, 1).timeLeft(waiting)).isLessThan(Duration.ofMillis(471));
        assertThat(limits(NONE, NONE, 1, NONE).timeLeft(waiting)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void timeSpent_mayLeaveLessThanNothing() {
        Execution execution = execution(false);
        execution.started();
        while (execution.running().toMillis() < 501) {
            Thread.onSpinWait();
        }
        assertThat(limits(1, NONE, NONE, NONE).timeLeft(execution)).isNegative();
    }

    @Test
    void theExecution_isFoundInsideGeoServersOwnListener() {
        DelegateProgressListener wrapped = new DelegateProgressListener(execution(true)) {};
        assertThat(limits(5, NONE, 30, NONE).timeLeft(wrapped)).isGreaterThan(Duration.ofSeconds(25));
    }

    @Test
    void anExecutionFromElsewhere_hasTheSynchronousLimits() {
        ExecutionLimits limits = limits(5, NONE, 30, NONE);
        assertThat(limits.timeLeft(new NullProgressListener())).isEqualTo(Duration.ofMillis(4500));
        assertThat(limits.timeLeft(null)).isEqualTo(Duration.ofMillis(4500));
    }

    private static Execution execution(boolean asynchronous) {
        return new Execution(new NullProgressListener(), asynchronous);
    }

    private static ExecutionLimits limits(int synchronous, int synchronousTotal, int asynchronous, int total) {
        return new ExecutionLimits(new Configured(new Limits(synchronous, synchronousTotal, asynchronous, total)));
    }

    private record Configured(WPSInfo wps) implements GeoServer {
        @Override
        public <T extends ServiceInfo> T getService(Class<T> clazz) {
            return clazz.cast(wps);
        }
    }

    private record Limits(
            int getMaxSynchronousExecutionTime,
            Integer getMaxSynchronousTotalTime,
            int getMaxAsynchronousExecutionTime,
            Integer getMaxAsynchronousTotalTime)
            implements WPSInfo {}
}
