package io.github.neo4jstreams.graph;

import java.util.Objects;
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

    record Managed(AuthTokenManager manager) implements Credentials {
        @Override
        public String toString() {
            return "managed";
        }
    }
}
