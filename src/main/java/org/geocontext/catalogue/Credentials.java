package org.geocontext.catalogue;

import org.geocontext.http.Auth;
import org.jspecify.annotations.Nullable;

/**
 * What a service needs to be let in, secrets already resolved. {@code toString} shows none of them.
 *
 * @param scheme the way they are sent
 * @param name header or parameter name for {@link Scheme#HEADER} and {@link Scheme#QUERY}; null for the others
 * @param user for basic and ArcGIS log-ins
 * @param secret password, key or token; null only for {@link Scheme#NONE}
 */
public record Credentials(
        Scheme scheme,
        @Nullable String name,
        @Nullable String user,
        @Nullable String secret) {

    /** Anonymous. */
    public static final Credentials NONE = new Credentials(Scheme.NONE, null, null, null);

    /** The words of the catalogue's {@code auth}. */
    public enum Scheme {
        NONE,
        BASIC,
        BEARER,
        HEADER,
        QUERY,
        /** With a user: a token is asked for at the server's token service. Without: {@code secret} is the token. */
        ARCGIS_TOKEN
    }

    /**
     * The credentials as the fetcher applies them. For an ArcGIS log-in (user and password) this is {@link Auth#NONE}:
     * the token has to be asked for first.
     */
    public Auth toAuth() {
        String key = secret == null ? "" : secret;
        return switch (scheme) {
            case NONE -> Auth.NONE;
            case BASIC -> new Auth.Basic(user == null ? "" : user, key);
            case BEARER -> new Auth.Bearer(key);
            case HEADER -> new Auth.Header(name == null ? "X-API-Key" : name, key);
            case QUERY -> new Auth.Query(name == null ? "api_key" : name, key);
            case ARCGIS_TOKEN -> user == null ? new Auth.Query("token", key) : Auth.NONE;
        };
    }

    @Override
    public String toString() {
        return "Credentials[" + scheme + "]";
    }
}
