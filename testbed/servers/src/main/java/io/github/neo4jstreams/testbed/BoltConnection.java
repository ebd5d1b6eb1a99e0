package io.github.neo4jstreams.testbed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection through a {@link BoltProxy}: a thread for each direction, and the faults on the way. */
final class BoltConnection {
    private static final Logger LOG = LoggerFactory.getLogger(BoltConnection.class);
    private static final int CONNECT_TIMEOUT = 5_000; // ms
    /** Servers of earlier versions are told that a transaction is for reading, and let it write. */
    private static final int FIRST_TO_KNOW_MODES = 4;

    private final BoltProxy proxy;
    private final Socket client;
    private final Socket server = new Socket();
    private final BoltExchange exchange = new BoltExchange();
    private volatile boolean closed;
    // known to the client's thread alone:
    private int version; // of Bolt, the major one
    private boolean demoted; // the transaction

    BoltConnection(BoltProxy proxy, Socket client) {
        this.proxy = proxy;
        this.client = client;
    }

    void start(InetSocketAddress address) {
        BoltProxy.startThread(this + " requests", () -> whileOpen(() -> relay(address)));
    }

    boolean isClosed() {
        return closed;
    }

    private void relay(InetSocketAddress address) throws IOException {
        proxy.awaitThaw(this);
        server.connect(address, CONNECT_TIMEOUT);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        DataInputStream fromClient = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        DataInputStream fromServer = new DataInputStream(new BufferedInputStream(server.getInputStream()));
        DataOutputStream toClient = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
        DataOutputStream toServer = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
        version = BoltHandshake.relay(fromClient, toServer, fromServer, toClient);
        BoltProxy.startThread(this + " answers", () -> whileOpen(() -> forward(fromServer, toClient, this::ofServer)));
        forward(fromClient, toServer, this::ofClient);
    }

    /** What is to be passed on for a message; null if the connection has been closed instead. */
    private interface Step {
        BoltMessage of(BoltMessage message);
    }

    private void forward(DataInputStream in, DataOutputStream out, Step step) throws IOException {
        while (true) {
            BoltMessage message = BoltMessage.read(in);
            proxy.awaitThaw(this);
            if (closed) {
                return;
            }
            BoltMessage next = message.isSignOfLife() ? message : step.of(message);
            if (next == null) {
                return;
            }
            next.writeTo(out);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private BoltMessage ofClient(BoltMessage message) {
        BoltExchange.Request request = exchange.request(message);
        BoltMessage next = message;
        switch (request.signature) {
            case BoltMessage.BEGIN -> next = demote(message);
            case BoltMessage.RUN -> {
                if (request.transaction == null && !request.routing) {
                    next = demote(message);
                }
            }
            case BoltMessage.COMMIT -> {
                if (isLost(request)) {
                    return null;
                }
            }
            default -> {
                // as it is
            }
        }
        request.demoted = demoted;
        return next;
    }

    /**
     * Without a writer, what begins a transaction for writing is made to begin one for reading; null if the connection
     * has been closed instead.
     */
    private BoltMessage demote(BoltMessage message) {
        Optional<BoltMessage> forReading = proxy.hasWriter() ? Optional.empty() : BoltRewriting.forReading(message);
        demoted = forReading.isPresent();
        if (demoted && version < FIRST_TO_KNOW_MODES) {
            refuseWrite();
            return null;
        }
        return forReading.orElse(message);
    }

    /** Whether a COMMIT must not reach the server; the connection is closed then. */
    private boolean isLost(BoltExchange.Request commit) {
        BoltTransaction transaction = commit.transaction;
        if (transaction == null || demoted) {
            return false; // there is nothing that could be committed
        }
        if (transaction.writes() && !proxy.hasWriter()) {
            refuseWrite(); // the leader has gone while the transaction was open
            return true;
        }
        Optional<CommitFault> before = proxy.faultBefore(transaction);
        if (before.isPresent()) {
            proxy.countCutBefore();
            close();
            before.get().happened();
            return true;
        }
        proxy.faultAfter(transaction).ifPresent(commit::setFault);
        if (closed) {
            commit.giveFaultBack(); // close() may have looked too early
        }
        return false;
    }

    private void refuseWrite() {
        proxy.countWriteRefused();
        close();
    }

    private BoltMessage ofServer(BoltMessage message) {
        BoltExchange.Request request = exchange.answer(message);
        if (request == null) {
            return message;
        }
        byte signature = message.signature();
        if (signature == BoltMessage.SUCCESS) {
            CommitFault fault = request.takeFault();
            if (fault != null) {
                proxy.countCutAfter();
                close();
                fault.happened();
                return null;
            }
        } else if (signature != BoltMessage.RECORD) {
            request.giveFaultBack();
        }
        if (request.isTable(message)) {
            return proxy.routingTable(message);
        }
        if (request.demoted && signature == BoltMessage.FAILURE) {
            Optional<BoltMessage> failure = BoltRewriting.notALeader(message);
            failure.ifPresent(f -> proxy.countWriteRefused());
            return failure.orElse(message);
        }
        return message;
    }

    /** Something that ends with its connection. */
    private interface Work {
        void run() throws IOException;
    }

    private void whileOpen(Work work) {
        try {
            work.run();
        } catch (EOFException | SocketException e) {
            LOG.debug("{} ended: {}", this, e.toString());
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                LOG.warn("{} failed", this, e);
            }
        } finally {
            close();
        }
    }

    /** Closes both sides. Whatever hasn't been passed on is lost. */
    void close() {
        closed = true;
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("{} didn't close: {}", this, e.toString());
            }
        }
        for (BoltExchange.Request lost = exchange.unanswered(); lost != null; lost = exchange.unanswered()) {
            lost.giveFaultBack();
        }
        proxy.ended(this);
    }

    @Override
    public String toString() {
        return proxy + " " + client.getPort();
    }
}
