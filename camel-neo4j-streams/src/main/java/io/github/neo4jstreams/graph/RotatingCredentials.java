package io.github.neo4jstreams.graph;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokenManager;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.AuthorizationExpiredException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.SecurityRetryableException;
import org.neo4j.driver.exceptions.TokenExpiredException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials whose secret is in a file that is replaced while we run. The server and the file don't change at the same moment:
 * while the server refuses what is in the file, what was in it before goes on, and the other way round. What the server refuses
 * is not tried all the time, because it locks users that fail too often, and with them everybody else who has the right
 * password.
 *
 * <p>Before a server has accepted anything, a refusal is just a wrong password. Thread-safe.
 */
final class RotatingCredentials implements AuthTokenManager {

    /** How long credentials that were refused are not tried. */
    static final Duration REST = Duration.ofSeconds(15);

    /** How long one connection tries what is new in the file, while the others log in with what was in it before. */
    static final Duration TRIAL = Duration.ofSeconds(2);

    /** How long nobody logs in when the server says that it was tried too often; the server's own default. */
    static final Duration LOCK = Duration.ofSeconds(5);

    private static final String TOO_OFTEN = "Neo.ClientError.Security.AuthenticationRateLimit";

    private static final Logger LOG = LoggerFactory.getLogger(RotatingCredentials.class);

    private final WatchedFiles file;
    private final Function<String, AuthToken> tokens;
    private final LongSupplier nanoTime;
    private Candidate current;
    /** What the file had before; null if it never changed. */
    private Candidate previous;

    private Long lockedUntil;
    private boolean accepted;

    /** @param tokens what to log in with, from the text in the file */
    RotatingCredentials(WatchedFiles file, Function<String, AuthToken> tokens, LongSupplier nanoTime) {
        this.file = file;
        this.tokens = tokens;
        this.nanoTime = nanoTime;
    }

    /** The secret in a file: editors and {@code echo} end it with a new line, which is no part of it. */
    static String secret(String text) {
        return text.replaceFirst("\\R\\z", "");
    }

    @Override
    public synchronized CompletionStage<AuthToken> getToken() {
        update(file.texts());
        if (current == null) {
            return CompletableFuture.failedFuture(new SecretUnavailableException(file.name() + " can't be read"));
        }
        if (lockedUntil != null && nanoTime.getAsLong() - lockedUntil < 0) {
            return CompletableFuture.failedFuture(new SecretUnavailableException(
                    "The server locks our user because somebody failed to log in too often, see " + file.name()));
        }
        boolean fallback = previous != null && !previous.rests();
        if (!current.rests() && !(fallback && current.isOnTrial())) {
            return CompletableFuture.completedFuture(current.handOut());
        }
        if (fallback) {
            return CompletableFuture.completedFuture(previous.handOut());
        }
        return CompletableFuture.failedFuture(new SecretUnavailableException("The server refuses what is in "
                + file.name() + ", which is read again until it changes, and tried again every " + REST.toSeconds()
                + " s"));
    }

    @Override
    public synchronized boolean handleSecurityException(AuthToken token, SecurityException exception) {
        if (exception instanceof AuthorizationExpiredException) {
            // that is not about the secret: the driver logs in again
            return true;
        }
        Candidate tried = previous != null && previous.token.equals(token) ? previous : current;
        return goesOn(tried, exception);
    }

    /**
     * What the driver doesn't ask about: it logs in again over connections that it has, and then says no more than that this failed.
     *
     * @return an error to be waited out, or the same
     */
    synchronized RuntimeException judged(RuntimeException error) {
        if (!(error instanceof SecurityException refusal) || !isAboutUs(refusal) || current == null) {
            return error;
        }
        // of two that are in use, the new one is the more likely to be refused
        return goesOn(current.rests() && previous != null ? previous : current, refusal)
                ? new SecurityRetryableException(refusal)
                : error;
    }

    private static boolean isAboutUs(SecurityException refusal) {
        String code = String.valueOf(refusal.code());
        return refusal instanceof AuthenticationException
                || refusal instanceof TokenExpiredException
                || TOO_OFTEN.equals(refusal.code());
    }

    private boolean goesOn(Candidate tried, SecurityException refusal) {
        if (TOO_OFTEN.equals(refusal.code())) {
            // which says nothing about what it was tried with
            lockedUntil = nanoTime.getAsLong() + LOCK.toNanos();
        } else if (!current.wasRefusedJustNow()) {
            // or else it is about who tried the same at the same time, and not about what comes next
            tried.refused();
        }
        boolean goesOn = update(file.look()) || accepted;
        if (goesOn && tried == current && tried.rests() && current.sayOnce()) {
            LOG.warn(
                    "The server refuses what is in {} ({}); going on with what was in it before, or as soon as it changes",
                    file.name(),
                    ErrorClass.oneLine(refusal));
        }
        return goesOn;
    }

    /** A server has accepted us: from now on a refusal means that somebody is changing the secret. */
    synchronized void accepted() {
        accepted = true;
    }

    private boolean update(List<String> texts) {
        if (texts == null) {
            return false;
        }
        String secret = secret(texts.get(0));
        if (secret.isEmpty() || current != null && current.secret.equals(secret)) {
            // an empty file is one that is being written
            return false;
        }
        if (current != null) {
            LOG.info("{} has changed; what is in it now is used from the next connection on", file.name());
        }
        previous = current;
        current = new Candidate(secret, tokens.apply(secret));
        return true;
    }

    private final class Candidate {
        private final String secret;
        private final AuthToken token;
        private Long refusedAt;
        private Long firstTriedAt;
        private boolean said;

        Candidate(String secret, AuthToken token) {
            this.secret = secret;
            this.token = Objects.requireNonNull(token);
        }

        AuthToken handOut() {
            if (firstTriedAt == null) {
                firstTriedAt = nanoTime.getAsLong();
            }
            return token;
        }

        void refused() {
            refusedAt = nanoTime.getAsLong();
            firstTriedAt = null;
        }

        boolean rests() {
            return refusedAt != null && !isPast(refusedAt, REST);
        }

        boolean wasRefusedJustNow() {
            return refusedAt != null && !isPast(refusedAt, WatchedFiles.LOOK);
        }

        /** Whether somebody else is just finding out. */
        boolean isOnTrial() {
            return firstTriedAt != null && !isPast(firstTriedAt, TRIAL);
        }

        boolean sayOnce() {
            boolean first = !said;
            said = true;
            return first;
        }

        private boolean isPast(long at, Duration since) {
            return nanoTime.getAsLong() - at >= since.toNanos();
        }
    }
}
