package org.geocontext.http;

import java.net.URI;
import java.util.Collection;
import java.util.regex.Pattern;

/** Removes secrets from text meant for people: user info and the values of query parameters that carry keys. */
public final class Secrets {

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*@");

    /** Also in a URL that is itself the value of a parameter, as proxies take them. */
    private static final Pattern SECRET_PARAMETER = Pattern.compile(
            "(?i)((?:[?&;]|%3F|%26|%3B)(?:[a-z0-9_.-]*(?:token|password|passwd|pwd|secret|signature|credential|authorization|key)"
                    + "|pass|auth|sig|app[_-]?id|app[_-]?code|username|user)(?:=|%3D))[^&#\\s\"'<>]*");

    private static final int SHORTEST = 4;

    private Secrets() {}

    /** The URI as text, without user info and with {@code ***} for every value that looks like a key. */
    public static String redact(URI uri) {
        return redact(uri.toString());
    }

    /** Any text with the URLs in it made safe, as {@link #redact(URI)}. */
    public static String redact(String text) {
        String withoutUser = USER_INFO.matcher(text).replaceAll("");
        return SECRET_PARAMETER.matcher(withoutUser).replaceAll("$1***");
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
