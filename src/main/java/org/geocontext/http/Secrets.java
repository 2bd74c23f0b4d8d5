package org.geocontext.http;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Removes secrets from text meant for people: user info and the values of query parameters that carry keys. */
public final class Secrets {

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*@");

    /** The start of a parameter, also in a URL that is itself the value of a parameter, as proxies take them. */
    private static final Pattern PARAMETER = Pattern.compile("(?:[?&;]|%3[FfBb]|%26)([\\w.-]++)(?:=|%3[Dd])");

    private static final Pattern VALUE = Pattern.compile("[^&#\\s\"'<>]*+");

    private static final List<String> SECRET_ENDINGS =
            List.of("token", "password", "passwd", "pwd", "secret", "signature", "credential", "authorization", "key");

    private static final Set<String> SECRET_NAMES = Set.of(
            "pass",
            "auth",
            "sig",
            "appid",
            "app_id",
            "app-id",
            "appcode",
            "app_code",
            "app-code",
            "username",
            "user",
            "cookie");

    private static final List<String> SECRET_WORDS =
            Stream.concat(SECRET_ENDINGS.stream(), SECRET_NAMES.stream()).toList();

    private static final int SHORTEST = 4;

    private Secrets() {}

    /** The URI as text, without user info and with {@code ***} for every value that looks like a key. */
    public static String redact(URI uri) {
        return redact(uri.toString());
    }

    /** Any text with the URLs in it made safe, as {@link #redact(URI)}. */
    public static String redact(String text) {
        String withoutUser =
                text.indexOf('@') < 0 ? text : USER_INFO.matcher(text).replaceAll("");
        return mayHoldSecrets(withoutUser) ? withoutSecretValues(withoutUser) : withoutUser;
    }

    /** Most texts hold no such word anywhere, which is quickly seen. */
    private static boolean mayHoldSecrets(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (String word : SECRET_WORDS) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutSecretValues(String withoutUser) {
        Matcher parameter = PARAMETER.matcher(withoutUser);
        Matcher value = VALUE.matcher(withoutUser);
        StringBuilder shown = new StringBuilder();
        int copied = 0;
        for (int from = 0; parameter.find(from); ) {
            from = parameter.end();
            if (isSecretName(parameter.group(1)) && value.find(from)) {
                shown.append(withoutUser, copied, from).append("***");
                copied = value.end();
                from = copied;
            }
        }
        return copied == 0
                ? withoutUser
                : shown.append(withoutUser, copied, withoutUser.length()).toString();
    }

    /** Whether a parameter or header of this name looks as if it carried a key. */
    public static boolean isSecretName(String parameter) {
        String name = parameter.toLowerCase(Locale.ROOT);
        return SECRET_NAMES.contains(name) || SECRET_ENDINGS.stream().anyMatch(name::endsWith);
    }

    /**
     * As {@link #redact(String)}, and without these secrets, be they percent-encoded or not. One of less than four
     * characters stays: it would cut harmless words out of the text.
     */
    public static String redact(String text, Collection<String> secrets) {
        String clean = redact(text);
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                clean = clean.replace(secret, "***").replace(Urls.encode(secret), "***");
            }
        }
        return clean;
    }
}
