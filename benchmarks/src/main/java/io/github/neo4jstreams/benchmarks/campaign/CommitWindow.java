package io.github.neo4jstreams.benchmarks.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Stops a route in the middle of a commit. The campaign arms a stage by making a file, and the replica that comes there first
 * renames it and stands still until it is gone; so the two processes need nothing but a directory. Thread-safe.
 */
final class CommitWindow {

    /** Before, during and after the commit. */
    enum Stage {
        /** All but the last record are on their way, and nothing of them is committed. */
        BEFORE,
        /** The brokers have all records; what comes next is the word that they are committed. */
        DURING,
        /** They are committed, and the route doesn't know yet. */
        AFTER
    }

    /** What a route is told by, as a system property. */
    static final String DIRECTORY = "campaign.window";

    /** System property with the name of the route's process. */
    static final String REPLICA = "campaign.replica";

    private static final long LOOK_MILLIS = 5;

    private final Path directory;
    private final String replica;

    /** @param replica null for the campaign itself */
    CommitWindow(Path directory, String replica) {
        this.directory = directory;
        this.replica = replica;
    }

    /** For a route, as its system properties say. */
    static CommitWindow ofThisProcess() {
        return new CommitWindow(Path.of(System.getProperty(DIRECTORY)), System.getProperty(REPLICA));
    }

    private Path armed(Stage stage) {
        return directory.resolve(stage + ".armed");
    }

    private Path held(Stage stage) {
        return directory.resolve(stage + ".held");
    }

    /** Where a route stands still, if it is armed. */
    void pass(Stage stage) {
        Path armed = armed(stage);
        if (!Files.exists(armed)) {
            return;
        }
        try {
            Path own = directory.resolve(stage + "." + replica);
            Files.move(armed, own);
            Files.writeString(own, replica);
            Files.move(own, held(stage));
            while (Files.exists(held(stage))) {
                // whoever stops the route meanwhile is too late: it is to go on with its commit
                LockSupport.parkNanos(LOOK_MILLIS * 1_000_000);
                Thread.interrupted();
            }
        } catch (FileSystemException e) {
            // another was faster
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Has the next replica stand still that comes to a stage.
     *
     * @param provoke makes one come
     * @return its name
     * @throws TimeoutException if none comes
     */
    String hold(Stage stage, Runnable provoke, long millis) throws IOException, InterruptedException, TimeoutException {
        Files.createFile(armed(stage));
        provoke.run();
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (!Files.exists(held(stage))) {
            if (System.nanoTime() > deadline) {
                Files.deleteIfExists(armed(stage));
                throw new TimeoutException(
                        "no route came to the stage " + stage + " of a commit within " + millis + " ms");
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return Files.readString(held(stage));
    }

    /** Lets it go on, or forgets it if it is dead. */
    void release(Stage stage) throws IOException {
        Files.delete(held(stage));
    }
}
