package org.geocontext.standalone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where GeoTools unpacks its EPSG database: a directory of this user. GeoTools' own choice, one name for all users
 * below the temporary directory, fails on what another user left there.
 */
final class EpsgDirectory {

    private static final String PROPERTY = "EPSG-HSQL.directory";

    private EpsgDirectory() {}

    /** Tells GeoTools, unless it was told already; where there is no such directory to be had, its own choice stays. */
    static void choose(Map<String, String> environment) {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        try {
            Path directory = caches(environment).resolve("geocontext").resolve("epsg");
            Files.createDirectories(directory);
            if (Files.isWritable(directory)) {
                System.setProperty(PROPERTY, directory.toString());
            }
        } catch (IOException | InvalidPathException e) {
            // A user without a home of his own: the temporary directory has to do.
            return;
        }
    }

    private static Path caches(Map<String, String> environment) {
        @Nullable String caches = environment.get("XDG_CACHE_HOME");
        return caches != null && Path.of(caches).isAbsolute()
                ? Path.of(caches)
                : Path.of(System.getProperty("user.home", ""), ".cache").toAbsolutePath();
    }
}
