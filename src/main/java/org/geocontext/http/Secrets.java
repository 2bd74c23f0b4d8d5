package org.geocontext.http;

import java.net.URI;
import java.util.regex.Pattern;

/** Removes secrets from text meant for people: user info and the values of query parameters that carry keys. */
public final class Secrets {

    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#@\\s]*@");
    private static final Pattern SECRET_PARAMETER = Pattern.compile(
            "(?i)([?&;](?:[a-z_.-]*(?:token|password|passwd|pwd|secret|signature|apikey|api[_-]key|access[_-]key|authkey)"
                    + "|key|sig|username|user)=)[^&#\\s\"'<>]*");

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
}
