package org.geocontext.geoserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.geocontext.catalogue.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

class CallersTest {

    @AfterEach
    void logOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void withoutAuthentication_nobodyInParticularAsks() {
        assertThat(Callers.current()).isEqualTo(Caller.ANONYMOUS);
    }

    @Test
    void aUser_hasTheRolesOfTheRoleService() {
        logIn(new UsernamePasswordAuthenticationToken(
                "ann", "", AuthorityUtils.createAuthorityList("ROLE_PLANNER", "ROLE_AUTHENTICATED")));
        assertThat(Callers.current()).isEqualTo(new Caller("ann", Set.of("ROLE_PLANNER", "ROLE_AUTHENTICATED"), false));
    }

    @Test
    void whoHasTheAdministratorRole_seesEverything() {
        logIn(new UsernamePasswordAuthenticationToken(
                "admin", "", AuthorityUtils.createAuthorityList("ROLE_ADMINISTRATOR")));
        assertThat(Callers.current().administrator()).isTrue();
    }

    @Test
    void theAnonymousUser_hasNoName() {
        logIn(new AnonymousAuthenticationToken(
                "key", "anonymous", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
        assertThat(Callers.current()).isEqualTo(new Caller(null, Set.of("ROLE_ANONYMOUS"), false));
    }

    @Test
    void whoIsNotAuthenticatedYet_isNobodyInParticular() {
        logIn(new UsernamePasswordAuthenticationToken("admin", "guess"));
        assertThat(Callers.current()).isEqualTo(Caller.ANONYMOUS);
    }

    @Test
    void aRoleWithoutAName_isLeftOut() {
        logIn(new UsernamePasswordAuthenticationToken("ann", "", List.of(() -> null)));
        assertThat(Callers.current().roles()).isEmpty();
    }

    private static void logIn(Authentication user) {
        SecurityContextHolder.getContext().setAuthentication(user);
    }
}
