package org.geocontext.geoserver;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.geocontext.catalogue.Caller;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who asks, according to Spring Security. */
final class Callers {

    /** Given by GeoServer to whoever has the administrator role of the active role service, whatever its name there. */
    private static final String ADMINISTRATOR = "ROLE_ADMINISTRATOR";

    private Callers() {}

    /** The user of this thread's request, with GeoServer's role names. */
    static Caller current() {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user == null || !user.isAuthenticated()) {
            return Caller.ANONYMOUS;
        }
        Set<String> roles = user.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        String name = user instanceof AnonymousAuthenticationToken ? null : user.getName();
        return new Caller(name, roles, roles.contains(ADMINISTRATOR));
    }
}
