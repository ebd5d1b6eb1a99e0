package io.github.neo4jstreams.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.AuthorizationExpiredException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.SecurityRetryableException;
import org.neo4j.driver.exceptions.TokenExpiredException;

class RotatingCredentialsTest {

    private static final SecurityException WRONG =
            new AuthenticationException("Neo.ClientError.Security.Unauthorized", "unauthorized");

    @TempDir
    private Path directory;

    private final AtomicLong now = new AtomicLong(5);
    private Path file;
    private RotatingCredentials credentials;

    @BeforeEach
    void oldPassword() throws IOException {
        file = Files.writeString(directory.resolve("password"), "old-secret");
        credentials = ((Credentials.FromFile) Credentials.basicFromFile("ann", file, null)).rotating(now::get);
    }

    @Test
    void areThoseInTheFile() {
        assertThat(token()).isEqualTo(basic("old-secret"));
    }

    @Test
    void areTokensWithoutAUsername() throws IOException {
        RotatingCredentials bearer = ((Credentials.FromFile) Credentials.bearerFromFile(file)).rotating(now::get);

        assertThat(bearer.getToken().toCompletableFuture().join()).isEqualTo(AuthTokens.bearer("old-secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "new\n", "new\r\n"})
    void changeWithTheFileAndDontTakeItsNewLineForAPartOfThem(String text) throws IOException {
        token();
        write(text);

        assertThat(token()).isEqualTo(basic("new"));
    }

    @Test
    void keepBlanks() throws IOException {
        token();
        write(" new \n\n");

        assertThat(token()).isEqualTo(basic(" new \n"));
    }

    @Test
    void stayWhileTheFileIsEmpty() throws IOException {
        token();
        write("");

        assertThat(token()).isEqualTo(basic("old-secret"));
    }

    @Test
    void areJustWrongBeforeAServerHasAcceptedThem() {
        assertThat(credentials.handleSecurityException(token(), WRONG)).isFalse();
    }

    @Test
    void areTriedAgainAtOnceWhenTheFileWasReplacedInTheMeantime() throws IOException {
        AuthToken refused = token();
        Files.writeString(file, "new");

        assertThat(credentials.handleSecurityException(refused, WRONG)).isTrue();
        assertThat(token()).isEqualTo(basic("new"));
    }

    @Test
    void areThoseBeforeWhileTheServerRefusesTheNewOnes() throws IOException {
        token();
        credentials.accepted();
        write("new");
        assertThat(credentials.handleSecurityException(token(), WRONG)).isTrue();

        assertThat(token()).isEqualTo(basic("old-secret"));
        pass(RotatingCredentials.REST);
        assertThat(token()).isEqualTo(basic("new"));
    }

    @Test
    void restWhenTheServerRefusesThemSoThatNobodyIsLockedOut() throws IOException {
        credentials.accepted();
        assertThat(credentials.handleSecurityException(token(), WRONG)).isTrue();

        assertThatThrownBy(this::token)
                .hasRootCauseInstanceOf(SecretUnavailableException.class)
                .hasRootCauseMessage("The server refuses what is in passwordFile=" + file
                        + ", which is read again until it changes, and tried again every 15 s");
        assertThatThrownBy(this::token).rootCause().hasMessageNotContaining("old-secret");

        write("new");
        assertThat(token()).isEqualTo(basic("new"));
    }

    @Test
    void restOnlyForAWhile() {
        credentials.accepted();
        credentials.handleSecurityException(token(), WRONG);
        pass(RotatingCredentials.REST);

        assertThat(token()).isEqualTo(basic("old-secret"));
    }

    @Test
    void areTriedByOneConnectionFirstBecauseTheServerLocksWhoFailsTooOften() throws IOException {
        token();
        credentials.accepted();
        write("new");

        assertThat(token()).isEqualTo(basic("new"));
        assertThat(token()).as("the next one meanwhile").isEqualTo(basic("old-secret"));
        pass(RotatingCredentials.TRIAL);
        assertThat(token()).isEqualTo(basic("new"));
        assertThat(token()).isEqualTo(basic("new"));
    }

    @Test
    void areNotToBlameWhenTheServerHasLockedTheUser() throws IOException {
        token();
        credentials.accepted();
        SecurityException locked =
                new SecurityException("Neo.ClientError.Security.AuthenticationRateLimit", "too often");
        assertThat(credentials.judged(locked)).isInstanceOf(SecurityRetryableException.class);

        assertThatThrownBy(this::token).hasRootCauseInstanceOf(SecretUnavailableException.class);
        pass(RotatingCredentials.LOCK);
        assertThat(token()).isEqualTo(basic("old-secret"));
    }

    @Test
    void restWhenATokenHasExpired() throws IOException {
        credentials.accepted();
        SecurityException expired = new TokenExpiredException("Neo.ClientError.Security.TokenExpired", "expired");
        assertThat(credentials.handleSecurityException(token(), expired)).isTrue();
        assertThatThrownBy(this::token).hasRootCauseInstanceOf(SecretUnavailableException.class);
    }

    @Test
    void goOnWhenTheServerOnlyWantsThemAgain() {
        SecurityException again =
                new AuthorizationExpiredException("Neo.ClientError.Security.AuthorizationExpired", "log in again");

        assertThat(credentials.handleSecurityException(token(), again)).isTrue();
        assertThat(token()).isEqualTo(basic("old-secret"));
    }

    @Test
    void areJudgedByTheErrorWhereTheDriverDoesNotAsk() throws IOException {
        token();
        assertThat(credentials.judged(WRONG)).as("just wrong").isSameAs(WRONG);

        credentials.accepted();
        pass(RotatingCredentials.REST);
        write("new");
        token();
        assertThat(credentials.judged(WRONG)).isInstanceOf(SecurityRetryableException.class);
        assertThat(credentials.judged(WRONG))
                .as("asked at the same time")
                .isInstanceOf(SecurityRetryableException.class);

        assertThat(token()).isEqualTo(basic("old-secret"));
    }

    @Test
    void haveNothingToDoWithOtherErrors() {
        token();
        credentials.accepted();
        SecurityException forbidden = new SecurityException("Neo.ClientError.Security.Forbidden", "no");

        assertThat(credentials.judged(forbidden)).isSameAs(forbidden);
        assertThat(token()).isEqualTo(basic("old-secret"));
    }

    private AuthToken token() {
        return credentials.getToken().toCompletableFuture().join();
    }

    private static AuthToken basic(String password) {
        return AuthTokens.basic("ann", password);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        pass(WatchedFiles.LOOK);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
