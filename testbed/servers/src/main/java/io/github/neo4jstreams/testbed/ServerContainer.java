package io.github.neo4jstreams.testbed;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/** A server as a container on a port of the host that it keeps. Its data are inside. */
abstract class ServerContainer implements Server {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(180);

    final int port = Servers.freePort();
    final GenericContainer<?> container;
    private final boolean supervised;
    private final Path directory = Servers.temporaryDirectory("container");

    ServerContainer(String image, boolean supervised) {
        this.container = new GenericContainer<>(image);
        this.supervised = supervised;
        container.waitingFor(new AbstractWaitStrategy() {
            @Override
            protected void waitUntilReady() {
                // that is awaitReady's business
            }
        });
    }

    static boolean isDockerAvailable() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    void bind(int containerPort) {
        container.addExposedPort(containerPort);
        container.setPortBindings(List.of(port + ":" + containerPort));
    }

    /** Throws anything as long as the server doesn't answer; is to give up by itself after a few seconds. */
    abstract void probe() throws Exception;

    /** Once, when it has answered for the first time. */
    void prepare() {}

    void closeClients() {}

    private static DockerClient docker() {
        return DockerClientFactory.lazyClient();
    }

    @Override
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        if (container.getContainerId() == null) {
            container.start();
            awaitReady(START_TIMEOUT);
            prepare();
        } else {
            docker().startContainerCmd(container.getContainerId()).exec();
            awaitReady(START_TIMEOUT);
        }
    }

    @Override
    public void awaitReady(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            if (!isRunning()) {
                throw new ServerFailedException("container ended; the end of its log:\n" + Servers.endOf(log()));
            }
            try {
                probe();
                return;
            } catch (Exception e) {
                last = e;
            }
            ServerProcess.pause();
        }
        throw new ServerFailedException(
                "container isn't ready after " + timeout + "; the end of its log:\n" + Servers.endOf(log()), last);
    }

    @Override
    public synchronized void stop() {
        if (isRunning()) {
            thaw();
            docker().stopContainerCmd(container.getContainerId())
                    .withTimeout(30)
                    .exec();
        }
    }

    @Override
    public synchronized void kill() {
        if (isRunning()) {
            docker().killContainerCmd(container.getContainerId()).exec();
            while (isRunning()) {
                ServerProcess.pause();
            }
            if (supervised) {
                docker().startContainerCmd(container.getContainerId()).exec();
            }
        }
    }

    @Override
    public synchronized void freeze() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public synchronized void thaw() {
        if (isRunning() && Boolean.TRUE.equals(state().getPaused())) {
            docker().unpauseContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public boolean isRunning() {
        return container.getContainerId() != null && Boolean.TRUE.equals(state().getRunning());
    }

    @Override
    public long pid() {
        if (!isRunning()) {
            throw new IllegalStateException("the container isn't running");
        }
        return state().getPidLong();
    }

    private ContainerState state() {
        return docker().inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    @Override
    public Path log() {
        try {
            return Files.writeString(directory.resolve("testbed.log"), container.getLogs());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            closeClients();
        } finally {
            container.close();
            Servers.delete(directory);
        }
    }
}
