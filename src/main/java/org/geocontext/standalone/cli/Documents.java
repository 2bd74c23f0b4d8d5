package org.geocontext.standalone.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.geocontext.app.SettingsStore;
import org.geocontext.catalogue.Catalogue;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueReader;
import org.geocontext.catalogue.CatalogueStore;
import org.geocontext.catalogue.CatalogueWriter;
import org.geocontext.catalogue.DocumentStore;
import org.geocontext.catalogue.FileDocument;
import org.geocontext.catalogue.MemoryDocument;
import org.geocontext.catalogue.SecretEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The documents of a host that runs on: read again when they change. */
final class Documents {

    private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

    private Documents() {}

    /**
     * A catalogue file. What becomes of its changes is logged.
     *
     * @throws CatalogueException if it cannot be read now
     */
    static CatalogueStore catalogue(Path file) throws CatalogueException {
        CatalogueReader reader = new CatalogueReader();
        reader.read(file);
        CatalogueStore store = open(new FileDocument(file, CatalogueReader.DEFAULT_MAX_BYTES), reader);
        store.whenChanged(load -> report(file, load));
        return store;
    }

    /** A catalogue whose changes end with the process. */
    static CatalogueStore inMemory(Catalogue catalogue) {
        byte[] content = CatalogueWriter.bytes(CatalogueWriter.document(catalogue));
        return open(new MemoryDocument("catalogue", content, Clock.systemUTC()), new CatalogueReader());
    }

    private static CatalogueStore open(DocumentStore document, CatalogueReader reader) {
        return CatalogueStore.open(document, reader, SecretEncoder.NONE);
    }

    private static void report(Path file, CatalogueLoad load) {
        LOG.info("{} has changed: {}", file, CatalogueReport.summary(load));
        if (!load.errors().isEmpty()) {
            LOG.warn("{}", Inputs.leftOut(file, load));
        }
    }

    /** @param file null for settings that end with the process */
    static SettingsStore settings(@Nullable Path file) {
        return SettingsStore.open(
                file == null
                        ? new MemoryDocument("settings", null, Clock.systemUTC())
                        : new FileDocument(file, SettingsStore.MAX_BYTES));
    }
}
