package io.github.neo4jstreams.testbed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server as a child process with its own class path. */
abstract class ServerProcess implements Server {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(180);

    final Logger log = LoggerFactory.getLogger(getClass().getName());
    final Path directory;
    private final String name;
    private final boolean temporary;
    private final boolean supervised;
    private final Runnable atExit = this::killAtExit;

    private volatile ChildProcess process;
    private volatile boolean wanted; // whether it should be running, as far as a supervisor knows
    private volatile boolean beenReady; // before that nobody supervises: it may never be able to start
    private boolean closed;

    ServerProcess(String name, Path directory, boolean supervised) {
        this.name = name;
        this.temporary = directory == null;
        this.directory = temporary ? Servers.temporaryDirectory(name) : directory.toAbsolutePath();
        this.supervised = supervised;
        Servers.atExit(atExit);
    }

    /** Class path, see {@link ServerClassPath}. */
    abstract String classPath();

    /** Flags of the JVM, without the class path. */
    abstract List<String> flags();

    /** Main class and arguments. */
    abstract List<String> command();

    Map<String, String> environment() {
        return Map.of();
    }

    /** Throws anything as long as the server doesn't answer; is to give up by itself after a few seconds. */
    abstract void probe() throws Exception;

    /** Closes the clients. */
    void closeClients() {}

    @Override
    public void start() {
        launch();
        awaitReady(START_TIMEOUT);
    }

    /** Starts the process and doesn't wait. */
    synchronized void launch() {
        if (closed) {
            throw new IllegalStateException(name + " has been closed");
        }
        wanted = true;
        if (isRunning()) {
            return;
        }
        Servers.createDirectory(directory); // command() may write into it
        ChildProcess started = ChildProcess.start(name, directory, flags(), classPath(), command(), environment());
        process = started;
        if (supervised) {
            started.onExit().thenRunAsync(() -> comeBack(started));
        }
    }

    private synchronized void comeBack(ChildProcess ended) {
        if (wanted && beenReady && process == ended && !closed) {
            log.info("{} ended with {}, starting again", name, ended.exitValue());
            launch();
        }
    }

    @Override
    public void awaitReady(Duration timeout) {
        long start = System.nanoTime();
        long deadline = start + timeout.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            ChildProcess p = process;
            if (!(supervised && wanted && beenReady) && (p == null || !p.isAlive())) {
                throw new ServerFailedException(name
                        + (p == null ? " isn't running" : " ended with " + p.exitValue() + " while starting")
                        + "; the end of its log:\n" + Servers.endOf(log()));
            }
            try {
                probe();
                beenReady = true;
                log.info("{} ready after {} ms", name, (System.nanoTime() - start) / 1_000_000);
                return;
            } catch (Exception e) {
                last = e;
            }
            pause();
        }
        throw new ServerFailedException(
                name + " isn't ready after " + timeout + "; the end of its log:\n" + Servers.endOf(log()), last);
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("interrupted while waiting for a server", e);
        }
    }

    @Override
    public synchronized void stop() {
        wanted = false;
        if (!isRunning()) {
            return;
        }
        process.stop();
    }

    @Override
    public void kill() {
        synchronized (this) {
            if (!isRunning()) {
                return;
            }
            wanted = supervised;
            process.kill();
        }
        log.info("{} killed", name);
    }

    @Override
    public synchronized void freeze() {
        running().freeze();
    }

    @Override
    public synchronized void thaw() {
        if (isRunning()) {
            process.thaw();
        }
    }

    @Override
    public boolean isRunning() {
        ChildProcess p = process;
        return p != null && p.isAlive();
    }

    @Override
    public long pid() {
        return running().pid();
    }

    private ChildProcess running() {
        ChildProcess p = process;
        if (p == null || !p.isAlive()) {
            throw new IllegalStateException(name + " isn't running");
        }
        return p;
    }

    @Override
    public Path log() {
        return ChildProcess.log(directory);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        wanted = false;
        try {
            closeClients();
        } finally {
            if (isRunning()) {
                if (temporary) {
                    process.kill();
                } else {
                    stop();
                }
            }
            if (temporary) {
                Servers.delete(directory);
            }
            Servers.noLongerAtExit(atExit);
        }
    }

    /** Without locks: whoever holds them may never come back. */
    private void killAtExit() {
        wanted = false;
        ChildProcess p = process;
        if (p != null) {
            p.kill();
        }
        if (temporary) {
            Servers.delete(directory);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
