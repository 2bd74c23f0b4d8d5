package org.geocontext.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.geocontext.cache.Answers.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.geocontext.geo.LonLat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a journal does when its directory goes away and comes back: its files cannot be made meanwhile. */
@Timeout(30)
class JournalTest {

    @TempDir
    private Path parent;

    private Path directory;
    private final ManualClock clock = new ManualClock();
    private final CacheSettings settings = CacheSettings.DEFAULT;
    private final EntryStore store = new EntryStore(settings, clock);

    @BeforeEach
    void nameDirectory() {
        directory = parent.resolve("cache");
    }

    private Journal open(Duration retry) throws IOException {
        Journal journal = Journal.open(directory, 1, store, retry);
        journal.load(new Restoring(store));
        return journal;
    }

    private void put(Journal journal, String value, double lon) {
        Validity validity = new Validity.Within(new LonLat(lon, 1), 0);
        KeptAnswer answer = KeptAnswer.of(Answers.answer(value, validity, clock), new TextCodec());
        journal.append(Objects.requireNonNull(store.keep(key("a"), answer)));
    }

    private void removeDirectory() throws IOException {
        Files.delete(directory.resolve("lock"));
        Files.delete(directory);
    }

    private long entriesAfterRestart() throws IOException {
        EntryStore another = new EntryStore(settings, clock);
        try (Journal journal = Journal.open(directory, 1, another)) {
            journal.load(new Restoring(another));
            return another.size();
        }
    }

    @Test
    void everythingIsWrittenOnceTheDiskCanBeWrittenAgain() throws IOException {
        try (Journal journal = open(Duration.ofMillis(20))) {
            removeDirectory();
            put(journal, "before", 1);
            journal.flush();
            assertThat(journal.state()).startsWith("in memory only, " + directory + " cannot be written: ");
            put(journal, "meanwhile", 2);

            Files.createDirectory(directory);
            while (!journal.state().startsWith("in " + directory)) {
                journal.flush();
            }
            put(journal, "after", 3);
        }
        assertThat(entriesAfterRestart()).isEqualTo(3);
    }

    @Test
    void whatIsClearedWhileTheDiskCannotBeWrittenDoesNotComeBack() throws IOException {
        try (Journal journal = open(Duration.ofHours(1))) {
            put(journal, "to be cleared", 1);
        }
        Path aside = parent.resolve("aside");
        try (Journal journal = open(Duration.ofHours(1))) {
            Files.move(directory, aside);
            put(journal, "x", 2);
            journal.flush();
            Files.move(aside, directory);

            journal.clear(Set.of("a"), clock.millis());
            journal.flush();
        }
        assertThat(entriesAfterRestart()).isZero();
    }
}
