package org.geocontext.catalogue;

import java.util.Locale;
import java.util.regex.Pattern;
import org.geocontext.catalogue.Credentials.Scheme;
import org.jspecify.annotations.Nullable;

/** From username, password, api_key, auth and auth_name to what is sent. */
final class CredentialsReader {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final EntryReader entry;
    private final SecretResolver secrets;

    CredentialsReader(EntryReader entry, SecretResolver secrets) {
        this.entry = entry;
        this.secrets = secrets;
    }

    Credentials read(@Nullable QueryType type) {
        String user = secret(Fields.USERNAME);
        String password = secret(Fields.PASSWORD);
        String key = secret(Fields.API_KEY);
        String name = authName();
        String word = entry.choiceOrError(Fields.AUTH);
        if (word == null) {
            return type == QueryType.PLACE_NAME && user != null
                    ? new Credentials(Scheme.QUERY, "username", null, user)
                    : implied(user, password, key, name);
        }
        return switch (Scheme.valueOf(word.toUpperCase(Locale.ROOT))) {
            case NONE -> Credentials.NONE;
            case BASIC -> basic(user, password);
            case BEARER -> new Credentials(Scheme.BEARER, null, null, required(Fields.API_KEY, key));
            case HEADER -> new Credentials(Scheme.HEADER, name, null, required(Fields.API_KEY, key));
            case QUERY -> query(type, user, key, name);
            case ARCGIS_TOKEN ->
                key != null ? new Credentials(Scheme.ARCGIS_TOKEN, null, null, key) : arcGisLogIn(user, password);
        };
    }

    private Credentials implied(
            @Nullable String user, @Nullable String password, @Nullable String key, @Nullable String name) {
        if (user != null && password != null) {
            if (key != null) {
                entry.warn(Fields.API_KEY, null, "not sent", "either username and password or api_key, or auth");
            }
            return new Credentials(Scheme.BASIC, null, user, password);
        }
        if (user != null || password != null) {
            Field.Secret alone = user != null ? Fields.USERNAME : Fields.PASSWORD;
            entry.warn(alone, null, "not sent", "username and password together");
        }
        return key == null ? Credentials.NONE : new Credentials(Scheme.HEADER, name, null, key);
    }

    private Credentials basic(@Nullable String user, @Nullable String password) {
        return new Credentials(
                Scheme.BASIC, null, required(Fields.USERNAME, user), required(Fields.PASSWORD, password));
    }

    private Credentials query(
            @Nullable QueryType type, @Nullable String user, @Nullable String key, @Nullable String name) {
        if (type == QueryType.PLACE_NAME && user != null && key == null) {
            return new Credentials(Scheme.QUERY, name == null ? "username" : name, null, user);
        }
        return new Credentials(Scheme.QUERY, name, null, required(Fields.API_KEY, key));
    }

    private Credentials arcGisLogIn(@Nullable String user, @Nullable String password) {
        return new Credentials(
                Scheme.ARCGIS_TOKEN, null, required(Fields.USERNAME, user), required(Fields.PASSWORD, password));
    }

    private String required(Field.Secret field, @Nullable String value) {
        if (value != null) {
            return value;
        }
        if (!entry.failed()) {
            entry.error(field, null, "left out", "the secret that auth " + entry.value(Fields.AUTH) + " needs");
        }
        return "";
    }

    private @Nullable String authName() {
        String name = entry.text(Fields.AUTH_NAME);
        if (name != null && !TOKEN.matcher(name).matches()) {
            entry.error(Fields.AUTH_NAME, name, "left out", "the name of a header or parameter");
            return null;
        }
        return name;
    }

    private @Nullable String secret(Field.Secret field) {
        Object value = entry.value(field);
        if (value == null || value instanceof String text && text.isBlank()) {
            return null;
        }
        if (!(value instanceof String text)) {
            entry.error(field, null);
            return null;
        }
        try {
            return secrets.resolve(text);
        } catch (IllegalArgumentException e) {
            entry.error(field, null, "cannot be resolved: " + e.getMessage(), field.accepted());
            return null;
        }
    }

    /** Whether a header may have this name and value: RFC 9110, sections 5.1 and 5.5. */
    static boolean isHeader(String name, String value) {
        return TOKEN.matcher(name).matches() && value.chars().noneMatch(Character::isISOControl);
    }
}
