package io.github.neo4jstreams.graph;

import java.util.Set;
import org.neo4j.driver.exceptions.AuthTokenManagerExecutionException;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.FatalDiscoveryException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.exceptions.RetryableException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.UnsupportedFeatureException;
import org.neo4j.driver.exceptions.UntrustedServerException;

/** What an error means for whoever waits for the outcome. The one place that decides it. */
public enum ErrorClass {
    /** The server, its leader or the way to them: wait, and do the same again. */
    INFRASTRUCTURE,
    /** What was sent: the same again gives the same error. */
    DATA,
    /** What was configured, here or on the server: nothing goes on until somebody mends it. */
    CONFIGURATION;

    /**
     * Client errors by name that are the cluster's condition and not the client's mistake. A transaction that was ended from
     * outside is one: by a server that stops, an administrator, a limit of time. Its messages are as good as before.
     */
    private static final Set<String> CONDITIONS = Set.of(
            "Neo.ClientError.Transaction.Terminated",
            "Neo.ClientError.Transaction.LockClientStopped",
            "Neo.ClientError.Transaction.TransactionNotFound",
            "Neo.ClientError.Transaction.TransactionTimedOut",
            "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
            "Neo.ClientError.Cluster.NotALeader",
            "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
            "Neo.ClientError.Security.AuthorizationExpired",
            "Neo.ClientError.Security.TokenExpired");

    /** Client errors by name that no message can cause and no message can mend. */
    private static final Set<String> MISTAKES = Set.of(
            "Neo.ClientError.Statement.SyntaxError",
            "Neo.ClientError.Statement.AccessMode",
            "Neo.ClientError.Statement.UnsupportedAdministrationCommand",
            "Neo.ClientError.Procedure.ProcedureNotFound",
            "Neo.ClientError.Database.DatabaseNotFound",
            "Neo.DatabaseError.ChangeDataCapture.Disabled",
            "Neo.ClientError.Request.Invalid");

    public static ErrorClass of(Throwable error) {
        if (error instanceof RetryableException
                || error instanceof AuthTokenManagerExecutionException
                || error instanceof SecretUnavailableException) {
            // also a token that can't be had: the server may be well, but so is the message
            return INFRASTRUCTURE;
        }
        if (error instanceof ConfigurationException
                || error instanceof AuthenticationException
                || error instanceof UntrustedServerException
                || error instanceof UnsupportedFeatureException
                || error instanceof FatalDiscoveryException) {
            return CONFIGURATION;
        }
        return error instanceof Neo4jException answer ? ofAnswer(answer) : DATA;
    }

    /** Whether the error is the driver's or the server's; all others are nobody's but our own. */
    public static boolean isAnswer(Throwable error) {
        return error instanceof Neo4jException;
    }

    private static ErrorClass ofAnswer(Neo4jException answer) {
        String code = answer.code() == null ? "" : answer.code();
        if (CONDITIONS.contains(code) || code.startsWith("Neo.TransientError.") || isOldNotALeader(answer)) {
            return INFRASTRUCTURE;
        }
        if (MISTAKES.contains(code)
                || answer instanceof SecurityException
                || code.startsWith("Neo.ClientError.Security.")
                || code.startsWith("Neo.DatabaseError.Schema.")) {
            return CONFIGURATION;
        }
        if (code.startsWith("Neo.DatabaseError.")
                && !code.startsWith("Neo.DatabaseError.Statement.")
                && !code.startsWith("Neo.DatabaseError.ChangeDataCapture.")) {
            // the server is at its end, not the message: a full disk, a broken log
            return INFRASTRUCTURE;
        }
        if (answer.getClass() == ClientException.class && code.equals("N/A") && isPoolExhausted(answer)) {
            return INFRASTRUCTURE;
        }
        return DATA;
    }

    /** {@link #oneLine} of an error that is waited out, and of what is behind it where that only sums up. */
    static String reason(Throwable error) {
        if (error instanceof AuthTokenManagerExecutionException && error.getCause() != null) {
            return oneLine(error.getCause());
        }
        String line = oneLine(error);
        // nothing in it tells a server that is away from one that wants TLS
        return line.startsWith("Could not perform discovery")
                ? line + " Is one of them up, and does it want TLS, or none?"
                : line;
    }

    /** The first line of what an error says: servers add the statement and a caret below it. */
    public static String oneLine(Throwable error) {
        String message = String.valueOf(error.getMessage()).strip();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end).stripTrailing();
    }

    /** What kind of error it is, of which there are few: the last part of the server's code, or the name of the exception. */
    public static String name(Throwable error) {
        String code = error instanceof Neo4jException answer ? String.valueOf(answer.code()) : "";
        return code.startsWith("Neo.")
                ? code.substring(code.lastIndexOf('.') + 1)
                : error.getClass().getSimpleName().replaceFirst("Exception$", "");
    }

    /** 3.5 has no code for a leader that stepped down while a transaction was open. */
    private static boolean isOldNotALeader(Neo4jException answer) {
        return String.valueOf(answer.getMessage()).contains("Should only attempt to take locks when leader");
    }

    private static boolean isPoolExhausted(Neo4jException answer) {
        return String.valueOf(answer.getMessage()).startsWith("Unable to acquire connection from the pool");
    }
}
