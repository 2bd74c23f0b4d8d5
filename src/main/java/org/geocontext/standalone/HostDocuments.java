package org.geocontext.standalone;

import java.util.function.Supplier;
import org.geocontext.app.SettingsStore;
import org.geocontext.catalogue.CatalogueStore;

/**
 * What a standalone host can be edited by.
 *
 * @param catalogue may take a while to come, the first time
 */
public record HostDocuments(Supplier<CatalogueStore> catalogue, SettingsStore settings) {}
