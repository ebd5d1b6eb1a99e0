package io.github.neo4jstreams.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What every kind of server needs from the machine. */
final class Servers {
    // Below the range the system takes from for outgoing connections: nobody gets our port while a server is down.
    private static final int FIRST_PORT = 15_000;
    private static final int LAST_PORT = 31_999;
    private static final Random RANDOM = new Random();
    private static final Set<Integer> TAKEN = new HashSet<>();

    /** What has to go when this JVM goes. */
    private static final Set<Runnable> AT_EXIT = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> AT_EXIT.forEach(Runnable::run), "testbed-at-exit"));
    }

    private Servers() {}

    static void atExit(Runnable cleanUp) {
        AT_EXIT.add(cleanUp);
    }

    static void noLongerAtExit(Runnable cleanUp) {
        AT_EXIT.remove(cleanUp);
    }

    static void startOrClose(Server server) {
        try {
            server.start();
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Returns a port that is free now and that this JVM hasn't given away yet. */
    static synchronized int freePort() {
        for (int attempt = 0; attempt < 1000; attempt++) {
            int port = FIRST_PORT + RANDOM.nextInt(LAST_PORT - FIRST_PORT);
            if (!TAKEN.contains(port) && isFree(port)) {
                TAKEN.add(port);
                return port;
            }
        }
        throw new ServerFailedException("no free port between " + FIRST_PORT + " and " + LAST_PORT);
    }

    private static boolean isFree(int port) {
        try (ServerSocket any = new ServerSocket()) {
            any.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            return false;
        }
        try (ServerSocket local = new ServerSocket()) {
            local.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static Path temporaryDirectory(String name) {
        try {
            return Files.createTempDirectory("testbed-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes as much as it can. */
    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // somebody else did
        } catch (IOException | UncheckedIOException e) {
            // it is in the temporary directory, and not worth a failed test
        }
    }

    static String endOf(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }
}
