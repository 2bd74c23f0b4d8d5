package org.geocontext.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The texts of the web application. They stand in the bundles that GeoServer reads from the root of every jar, so that
 * its menu and the application speak alike.
 */
final class Messages {

    /** The languages there are; the first stands in for the others. */
    static final List<String> LANGUAGES = List.of("en", "de");

    private static final String BUNDLE = "/GeoServerApplication";
    private static final String PREFIX = "GeoContext.";

    private Messages() {}

    /** Every text by its key without the common prefix; what a language lacks is in the first one. */
    static Map<String, String> in(String language) {
        Properties texts = new Properties();
        load(BUNDLE + ".properties", texts);
        if (!language.equals(LANGUAGES.get(0))) {
            load(BUNDLE + "_" + language + ".properties", texts);
        }
        Map<String, String> ours = new TreeMap<>();
        for (String key : texts.stringPropertyNames()) {
            if (key.startsWith(PREFIX)) {
                ours.put(key.substring(PREFIX.length()), texts.getProperty(key));
            }
        }
        return ours;
    }

    /** In ISO 8859-1 with Unicode escapes, as Wicket reads them too. */
    private static void load(String resource, Properties target) {
        try (InputStream in = Messages.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            target.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
