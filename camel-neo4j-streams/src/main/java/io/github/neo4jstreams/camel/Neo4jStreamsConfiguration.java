package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.graph.ConnectionSettings;
import io.github.neo4jstreams.graph.Credentials;
import io.github.neo4jstreams.graph.Encryption;
import io.github.neo4jstreams.graph.GraphSettings;
import io.github.neo4jstreams.graph.Pooling;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.neo4j.driver.AuthTokenManager;
import org.neo4j.driver.Driver;

/**
 * Where the cluster is and how it is talked to. Usually set once, on the component; an endpoint may say otherwise.
 * Endpoints whose settings are equal share a driver.
 */
@UriParams
public class Neo4jStreamsConfiguration implements Cloneable {

    @UriParam(label = "common", defaultValue = "neo4j://localhost:7687")
    @Metadata(
            description =
                    "Where the cluster may be found: one URI, or several with commas between them. Any member will do,"
                            + " the driver finds the leader and the others from there. The scheme is neo4j:// (neo4j+s:// and"
                            + " neo4j+ssc:// with TLS). bolt:// goes to one server only and is refused when that is a member of a"
                            + " cluster.")
    private String serverUri = "neo4j://localhost:7687";

    @UriParam(label = "common")
    @Metadata(
            description =
                    "Name of the database. By default the home database of the user, which is asked for once and then"
                            + " named in every transaction.")
    private String database;

    @UriParam(label = "common,advanced")
    @Metadata(
            description = "A driver to use instead of one of our own; all options about the connection are then its"
                    + " owner's business, and it is never closed by the component.",
            autowired = true)
    private Driver driver;

    @UriParam(label = "common,security", secret = true)
    @Metadata(description = "Name of the user; needs password or passwordFile.")
    private String username;

    @UriParam(label = "common,security", secret = true)
    @Metadata(description = "Password of the user.")
    private String password;

    @UriParam(label = "common,security")
    @Metadata(
            description =
                    "File with the password of the user, instead of password. It may be replaced while routes run:"
                            + " new connections log in with what is in it, and while the server and the file disagree, with"
                            + " what was in it before. A new line at its end is no part of it.",
            supportFileReference = true)
    private String passwordFile;

    @UriParam(label = "common,security")
    @Metadata(description = "Realm of the user, if the server's authentication has several.")
    private String realm;

    @UriParam(label = "common,security", secret = true)
    @Metadata(description = "Bearer token of a single sign-on provider, instead of username and password.")
    private String token;

    @UriParam(label = "common,security")
    @Metadata(
            description = "File with the bearer token, instead of token. It may be replaced while routes run, as"
                    + " passwordFile.",
            supportFileReference = true)
    private String tokenFile;

    @UriParam(label = "common,security", secret = true)
    @Metadata(description = "Base64 text of a Kerberos ticket, instead of username and password.")
    private String kerberosAuthTicket;

    @UriParam(label = "common,security")
    @Metadata(
            description =
                    "A bean that hands out credentials which change while the driver lives, instead of username and"
                            + " password.")
    private AuthTokenManager authTokenManager;

    @UriParam(label = "common,security")
    @Metadata(
            description =
                    "PEM file with the certificate authorities to trust, one or more. Needs the scheme neo4j://, and"
                            + " switches TLS on. Read when the route starts.",
            supportFileReference = true)
    private String trustedCertificates;

    @UriParam(label = "common,security", defaultValue = "true")
    @Metadata(description = "Whether the server's name must stand in its certificate, with trustedCertificates.")
    private boolean hostnameVerification = true;

    @UriParam(label = "common,security")
    @Metadata(
            description = "PEM file with our own certificate and those between it and its authority, for mutual TLS;"
                    + " needs clientCertificateKey. Both may be replaced while routes run: new connections show the"
                    + " new one.",
            supportFileReference = true)
    private String clientCertificate;

    @UriParam(label = "common,security")
    @Metadata(description = "PEM file with the private key of clientCertificate.", supportFileReference = true)
    private String clientCertificateKey;

    @UriParam(label = "common,security", secret = true)
    @Metadata(description = "Password of clientCertificateKey, if it has one.")
    private String clientCertificateKeyPassword;

