package org.geocontext.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.geocontext.codec.MergePatch;
import org.geocontext.http.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of entries: passwords and keys, and headers, parameters and parts of the URL that are named like such.
 * They can be written and never read. A reference to a variable of the environment is no secret. Thread-safe.
 */
public final class EntrySecrets {

    /** Names the secrets that an entry has, in place of them: {@code ["password", "headers.X-Api-Key"]}. */
    public static final String SET = "secrets_set";

    private static final Set<String> FIELDS = Set.of(Fields.PASSWORD.name(), Fields.API_KEY.name());
    private static final Set<String> MAPS = Set.of(Fields.HEADERS.name(), Fields.PARAMETERS.name());
    private static final String URL = Fields.URL.name();
    private static final String MASK = "***";
    private static final Pattern REFERENCE = Pattern.compile("(?:\\w+ )?\\$\\{env:[^}]*}");

    private final SecretEncoder encoder;
    private final SecretDecoder decoder;

    EntrySecrets(SecretEncoder encoder, SecretDecoder decoder) {
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /** The entry as it may be shown: without secrets, and with {@link #SET} if it has any. */
    public static Map<String, @Nullable Object> hidden(Map<String, @Nullable Object> entry) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        List<String> set = new ArrayList<>();
        entry.forEach((name, value) -> {
            if (FIELDS.contains(name) && isSecret(value)) {
                set.add(name);
            } else if (MAPS.contains(name) && value instanceof Map<?, ?> members) {
                shown.put(name, hidden(name, CatalogueReader.object(members), set));
            } else if (name.equals(URL) && value instanceof String url) {
                shown.put(name, Secrets.redact(url));
            } else {
                shown.put(name, value);
            }
        });
        if (!set.isEmpty()) {
            shown.put(SET, set);
        }
        return shown;
    }

    private static Map<String, @Nullable Object> hidden(
            String map, Map<String, @Nullable Object> members, List<String> set) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (Secrets.isSecretName(name) && isSecret(value)) {
                set.add(map + "." + name);
            } else {
                shown.put(name, value);
            }
        });
        return shown;
    }

    private static boolean isSecret(@Nullable Object value) {
        return value != null
                && !(value instanceof String text
                        && (text.isBlank() || REFERENCE.matcher(text).matches()));
    }

    /**
     * An entry to be written in place of a stored one: secrets that it does not name are kept, those that it names as
     * null go. A URL as {@link #hidden} shows the stored one is the stored one.
     */
    public static Map<String, @Nullable Object> kept(
            Map<String, @Nullable Object> stored, Map<String, @Nullable Object> written) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(written);
        kept.remove(SET);
        stored.forEach((name, value) -> {
            if (FIELDS.contains(name) && isSecret(value) && !written.containsKey(name)) {
                kept.put(name, value);
            } else if (MAPS.contains(name) && value instanceof Map<?, ?> members) {
                keep(name, CatalogueReader.object(members), kept);
            }
        });
        keepUrl(stored, kept);
        FIELDS.forEach(field -> kept.remove(field, null));
        // Alike, but for the order of the fields: that of the file stays.
        return kept.equals(stored) ? new LinkedHashMap<>(stored) : kept;
    }

    /** A stored entry with a merge patch (RFC 7396) applied; its URL as with {@link #kept}. */
    public static Map<String, @Nullable Object> patched(
            Map<String, @Nullable Object> stored, Map<String, @Nullable Object> patch) {
        Map<String, @Nullable Object> patched = MergePatch.apply(stored, patch);
        patched.remove(SET);
        keepUrl(stored, patched);
        return patched;
    }

    private static void keep(String map, Map<String, @Nullable Object> stored, Map<String, @Nullable Object> entry) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (entry.get(map) instanceof Map<?, ?> written) {
            members.putAll(CatalogueReader.object(written));
        } else if (entry.containsKey(map)) {
            return;
        }
        stored.forEach((name, value) -> {
            if (Secrets.isSecretName(name) && isSecret(value) && !members.containsKey(name)) {
                members.put(name, value);
            }
        });
        members.values().removeIf(value -> value == null);
        if (!members.isEmpty() || entry.containsKey(map)) {
            entry.put(map, members);
        }
    }

    private static void keepUrl(Map<String, @Nullable Object> stored, Map<String, @Nullable Object> entry) {
        if (stored.get(URL) instanceof String url && Secrets.redact(url).equals(entry.get(URL))) {
            entry.put(URL, url);
        }
    }

    /** Whether the entry's URL has a mask where a secret was. */
    public static boolean isUrlMasked(Map<String, @Nullable Object> entry) {
        return entry.get(URL) instanceof String url && url.contains(MASK);
    }

    /** The entry with its secrets as they are to stand in the file. */
    Map<String, @Nullable Object> encoded(Map<String, @Nullable Object> entry) {
        Map<String, @Nullable Object> encoded = new LinkedHashMap<>(entry);
        encoded.replaceAll((name, value) -> {
            if (FIELDS.contains(name)) {
                return encoded(value);
            }
            if (!MAPS.contains(name) || !(value instanceof Map<?, ?> tree)) {
                return value;
            }
            Map<String, @Nullable Object> members = CatalogueReader.object(tree);
            members.replaceAll((member, text) -> Secrets.isSecretName(member) ? encoded(text) : text);
            return members;
        });
        return encoded;
    }

    private @Nullable Object encoded(@Nullable Object value) {
        return value instanceof String text && isSecret(text) && !decoder.isEncrypted(text)
                ? encoder.encrypt(text)
                : value;
    }
}
