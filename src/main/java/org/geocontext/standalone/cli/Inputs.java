package org.geocontext.standalone.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.geocontext.app.Settings;
import org.geocontext.app.SettingsReader;
import org.geocontext.catalogue.CatalogueException;
import org.geocontext.catalogue.CatalogueLoad;
import org.geocontext.catalogue.CatalogueReader;
import org.jspecify.annotations.Nullable;

/** The files that commands read. */
final class Inputs {

    private static final int LARGEST_SETTINGS = 1024 * 1024;

    private Inputs() {}

    /** Says on standard error when entries of the catalogue had to be left out. */
    static CatalogueLoad catalogue(Path file, Console console) throws CatalogueException {
        CatalogueLoad load = new CatalogueReader().read(file);
        if (!load.errors().isEmpty()) {
            console.err().println(leftOut(file, load));
        }
        return load;
    }

    static String leftOut(Path file, CatalogueLoad load) {
        return file + ": left out for " + Words.count(load.errors().size(), "error")
                + " (see: geocontext catalogue validate " + file + ")";
    }

    /** @param file null for the defaults */
    static Settings settings(@Nullable Path file) throws CatalogueException, MistakeException {
        if (file == null) {
            return Settings.DEFAULT;
        }
        try {
            if (Files.size(file) > LARGEST_SETTINGS) {
                throw new MistakeException(file + ": larger than 1 MiB (expected: a settings file)");
            }
            return SettingsReader.read(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new MistakeException(file + ": no such file (expected: a settings file)");
        } catch (AccessDeniedException e) {
            throw new MistakeException(file + ": may not be read (expected: a readable file)");
        } catch (IOException e) {
            throw new MistakeException(file + ": cannot be read: " + e.getMessage() + " (expected: a settings file)");
        }
    }
}