    @UriParam(label = "common,security")
    @Metadata(
            description =
                    "User on whose behalf everything is done; the connecting user needs the privilege IMPERSONATE.")
    private String impersonatedUser;

    @UriParam(label = "common", javaType = "java.time.Duration", defaultValue = "120000")
    @Metadata(
            description =
                    "How long an outage or an election is waited out before the exchange fails with the driver's own"
                            + " exception. A cluster of 5.x takes 20 to 25 seconds to notice that its leader is gone.")
    private long retryTimeout = GraphSettings.DEFAULT_RETRY_TIMEOUT.toMillis();

    @UriParam(label = "common", javaType = "java.time.Duration")
    @Metadata(
            description = "After which the server ends a transaction. By default the server's own limit,"
                    + " db.transaction.timeout.")
    private long transactionTimeout;

    @UriParam(label = "common,advanced", javaType = "java.time.Duration")
    @Metadata(description = "Most time to open a connection. By default the driver's: 30 seconds.")
    private long connectionTimeout;

    @UriParam(label = "common,advanced", javaType = "java.time.Duration")
    @Metadata(description = "Most time to wait for a free connection. By default the driver's: 60 seconds.")
    private long connectionAcquisitionTimeout;

    @UriParam(label = "common,advanced")
    @Metadata(description = "Most connections to one server. By default the driver's: 100.")
    private int maxConnectionPoolSize;

    @UriParam(label = "common,advanced", javaType = "java.time.Duration")
    @Metadata(description = "Age at which a connection is replaced. By default the driver's: 1 hour.")
    private long maxConnectionLifetime;

    @UriParam(label = "common,advanced", javaType = "java.time.Duration")
    @Metadata(
            description =
                    "Idle time after which a connection is tested before it is used. By default the driver's: never.")
    private long livenessCheckTimeout;

    @UriParam(label = "common,advanced")
    @Metadata(description = "Records that the server sends at once. By default the driver's: 1000.")
    private long fetchSize;

    @UriParam(label = "common,advanced")
    @Metadata(
            description =
                    "Accept bolt:// to one member of a cluster. Writes fail whenever that member isn't the leader.")
    private boolean allowDirect;

    @UriParam(label = "common")
    @Metadata(description = "Refuse a single server: the routing table must name more than one member.")
    private boolean requireCluster;

