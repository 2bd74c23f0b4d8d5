package org.geocontext.catalogue;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces catalogue files. At any moment, also after a crash, the file is there in its old or its new form, whole. The
 * versions it had before stand beside it as {@code catalogue.json.~1~}, {@code ~2~} and so on, the highest number being
 * the last. Thread-safe; other processes are not locked out.
 */
public final class CatalogueFiles {

    private CatalogueFiles() {}

    /**
     * Writes the document as the new content of the file, which need not exist yet; a symbolic link is followed.
     *
     * @throws CatalogueException if that fails, and then the file is what it was
     */
    public static void write(Path file, Map<String, @Nullable Object> document) throws CatalogueException {
        write(file, CatalogueWriter.bytes(document));
    }

    /** As {@link #write(Path, Map)}, with any content. */
    static void write(Path file, byte[] content) throws CatalogueException {
        synchronized (CatalogueFiles.class) {
            try {
                replace(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath(), content);
            } catch (AccessDeniedException e) {
                throw new CatalogueException(file + ": may not be written (expected: a writable directory)", e);
            } catch (NoSuchFileException e) {
                throw new CatalogueException(file + ": no such directory (expected: an existing one)", e);
            } catch (FileSystemException e) {
                String reason = e.getReason() == null ? "the file system refused" : e.getReason();
                throw new CatalogueException(file + ": cannot be written: " + reason, e);
            } catch (IOException e) {
                throw new CatalogueException(file + ": cannot be written: " + e.getMessage(), e);
            }
        }
    }

    /** The previous versions of a file, the last one first. */
    public static List<Path> previousVersions(Path file) throws CatalogueException {
        try {
            return versions(Files.exists(file) ? file.toRealPath() : file.toAbsolutePath());
        } catch (IOException e) {
            throw new CatalogueException(file + ": its previous versions cannot be listed: " + e.getMessage(), e);
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
        Path directory = directoryOf(file);
        Path next = Files.createTempFile(directory, "." + file.getFileName(), ".tmp");
        try {
            writeThrough(next, content);
            if (Files.exists(file)) {
                copyPermissions(file, next);
                keepVersion(file);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
        forceDirectory(directory);
        for (Path old : versions(file).stream().skip(DocumentStore.VERSIONS).toList()) {
            Files.deleteIfExists(old);
        }
    }

    private static void writeThrough(Path target, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            Channels.newOutputStream(channel).write(content);
            channel.force(true);
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView source = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (source != null && target != null) {
            target.setPermissions(source.readAttributes().permissions());
        }
    }

    private static void keepVersion(Path file) throws IOException {
        List<Path> versions = versions(file);
        int last = versions.isEmpty() ? 0 : number(file, versions.get(0));
        Path kept = file.resolveSibling(file.getFileName() + ".~" + (last + 1) + "~");
        Files.copy(file, kept, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static List<Path> versions(Path file) throws IOException {
        List<Path> versions = new ArrayList<>();
        try (var siblings = Files.newDirectoryStream(directoryOf(file))) {
            for (Path sibling : siblings) {
                if (number(file, sibling) > 0) {
                    versions.add(sibling);
                }
            }
        }
        versions.sort(
                Comparator.comparingInt((Path version) -> number(file, version)).reversed());
        return versions;
    }

    /** What tells a version from the others of its file, as in {@code 12}. */
    static String id(Path version) {
        String name = version.getFileName().toString();
        return name.substring(name.lastIndexOf(".~") + 2, name.length() - 1);
    }

    /** 0 if it is no version of the file. */
    private static int number(Path file, Path sibling) {
        Pattern version = Pattern.compile(Pattern.quote(file.getFileName().toString()) + "\\.~(\\d{1,9})~");
        Matcher matcher = version.matcher(sibling.getFileName().toString());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static Path directoryOf(Path file) {
        Path directory = file.getParent();
        if (directory == null) {
            throw new IllegalArgumentException("file: " + file + " (expected: a path of a file)");
        }
        return directory;
    }

    /** So that the new name survives a power cut; Windows cannot open directories and does not need it. */
    private static void forceDirectory(Path directory) throws IOException {
        if (Files.getFileAttributeView(directory, PosixFileAttributeView.class) != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
