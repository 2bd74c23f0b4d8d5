package org.geocontext.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.geocontext.catalogue.Caller;
import org.junit.jupiter.api.Test;

class UserQuotaTest {

    private static final Caller ANN = new Caller("ann", Set.of(), false);
    private static final Caller BOB = new Caller("bob", Set.of(), false);

    private long now;

    private UserQuota quota(int perMinute, int concurrent) {
        return new UserQuota(new UserLimits(perMinute, concurrent), () -> now);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void withoutLimits_everybodyIsLetPass() throws QuotaExceededException {
        UserQuota quota = quota(0, 0);
        for (int i = 0; i < 1000; i++) {
            quota.admit(ANN);
        }
        assertThatCode(() -> quota.admit(Caller.ANONYMOUS)).doesNotThrowAnyException();
    }

    @Test
    void theErrorNamesTheLimit_andWhenToAskAgain() throws QuotaExceededException {
        UserQuota quota = quota(2, 0);
        quota.admit(ANN).run();
        pass(Duration.ofSeconds(20));
        quota.admit(ANN).run();
        assertThatThrownBy(() -> quota.admit(ANN))
                .isInstanceOfSatisfying(
                        QuotaExceededException.class,
                        exceeded -> assertThat(exceeded.retryAfterSeconds()).isEqualTo(40))
                .hasMessage("user_queries_per_minute: one user may start 2 queries a minute; ask again in 40 s.");
    }

    @Test
    void aMinuteAfterTheFirst_thereIsRoomForOne() throws QuotaExceededException {
        UserQuota quota = quota(2, 0);
        quota.admit(ANN);
        pass(Duration.ofSeconds(30));
        quota.admit(ANN);
        pass(Duration.ofSeconds(30));
        quota.admit(ANN);
        assertThatThrownBy(() -> quota.admit(ANN)).hasMessageContaining("in 30 s");
    }

    @Test
    void aRefusedQuery_doesNotCount() throws QuotaExceededException {
        UserQuota quota = quota(1, 0);
        quota.admit(ANN);
        pass(Duration.ofSeconds(59));
        assertThatThrownBy(() -> quota.admit(ANN)).hasMessageContaining("in 1 s");
        pass(Duration.ofSeconds(1));
        assertThatCode(() -> quota.admit(ANN)).doesNotThrowAnyException();
    }

    @Test
    void aQueryThatHasEnded_makesRoom() throws QuotaExceededException {
        UserQuota quota = quota(0, 1);
        Runnable release = quota.admit(ANN);
        assertThatThrownBy(() -> quota.admit(ANN))
                .hasMessage("user_concurrent_queries: one user may have 1 queries under way at once; ask again when one"
                        + " of them has ended.");
        release.run();
        assertThatCode(() -> quota.admit(ANN)).doesNotThrowAnyException();
    }

    @Test
    void eachUserHasAQuotaOfHisOwn() throws QuotaExceededException {
        UserQuota quota = quota(1, 1);
        quota.admit(ANN);
        assertThatCode(() -> quota.admit(BOB)).doesNotThrowAnyException();
    }

    @Test
    void allWithoutANameAreOneUser() throws QuotaExceededException {
        UserQuota quota = quota(1, 0);
        quota.admit(Caller.ANONYMOUS);
        assertThatThrownBy(() -> quota.admit(new Caller(null, Set.of("ROLE_X"), false)))
                .isInstanceOf(QuotaExceededException.class);
    }

    @Test
    void aNamedAdministratorIsCounted_theHostItselfIsNot() throws QuotaExceededException {
        UserQuota quota = quota(1, 0);
        Caller admin = new Caller("admin", Set.of(), true);
        quota.admit(admin);
        assertThatThrownBy(() -> quota.admit(admin)).isInstanceOf(QuotaExceededException.class);
        quota.admit(Caller.ADMINISTRATOR);
        assertThatCode(() -> quota.admit(Caller.ADMINISTRATOR)).doesNotThrowAnyException();
    }
}
