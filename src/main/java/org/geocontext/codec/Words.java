package org.geocontext.codec;

import java.util.Locale;
import java.util.regex.Pattern;
import org.geocontext.http.Secrets;

/** Text of servers made fit for a sentence. */
final class Words {

    private static final int LONGEST_MESSAGE = 300;
    private static final int LONGEST_INPUT = 4000;
    private static final Pattern UNSEEN = Pattern.compile("(?is)<(script|style)\\b[^>]*>.*?</\\1\\s*>|<!--.*?-->");
    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z!?][^<>]{0,1000}>");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private Words() {}

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** One line of at most 300 characters without markup and secrets; may be empty. */
    static String sentence(String text) {
        String start = text.length() > LONGEST_INPUT ? text.substring(0, LONGEST_INPUT) : text;
        String plain = BLANKS.matcher(withoutMarkup(start)).replaceAll(" ").strip();
        return shorten(Secrets.redact(plain), LONGEST_MESSAGE);
    }

    /** The visible text of markup, on one line. */
    static String withoutMarkup(String markup) {
        if (markup.indexOf('<') < 0 && markup.indexOf('&') < 0) {
            return markup;
        }
        String visible = UNSEEN.matcher(markup).replaceAll(" ");
        return unescape(TAG.matcher(visible).replaceAll(" "));
    }

    /** Replaces the entities that every markup has, and numeric ones. */
    static String unescape(String text) {
        int at = text.indexOf('&');
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (at >= 0) {
            int end = text.indexOf(';', at);
            int code = end < 0 || end - at > 10 ? -1 : entity(text.substring(at + 1, end));
            if (code >= 0) {
                out.append(text, from, at).appendCodePoint(code);
                from = end + 1;
            }
            at = end < 0 ? -1 : text.indexOf('&', Math.max(at + 1, from));
        }
        return out.append(text, from, text.length()).toString();
    }

    private static int entity(String name) {
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot" -> '"';
            case "apos" -> '\'';
            case "nbsp" -> ' ';
            default -> name.startsWith("#") ? codePoint(name.substring(1)) : -1;
        };
    }

    private static int codePoint(String number) {
        try {
            boolean hex = number.startsWith("x") || number.startsWith("X");
            int code = Integer.parseInt(hex ? number.substring(1) : number, hex ? 16 : 10);
            return Character.isValidCodePoint(code) && code != 0 ? code : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static String shorten(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int cut = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, cut) + "…";
    }
}
