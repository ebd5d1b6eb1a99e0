package io.github.neo4jstreams.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {

    @TempDir
    private Path directory;

    private final AtomicLong now = new AtomicLong(5);
    private Path one;
    private WatchedFiles files;

    @BeforeEach
    void twoFiles() throws IOException {
        one = Files.writeString(directory.resolve("one"), "a");
        Path two = Files.writeString(directory.resolve("two"), "b");
        files = new WatchedFiles("option=" + one, List.of(one, two), now::get);
    }

    @Test
    void areReadAgainAfterASecond() throws IOException {
        assertThat(files.texts()).containsExactly("a", "b");

        Files.writeString(one, "c");
        assertThat(files.texts()).containsExactly("a", "b");

        now.addAndGet(WatchedFiles.LOOK.toNanos());
        assertThat(files.texts()).containsExactly("c", "b");
    }

    @Test
    void areReadAtOnceForWhoeverCantWait() throws IOException {
        files.texts();
        Files.writeString(one, "c");

        assertThat(files.look()).containsExactly("c", "b");
    }

    @Test
    void keepWhatWasInThemWhileTheyAreAway() throws IOException {
        files.texts();
        Files.delete(one);

        assertThat(files.look()).containsExactly("a", "b");

        Files.writeString(one, "c");
        assertThat(files.look()).containsExactly("c", "b");
    }

    @Test
    void areNothingUntilTheyCouldBeRead() throws IOException {
        Files.delete(one);

        assertThat(files.texts()).isNull();
    }

    @Test
    void areFollowedThroughTheLinksOfAMountedSecret() throws IOException {
        // as Kubernetes does it: file -> ..data/file, and ..data is replaced
        Path first = Files.createDirectory(directory.resolve("..1"));
        Path second = Files.createDirectory(directory.resolve("..2"));
        Files.writeString(first.resolve("password"), "old");
        Files.writeString(second.resolve("password"), "new");
        Path data = Files.createSymbolicLink(directory.resolve("..data"), first);
        Path password = Files.createSymbolicLink(directory.resolve("password"), Path.of("..data", "password"));
        WatchedFiles mounted = new WatchedFiles("passwordFile", List.of(password), now::get);
        assertThat(mounted.texts()).containsExactly("old");

        Files.delete(data);
        Files.createSymbolicLink(data, second);

        assertThat(mounted.look()).containsExactly("new");
    }
}
