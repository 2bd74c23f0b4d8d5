package org.geocontext.host;

import java.util.ArrayList;
import java.util.List;

/** What the tests add to the host's catalogue, and take out of it again. Every key begins with {@code hosttest_}. */
final class SampleCatalogue {

    static final String COLLECTION = "hosttest_site";
    static final String SECRET = "hosttest_secret";

    private static final List<String> SERVICES =
            List.of("height", "soil", "nothing", "broken", "late", "never", "secret");

    /**
     * An entry.
     *
     * @param section the path below {@code /rest/geocontext} that it is added to
     * @param json as in the catalogue file
     */
    record Entry(String section, String key, String json) {

        private static Entry of(String section, String key, String members) {
            String full = "hosttest_" + key;
            String start = "{\"key\": \"" + full + "\", \"name\": \"" + key + "\", ";
            return new Entry(section, full, start + members + "}");
        }
    }

    private SampleCatalogue() {}

    /** In an order in which everything is there that is referred to. */
    static List<Entry> entries(String url) {
        List<Entry> entries = new ArrayList<>();
        for (String key : SERVICES) {
            String path = key.equals("secret") ? "height" : key;
            String roles = key.equals("secret") ? ", \"permission_groups\": [\"HOSTTEST_STAFF\"]" : "";
            entries.add(Entry.of("services", key, """
                    "query_type": "WFS", "url": "%s", "service_version": "2.0.0", "layer_typename": "%s",
                    "layer_name": "VALUE", "srid": 4326, "internal": true, "unit": "m", "cache_duration": 0%s""".formatted(url + path, path, roles)));
        }
        entries.add(Entry.of("groups", "land", "\"service_keys\": [\"hosttest_height\", \"hosttest_soil\"]"));
        entries.add(Entry.of("groups", "trouble", "\"service_keys\": [\"hosttest_nothing\", \"hosttest_broken\"]"));
        entries.add(Entry.of("groups", "hidden", "\"service_keys\": [\"hosttest_secret\"]"));
        entries.add(Entry.of(
                "collections",
                "site",
                "\"group_keys\": [\"hosttest_land\", \"hosttest_trouble\", \"hosttest_hidden\"]"));
        return entries;
    }
}
