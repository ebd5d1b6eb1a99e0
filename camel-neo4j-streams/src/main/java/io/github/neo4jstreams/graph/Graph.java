package io.github.neo4jstreams.graph;

import static io.github.neo4jstreams.graph.Futures.await;

import io.github.neo4jstreams.cypher.Constraints;
import io.github.neo4jstreams.cypher.Routing;
import io.github.neo4jstreams.cypher.ServerVersion;
import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.value.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.neo4j.driver.Bookmark;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.driver.async.AsyncTransaction;
import org.neo4j.driver.exceptions.ClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database, wherever its leader is. Every transaction is explicit and says whether it writes, so that the routing
 * driver takes writes to the leader; elections and outages are waited out and the transaction is done again.
 * Thread-safe; blocks, so never to be called from the driver's own threads.
 */
public final class Graph implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Graph.class);

    private final Connection connection;
    private final GraphSettings settings;
    private final Outage outage;
    private final Retry retry;
    private final GraphListener listener;
    private volatile ServerInfo server;
    private volatile boolean closed;

    /**
     * @param connection closed with this graph
     * @param unwanted   whether nobody waits for the server any more: whoever waits then gives up, with the error that it
     *                   waits out
     */
    public Graph(Connection connection, GraphSettings settings, BooleanSupplier unwanted) {
        this(connection, settings, unwanted, GraphListener.NONE);
    }

    /** @param listener is told what becomes of the transactions */
    public Graph(Connection connection, GraphSettings settings, BooleanSupplier unwanted, GraphListener listener) {
        this.connection = connection;
        this.settings = settings;
        this.listener = listener;
        this.outage = connection.outage();
        this.retry = new Retry(outage, () -> closed || unwanted.getAsBoolean(), listener);
    }

    /**
     * First contact: who answers, which database this is, and whether the connection is of the right kind for it. Asked
     * once; later calls return what was found.
     *
     * @param mode     where the transactions that follow will go
     * @param patience how long to wait for a server, or null for as long as it takes
     * @throws ConfigurationException if the connection can't do what it is configured for
     */
    public ServerInfo contact(AccessMode mode, Duration patience) {
        if (server == null) {
            server = inPatience(
                    patience, () -> FirstContact.make(connection, settings, sessionConfig(mode, List.of(), null)));
            connection.accepted();
        }
        return server;
    }

    /** The same with the patience of every other call. */
    public ServerInfo contact(AccessMode mode) {
        return contact(mode, settings.retryTimeout());
    }

    /**
     * Runs the work in one transaction and commits it. After an outage it is run again from the start, also when the
     * connection broke while the server committed: work that must not be done twice has to notice by itself.
     *
     * @param statements may be called more than once
     * @throws org.neo4j.driver.exceptions.Neo4jException the driver's own error, after the patience is over or at once if
     *                                                    trying again is of no use
     */
    public <T> Committed<T> transact(Work work, Function<GraphTransaction, T> statements) {
        ServerInfo contacted = contact(work.mode());
        return inPatience(settings.retryTimeout(), () -> attempt(contacted, work, statements));
    }

    private <T> T inPatience(Duration patience, Supplier<T> attempt) {
        try {
            return retry.call(patience, () -> {
                try {
                    return attempt.get();
                } catch (RuntimeException e) {
                    throw connection.judged(e);
                }
            });
        } catch (RuntimeException e) {
            throw connection.tls().explained(e);
        }
    }

    private <T> Committed<T> attempt(ServerInfo contacted, Work work, Function<GraphTransaction, T> statements) {
        return inSession(contacted, work, session -> {
            long begin = System.nanoTime();
            AsyncTransaction transaction = await(session.beginTransactionAsync(transactionConfig(work)));
            GraphTransaction running = new GraphTransaction(transaction::runAsync);
            T result = statements.apply(running);
            await(transaction.commitAsync());
            if (work.mode() == AccessMode.WRITE && running.member() != null) {
                listener.written(running.member());
            }
            return committed(result, running, session, begin);
        });
    }

    /**
     * Runs one statement in a transaction that the server itself begins and ends, as {@code CALL {…} IN TRANSACTIONS}
     * needs it. Never tried again: part of it may be done.
     */
    public <T> Committed<T> autoCommit(Work work, Function<GraphTransaction, T> statement) {
        return inSession(contact(work.mode()), work, session -> {
            long begin = System.nanoTime();
            TransactionConfig config = transactionConfig(work);
            GraphTransaction running =
                    new GraphTransaction((text, parameters) -> session.runAsync(text, parameters, config));
            return committed(statement.apply(running), running, session, begin);
        });
    }

    private static <T> Committed<T> committed(T result, GraphTransaction done, AsyncSession session, long begin) {
        return new Committed<>(
                result,
                done.counters().toMap(),
                bookmarks(session),
                done.member(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private <T> T inSession(ServerInfo contacted, Work work, Function<AsyncSession, T> body) {
        AsyncSession session = connection
                .driver()
                .session(AsyncSession.class, sessionConfig(work.mode(), work.bookmarks(), contacted));
        try {
            return body.apply(session);
        } finally {
            close(session);
        }
    }

    /** Rolls back what was not committed. What was is so, whatever becomes of the connection. */
    private static void close(AsyncSession session) {
        try {
            await(session.closeAsync());
        } catch (RuntimeException e) {
            LOG.debug("A session was not closed properly: {}", ErrorClass.oneLine(e));
        }
    }

    /** Begins to read rows that the caller takes at its own pace and must close. */
    public RowStream stream(Work work, Statement statement) {
        ServerInfo contacted = contact(work.mode());
        return inPatience(settings.retryTimeout(), () -> {
            Session session = session(contacted, work);
            try {
                Transaction transaction = session.beginTransaction(transactionConfig(work));
                return new RowStream(session, transaction, transaction.run(statement.text(), statement.parameters()));
            } catch (RuntimeException e) {
                session.close();
                throw e;
            }
        });
    }

    /**
     * The index of the first of the statements that the server can compile; nothing is run.
     *
     * @throws ClientException what the server says of the last one if it can compile none
     */
    public int firstThatCompiles(AccessMode mode, List<Statement> candidates) {
        ClientException refusal = null;
        for (int i = 0; i < candidates.size(); i++) {
            Statement explained = candidates.get(i).explained();
            try {
                // a transaction each: a statement that doesn't compile ends the one it is in
                transact(Work.in(mode), tx -> {
                    tx.run(explained);
                    return null;
                });
                return i;
            } catch (ClientException e) {
                if (!isAboutTheText(e)) {
                    throw e;
                }
                refusal = e;
            }
        }
        throw refusal == null ? new IllegalArgumentException("No candidates") : refusal;
    }

    /** What the database's constraints make unique among nodes. */
    public List<UniqueKey> uniqueKeys() {
        ServerVersion version = contact(AccessMode.WRITE).version();
        return transact(Work.WRITE, tx -> tx.rows(Constraints.list(version))).result().stream()
                .map(Graph::uniqueKey)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Makes sure that no two nodes with the label have the same value of the property.
     *
     * @param why for the error: who needs it
     * @throws ConfigurationException if there is no such constraint and the user may not create it
     */
    public void ensureUnique(String label, String property, String why) {
        if (isUnique(label, property)) {
            return;
        }
        Futures.lock(connection.schema());
        try {
            if (!isUnique(label, property)) {
                createConstraint(label, property, why);
            }
        } finally {
            connection.schema().unlock();
        }
    }

    private void createConstraint(String label, String property, String why) {
        Statement create =
                Statement.of(Constraints.create(contact(AccessMode.WRITE).version(), label, List.of(property)));
        try {
            transact(Work.WRITE, tx -> {
                tx.run(create);
                return null;
            });
        } catch (RuntimeException e) {
            if (ErrorClass.of(e) == ErrorClass.INFRASTRUCTURE) {
                throw e;
            }
            // somebody else may have been faster
            if (!isUnique(label, property)) {
                throw new ConfigurationException(
                        why + ", and its constraint can't be created (" + ErrorClass.oneLine(e)
                                + "). Have an administrator run: " + create.text(),
                        e);
            }
        }
    }

    private boolean isUnique(String label, String property) {
        try {
            return uniqueKeys().contains(new UniqueKey(label, List.of(property)));
        } catch (ClientException e) {
            LOG.debug("The constraints can't be seen: {}", ErrorClass.oneLine(e));
            return false;
        }
    }

    private static Optional<UniqueKey> uniqueKey(Map<String, Object> row) {
        if (row.get("description") instanceof String description) {
            List<String> words = Constraints.described(description);
            return words.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new UniqueKey(words.get(0), words.subList(1, words.size())));
        }
        List<String> properties = ((List<?>) row.get("properties"))
                .stream().map(String.class::cast).toList();
        return Optional.of(new UniqueKey((String) row.get("label"), properties));
    }

    /** The columns that a statement would return; nothing is run. */
    public List<String> columns(AccessMode mode, Statement statement) {
        return transact(Work.in(mode), tx -> tx.columns(statement.explained())).result();
    }

    private static boolean isAboutTheText(ClientException e) {
        return String.valueOf(e.code()).startsWith("Neo.ClientError.Statement.");
    }

    /** What first contact told, if it has been made. */
    public Optional<ServerInfo> server() {
        return Optional.ofNullable(server);
    }

    /**
     * Who does what now, as the member says that answers first. Not tried again.
     *
     * @throws RuntimeException the driver's own error if there is no answer, or if there was no first contact yet
     */
    public RoutingTable routingTable() {
        ServerInfo contacted = server().orElseThrow(() -> new IllegalStateException("no contact yet"));
        Statement question = Routing.table(contacted.version(), contacted.database());
        List<JsonObject> answer =
                attempt(contacted, Work.READ, tx -> tx.rows(question)).result();
        Map<String, List<String>> byRole = Routing.byRole(answer.get(0));
        return new RoutingTable(
                byRole.getOrDefault("WRITE", List.of()),
                byRole.getOrDefault("READ", List.of()),
                byRole.getOrDefault("ROUTE", List.of()),
                Instant.now());
    }

    /** Since when an outage is being waited out, if one is. */
    public Optional<Instant> waitingSince() {
        return Optional.ofNullable(outage.since());
    }

    @Override
    public void close() {
        closed = true;
        connection.close();
    }

    private Session session(ServerInfo contacted, Work work) {
        return connection.driver().session(sessionConfig(work.mode(), work.bookmarks(), contacted));
    }

    private SessionConfig sessionConfig(AccessMode mode, List<String> bookmarks, ServerInfo contacted) {
        SessionConfig.Builder config = SessionConfig.builder()
                .withDefaultAccessMode(mode.toDriver())
                .withBookmarkManager(connection.bookmarks());
        String database = contacted == null ? settings.database() : contacted.database();
        if (database != null) {
            config.withDatabase(database);
        }
        if (settings.impersonatedUser() != null) {
            config.withImpersonatedUser(settings.impersonatedUser());
        }
        if (!bookmarks.isEmpty()) {
            config.withBookmarks(bookmarks.stream().map(Bookmark::from).collect(Collectors.toList()));
        }
        return config.build();
    }

    private TransactionConfig transactionConfig(Work work) {
        TransactionConfig.Builder config = TransactionConfig.builder();
        if (!work.metadata().isEmpty()) {
            config.withMetadata(work.metadata());
        }
        Duration timeout = work.timeout() == null ? settings.transactionTimeout() : work.timeout();
        if (timeout != null) {
            config.withTimeout(timeout);
        }
        return config.build();
    }

    private static List<String> bookmarks(AsyncSession session) {
        return session.lastBookmarks().stream().map(Bookmark::value).collect(Collectors.toList());
    }
}
