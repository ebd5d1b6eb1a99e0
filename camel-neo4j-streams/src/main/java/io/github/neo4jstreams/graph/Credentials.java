package io.github.neo4jstreams.graph;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokenManager;
import org.neo4j.driver.AuthTokens;

/** Who we are to the server. Printed without its secret. */
public sealed interface Credentials {

    /** A server without authentication. */
    static Credentials none() {
        return new Fixed(AuthTokens.none(), "none");
    }

    /** @param realm may be null */
    static Credentials basic(String username, String password, String realm) {
        return new Fixed(AuthTokens.basic(username, password, realm), "basic " + username);
    }

    static Credentials bearer(String token) {
        return new Fixed(AuthTokens.bearer(token), "bearer");
    }

    static Credentials kerberos(String ticket) {
        return new Fixed(AuthTokens.kerberos(ticket), "kerberos");
    }

    /**
     * A password in a file that may change while the driver lives.
     *
     * @param realm may be null
     */
    static Credentials basicFromFile(String username, Path passwordFile, String realm) {
        return new FromFile(Objects.requireNonNull(username, "username"), passwordFile, realm);
    }

    /** A token in a file that may change while the driver lives. */
    static Credentials bearerFromFile(Path tokenFile) {
        return new FromFile(null, tokenFile, null);
    }

    /** Credentials that change while the driver lives. */
    static Credentials managed(AuthTokenManager manager) {
        return new Managed(Objects.requireNonNull(manager, "manager"));
    }

    record Fixed(AuthToken token, String description) implements Credentials {
        @Override
        public String toString() {
            return description;
        }
    }

    /** @param username null if the file has a token */
    record FromFile(String username, Path file, String realm) implements Credentials {

        RotatingCredentials rotating(LongSupplier nanoTime) {
            WatchedFiles watched = new WatchedFiles(
                    (username == null ? "tokenFile=" : "passwordFile=") + file, List.of(file), nanoTime);
            return new RotatingCredentials(
                    watched,
                    secret -> username == null ? AuthTokens.bearer(secret) : AuthTokens.basic(username, secret, realm),
                    nanoTime);
        }

        @Override
        public String toString() {
            return (username == null ? "bearer" : "basic " + username) + " from " + file;
        }
    }

    record Managed(AuthTokenManager manager) implements Credentials {
        @Override
        public String toString() {
            return "managed";
        }
    }
}
