package org.geocontext.codec;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML: log-in pages, errors of servers, and, where the caller allows it, tables of values.
 *
 * <p>Tables: a row of th cells names the columns of the rows below (GeoServer), with the caption as layer; a th and a
 * td are name and value, where {@code Layer} and {@code Feature} start what they say (QGIS). In a table without th, two
 * columns are names and values, otherwise the first of several rows has the names; the cells of a single row are called
 * 1, 2, 3.
 */
final class HtmlReader {

    private static final Set<String> FIRST_TAGS = Set.of(
            "html", "head", "body", "title", "meta", "table", "div", "p", "br", "center", "h1", "h2", "h3", "b", "font",
            "script", "style", "link", "span", "pre", "form");
    private static final Pattern FIRST_TAG = Pattern.compile("(?i)<(!doctype\\s+html|[a-z][a-z0-9]*)\\b");
    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]{0,200}>(.{0,500}?)</title");
    private static final Pattern PASSWORD = Pattern.compile("(?i)<input\\b[^>]{0,500}\\btype\\s*=\\s*[\"']?password");
    private static final Pattern MAPSERVER_ERROR =
            Pattern.compile("\\b(?:ms[A-Z]\\w{1,60}|mapserv|load\\w{1,60})\\(\\): .*");
    private static final Pattern ARCGIS_ERROR = Pattern.compile("(?i)\\berror: .*\\bcode: \\d{3}\\b.*");
    private static final int LOOKED_AT = 20_000;

    private HtmlReader() {}

    static boolean isHtml(Markup document) {
        String head = document.head();
        return isHtml(head.startsWith("<!--") ? document.text() : head);
    }

    private static boolean isHtml(String document) {
        Matcher first = FIRST_TAG.matcher(document).region(afterComments(document), document.length());
        if (!first.lookingAt()) {
            return false;
        }
        String name = Words.lower(first.group(1));
        return name.startsWith("!doctype") || FIRST_TAGS.contains(name);
    }

    private static int afterComments(String document) {
        int at = 0;
        while (document.startsWith("<!--", at)) {
            int end = document.indexOf("-->", at + 4);
            if (end < 0) {
                return document.length();
            }
            at = end + 3;
            while (at < document.length() && document.charAt(at) <= ' ') {
                at++;
            }
        }
        return at;
    }

    static ParsedReply read(String html, ReadOptions options) throws CodecException {
        String start = html.length() > LOOKED_AT ? html.substring(0, LOOKED_AT) : html;
        String visible = Words.sentence(start);
        Matcher title = TITLE.matcher(start);
        String heading = title.find() ? Words.sentence(title.group(1)) : "";
        if (PASSWORD.matcher(start).find() || Failures.isLogIn(heading) || Failures.isLogIn(visible)) {
            throw Failures.unauthorized(null, "a log-in page" + (heading.isEmpty() ? "" : ": " + heading));
        }
        Matcher mapServer = MAPSERVER_ERROR.matcher(visible);
        if (mapServer.find()) {
            throw Failures.service(null, mapServer.group());
        }
        if (ARCGIS_ERROR.matcher(visible).find()) {
            throw Failures.service(null, visible);
        }
        if (options.htmlTables()) {
            HtmlTables tables = new HtmlTables(html, options);
            tables.read();
            if (tables.found() || visible.equals(heading)) {
                return tables.reply();
            }
        }
        throw Failures.malformed("an HTML page: " + (heading.isEmpty() ? visible : heading));
    }
}