    /** A copy that an endpoint may change. */
    public Neo4jStreamsConfiguration copy() {
        try {
            return (Neo4jStreamsConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /**
     * What can be judged without a server.
     *
     * @throws IllegalArgumentException naming the option, the value and the cure
     */
    void validate() {
        if (retryTimeout < 0) {
            throw new IllegalArgumentException("retryTimeout=" + retryTimeout + " must not be negative");
        }
        if (driver == null) {
            toConnectionSettings();
        }
    }

    ConnectionSettings toConnectionSettings() {
        List<URI> seeds;
        try {
            seeds = ConnectionSettings.parseSeeds(serverUri);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("serverUri: " + e.getMessage(), e);
        }
        return new ConnectionSettings(
                seeds, credentials(), encryption(seeds.get(0).getScheme()), pooling());
    }

    GraphSettings toGraphSettings() {
        return new GraphSettings(
                database,
                impersonatedUser,
                Duration.ofMillis(retryTimeout),
                duration(transactionTimeout),
                allowDirect,
                requireCluster);
    }

    private Credentials credentials() {
        List<String> ways = new ArrayList<>();
        addIf(ways, password != null, "password");
        addIf(ways, passwordFile != null, "passwordFile");
        if (ways.isEmpty() && username != null) {
            throw new IllegalArgumentException("username is set, but neither password nor passwordFile is");
        }
        addIf(ways, token != null, "token");
        addIf(ways, tokenFile != null, "tokenFile");
        addIf(ways, kerberosAuthTicket != null, "kerberosAuthTicket");
        addIf(ways, authTokenManager != null, "authTokenManager");
        if (ways.size() > 1) {
            throw new IllegalArgumentException("One way to authenticate, please: " + String.join(" or ", ways));
        }
        if ((password != null || passwordFile != null) && username == null) {
            throw new IllegalArgumentException(ways.get(0) + " is set, but username is not");
        }
        if (password != null) {
            return Credentials.basic(username, password, realm);
        }
        if (passwordFile != null) {
            return Credentials.basicFromFile(username, secretFile("passwordFile", passwordFile), realm);
        }
        if (token != null) {
            return Credentials.bearer(token);
        }
        if (tokenFile != null) {
            return Credentials.bearerFromFile(secretFile("tokenFile", tokenFile));
        }
        if (kerberosAuthTicket != null) {
            return Credentials.kerberos(kerberosAuthTicket);
        }
        return authTokenManager != null ? Credentials.managed(authTokenManager) : Credentials.none();
    }

    private Encryption encryption(String scheme) {
        boolean schemeSaysIt = scheme.contains("+");
        if (trustedCertificates != null && schemeSaysIt) {
            throw new IllegalArgumentException("trustedCertificates can't go with serverUri=" + serverUri
                    + ": this scheme says already what is trusted. Use neo4j://");
        }
        if (!hostnameVerification && trustedCertificates == null) {
            throw new IllegalArgumentException(
                    "hostnameVerification=false goes with trustedCertificates only, and they are not set");
        }
        if ((clientCertificate == null) != (clientCertificateKey == null)) {
            throw new IllegalArgumentException(
                    "clientCertificate and clientCertificateKey go together, and one of them is not set");
        }
        if (clientCertificateKeyPassword != null && clientCertificateKey == null) {
            throw new IllegalArgumentException("clientCertificateKeyPassword is set, but clientCertificateKey is not");
        }
        if (clientCertificate != null && trustedCertificates == null && !schemeSaysIt) {
            throw new IllegalArgumentException("clientCertificate=" + clientCertificate
                    + " is shown over TLS only, and serverUri=" + serverUri
                    + " goes without. Set trustedCertificates, or use neo4j+s://");
        }
        Encryption encryption = new Encryption(
                file("trustedCertificates", trustedCertificates),
                hostnameVerification,
                file("clientCertificate", clientCertificate),
                file("clientCertificateKey", clientCertificateKey),
                clientCertificateKeyPassword);
        encryption.check();
        return encryption;
    }

    private Pooling pooling() {
        return new Pooling(
                duration(connectionTimeout),
                duration(connectionAcquisitionTimeout),
                maxConnectionPoolSize == 0 ? null : maxConnectionPoolSize,
                duration(maxConnectionLifetime),
                duration(livenessCheckTimeout),
                fetchSize == 0 ? null : fetchSize);
    }

    /** As long as nobody has put a secret into it, a file is as good as missing. */
    private static Path secretFile(String option, String name) {
        Path path = file(option, name);
        try {
            if (Files.readString(path).isBlank()) {
                throw new IllegalArgumentException(option + "=" + name + " is empty");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(option + "=" + name + " is not a file with text in UTF-8", e);
        }
        return path;
    }

    private static Path file(String option, String name) {
        if (name == null) {
            return null;
        }
        if (name.startsWith("classpath:")) {
            throw new IllegalArgumentException(
                    option + "=" + name + " must be a file: the driver doesn't read what is in a jar");
        }
        Path path;
        try {
            path = Path.of(name.startsWith("file:") ? name.substring("file:".length()) : name);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(notAFile(option, name), e);
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException(notAFile(option, name));
        }
        return path;
    }

    /** Whoever takes it for the option of the certificate itself must not find his key in a log. */
    private static String notAFile(String option, String name) {
        return name.contains("-----BEGIN")
                ? option + " is the name of a PEM file, and not what is in it"
                : option + "=" + name + " is not a file that can be read";
    }

    private static void addIf(List<String> list, boolean condition, String element) {
        if (condition) {
            list.add(element);
        }
    }

    private static Duration duration(long millis) {
        return millis == 0 ? null : Duration.ofMillis(millis);
    }

    public String getServerUri() {
        return serverUri;
    }

    public void setServerUri(String serverUri) {
        this.serverUri = serverUri;
    }

    public String getDatabase() {
        return database;
    }

    public void setDatabase(String database) {
        this.database = database;
    }

    public Driver getDriver() {
        return driver;
    }

    public void setDriver(Driver driver) {
        this.driver = driver;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getPasswordFile() {
        return passwordFile;
    }

    public void setPasswordFile(String passwordFile) {
        this.passwordFile = passwordFile;
    }

    public String getRealm() {
        return realm;
    }

    public void setRealm(String realm) {
        this.realm = realm;
    }

    public String getToken() {
        return token;
    }

    public void setToken(String token) {
        this.token = token;
    }

    public String getTokenFile() {
        return tokenFile;
    }

    public void setTokenFile(String tokenFile) {
        this.tokenFile = tokenFile;
    }

    public String getKerberosAuthTicket() {
        return kerberosAuthTicket;
    }

    public void setKerberosAuthTicket(String kerberosAuthTicket) {
        this.kerberosAuthTicket = kerberosAuthTicket;
    }

    public AuthTokenManager getAuthTokenManager() {
        return authTokenManager;
    }

    public void setAuthTokenManager(AuthTokenManager authTokenManager) {
        this.authTokenManager = authTokenManager;
    }

    public String getTrustedCertificates() {
        return trustedCertificates;
    }

    public void setTrustedCertificates(String trustedCertificates) {
        this.trustedCertificates = trustedCertificates;
    }

    public boolean isHostnameVerification() {
        return hostnameVerification;
    }

    public void setHostnameVerification(boolean hostnameVerification) {
        this.hostnameVerification = hostnameVerification;
    }

    public String getClientCertificate() {
        return clientCertificate;
    }

    public void setClientCertificate(String clientCertificate) {
        this.clientCertificate = clientCertificate;
    }

    public String getClientCertificateKey() {
        return clientCertificateKey;
    }

    public void setClientCertificateKey(String clientCertificateKey) {
        this.clientCertificateKey = clientCertificateKey;
    }

    public String getClientCertificateKeyPassword() {
        return clientCertificateKeyPassword;
    }

    public void setClientCertificateKeyPassword(String clientCertificateKeyPassword) {
        this.clientCertificateKeyPassword = clientCertificateKeyPassword;
    }

    public String getImpersonatedUser() {
        return impersonatedUser;
    }

    public void setImpersonatedUser(String impersonatedUser) {
        this.impersonatedUser = impersonatedUser;
    }

    public long getRetryTimeout() {
        return retryTimeout;
    }

    public void setRetryTimeout(long retryTimeout) {
        this.retryTimeout = retryTimeout;
    }

    public long getTransactionTimeout() {
        return transactionTimeout;
    }

    public void setTransactionTimeout(long transactionTimeout) {
        this.transactionTimeout = transactionTimeout;
    }

    public long getConnectionTimeout() {
        return connectionTimeout;
    }

    public void setConnectionTimeout(long connectionTimeout) {
        this.connectionTimeout = connectionTimeout;
    }

    public long getConnectionAcquisitionTimeout() {
        return connectionAcquisitionTimeout;
    }

    public void setConnectionAcquisitionTimeout(long connectionAcquisitionTimeout) {
        this.connectionAcquisitionTimeout = connectionAcquisitionTimeout;
    }

    public int getMaxConnectionPoolSize() {
        return maxConnectionPoolSize;
    }

    public void setMaxConnectionPoolSize(int maxConnectionPoolSize) {
        this.maxConnectionPoolSize = maxConnectionPoolSize;
    }

    public long getMaxConnectionLifetime() {
        return maxConnectionLifetime;
    }

    public void setMaxConnectionLifetime(long maxConnectionLifetime) {
        this.maxConnectionLifetime = maxConnectionLifetime;
    }

    public long getLivenessCheckTimeout() {
        return livenessCheckTimeout;
    }

    public void setLivenessCheckTimeout(long livenessCheckTimeout) {
        this.livenessCheckTimeout = livenessCheckTimeout;
    }

    public long getFetchSize() {
        return fetchSize;
    }

    public void setFetchSize(long fetchSize) {
        this.fetchSize = fetchSize;
    }

    public boolean isAllowDirect() {
        return allowDirect;
    }

    public void setAllowDirect(boolean allowDirect) {
        this.allowDirect = allowDirect;
    }

    public boolean isRequireCluster() {
        return requireCluster;
    }

    public void setRequireCluster(boolean requireCluster) {
        this.requireCluster = requireCluster;
    }
}
