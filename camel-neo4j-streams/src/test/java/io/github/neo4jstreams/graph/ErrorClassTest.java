package io.github.neo4jstreams.graph;

import static io.github.neo4jstreams.graph.ErrorClass.CONFIGURATION;
import static io.github.neo4jstreams.graph.ErrorClass.DATA;
import static io.github.neo4jstreams.graph.ErrorClass.INFRASTRUCTURE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.exceptions.AuthTokenManagerExecutionException;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.AuthorizationExpiredException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.ConnectionReadTimeoutException;
import org.neo4j.driver.exceptions.DatabaseException;
import org.neo4j.driver.exceptions.FatalDiscoveryException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TokenExpiredException;
import org.neo4j.driver.exceptions.TransientException;
import org.neo4j.driver.exceptions.UnsupportedFeatureException;
import org.neo4j.driver.exceptions.UntrustedServerException;

class ErrorClassTest {

    static Stream<Arguments> exceptionsOfTheDriver() {
        return Stream.of(
                Arguments.of(new ServiceUnavailableException("no route"), INFRASTRUCTURE),
                Arguments.of(new SessionExpiredException("server is gone"), INFRASTRUCTURE),
                Arguments.of(new ConnectionReadTimeoutException("frozen"), INFRASTRUCTURE),
                Arguments.of(
                        new TransientException("Neo.TransientError.Transaction.DeadlockDetected", "deadlock"),
                        INFRASTRUCTURE),
                Arguments.of(
                        new AuthorizationExpiredException("Neo.ClientError.Security.AuthorizationExpired", "again"),
                        INFRASTRUCTURE),
                Arguments.of(
                        new TokenExpiredException("Neo.ClientError.Security.TokenExpired", "again"), INFRASTRUCTURE),
                Arguments.of(
                        new ClientException(
                                "Unable to acquire connection from the pool within configured maximum time"),
                        INFRASTRUCTURE),
                Arguments.of(
                        new AuthenticationException("Neo.ClientError.Security.Unauthorized", "wrong"), CONFIGURATION),
                Arguments.of(new SecurityException("Neo.ClientError.Security.Forbidden", "no"), CONFIGURATION),
                Arguments.of(
                        new AuthTokenManagerExecutionException("no token", new IllegalStateException("vault is away")),
                        INFRASTRUCTURE),
                Arguments.of(new SecretUnavailableException("passwordFile is refused"), INFRASTRUCTURE),
                Arguments.of(new UntrustedServerException("no certificate"), CONFIGURATION),
                Arguments.of(new UnsupportedFeatureException("impersonation"), CONFIGURATION),
                Arguments.of(
                        new FatalDiscoveryException("Neo.ClientError.Database.DatabaseNotFound", "no"), CONFIGURATION),
                Arguments.of(new ConfigurationException("bolt:// to a cluster"), CONFIGURATION),
                Arguments.of(new ClientException("Unable to convert java.net.URI to Neo4j Value."), DATA),
                Arguments.of(new IllegalArgumentException("not from the driver"), DATA),
                Arguments.of(new StackOverflowError(), DATA));
    }

    @ParameterizedTest
    @MethodSource
    void exceptionsOfTheDriver(Throwable error, ErrorClass expected) {
        assertThat(ErrorClass.of(error)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // the cluster
        "Neo.ClientError.Cluster.NotALeader, INFRASTRUCTURE",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase, INFRASTRUCTURE",
        "Neo.ClientError.Security.AuthorizationExpired, INFRASTRUCTURE",
        "Neo.ClientError.Security.TokenExpired, INFRASTRUCTURE",
        "Neo.ClientError.Transaction.Terminated, INFRASTRUCTURE",
        "Neo.ClientError.Transaction.LockClientStopped, INFRASTRUCTURE",
        "Neo.ClientError.Transaction.TransactionTimedOut, INFRASTRUCTURE",
        "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration, INFRASTRUCTURE",
        "Neo.TransientError.Cluster.ReplicationFailure, INFRASTRUCTURE",
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError, INFRASTRUCTURE",
        "Neo.TransientError.General.DatabaseUnavailable, INFRASTRUCTURE",
        // what was sent
        "Neo.ClientError.Schema.ConstraintValidationFailed, DATA",
        "Neo.ClientError.Statement.TypeError, DATA",
        "Neo.ClientError.Statement.ArgumentError, DATA",
        "Neo.ClientError.Statement.ArithmeticError, DATA",
        "Neo.ClientError.Statement.EntityNotFound, DATA",
        "Neo.ClientError.Statement.ParameterMissing, DATA",
        "Neo.ClientError.Statement.SemanticError, DATA",
        "Neo.ClientError.Procedure.ProcedureCallFailed, DATA",
        // what was configured
        "Neo.ClientError.Statement.SyntaxError, CONFIGURATION",
        "Neo.ClientError.Statement.AccessMode, CONFIGURATION",
        "Neo.ClientError.Procedure.ProcedureNotFound, CONFIGURATION",
        "Neo.ClientError.Database.DatabaseNotFound, CONFIGURATION",
        "Neo.ClientError.Request.Invalid, CONFIGURATION",
        "Neo.ClientError.Security.Forbidden, CONFIGURATION",
        "Neo.ClientError.Security.CredentialsExpired, CONFIGURATION"
    })
    void clientErrorsByTheirCode(String code, ErrorClass expected) {
        assertThat(ErrorClass.of(new ClientException(code, "message"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Neo.DatabaseError.General.UnknownError, INFRASTRUCTURE",
        "Neo.DatabaseError.General.OutOfMemoryError, INFRASTRUCTURE",
        "Neo.DatabaseError.Transaction.TransactionCommitFailed, INFRASTRUCTURE",
        "Neo.DatabaseError.Statement.ExecutionFailed, DATA",
        "Neo.DatabaseError.ChangeDataCapture.Disabled, CONFIGURATION",
        "Neo.DatabaseError.Schema.ConstraintCreationFailed, CONFIGURATION"
    })
    void databaseErrorsByTheirCode(String code, ErrorClass expected) {
        assertThat(ErrorClass.of(new DatabaseException(code, "message"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Neo.DatabaseError.Transaction.TransactionCommitFailed",
        "Neo.ClientError.Statement.ExecutionFailed",
        "Neo.DatabaseError.Statement.ExecutionFailed"
    })
    void aLeaderOfBefore40ThatSteppedDownByItsMessage(String code) {
        assertThat(ErrorClass.of(new DatabaseException(code, "Should only attempt to take locks when leader.")))
                .isEqualTo(INFRASTRUCTURE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"one | one", "'first\nMATCH (n)\n   ^' | first", "'\n first \r\n^' | first"})
    void ofAMessageWithAStatementBelowItOnlyTheFirstLineIsSaid(String message, String line) {
        assertThat(ErrorClass.oneLine(new IllegalStateException(message))).isEqualTo(line);
    }
}
