package org.geocontext.standalone.demo;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueReader;
import org.geocontext.geo.LonLat;

/** The bundled catalogue of the demo's services, and a point worth asking it. */
public final class DemoCatalogue {

    /** The one collection. */
    public static final String COLLECTION = "demo";

    /** In every layer but the reserves. */
    public static final LonLat POINT = new LonLat(31.3963, -24.4561);

    private static final String FILE = "catalogue.json";

    /** Stands in the file for the address of the map server. */
    private static final String PLACEHOLDER = "{demo}";

    private DemoCatalogue() {}

    /** @param baseUrl of a running {@link DemoMapServer} */
    public static Catalogue at(String baseUrl) {
        String text = new String(DemoData.bytes(FILE), StandardCharsets.UTF_8).replace(PLACEHOLDER, baseUrl);
        try {
            CatalogueLoad load =
                    new CatalogueReader().read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), FILE);
            if (!load.problems().isEmpty()) {
                throw new IllegalStateException(load.problems().get(0).toString());
            }
            return load.catalogue();
        } catch (CatalogueException e) {
            throw new IllegalStateException(e);
        }
    }
}
