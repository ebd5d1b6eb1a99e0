package io.github.neo4jstreams.graph;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokenManager;
import org.neo4j.driver.ClientCertificateManager;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.net.ServerAddress;

/** Settings as the driver wants them. Uses only what drivers 5.28 and 6 have in common. */
final class DriverFactory {

    private static final String USER_AGENT = "camel-neo4j-streams";

    private DriverFactory() {}

    /** @param credentials what changes while the driver lives, or null if the settings say it once and for all */
    static Driver create(ConnectionSettings settings, AuthTokenManager credentials) {
        Config config = config(settings);
        URI first = settings.seeds().get(0);
        ClientCertificateManager ours = settings.encryption().clientCertificate() == null
                ? null
                : new RotatingCertificate(settings.encryption(), System::nanoTime);
        if (credentials != null) {
            return ours == null
                    ? GraphDatabase.driver(first, credentials, config)
                    : GraphDatabase.driver(first, credentials, ours, config);
        }
        AuthToken token = ((Credentials.Fixed) settings.credentials()).token();
        return ours == null
                ? GraphDatabase.driver(first, token, config)
                : GraphDatabase.driver(first, token, ours, config);
    }

    @SuppressWarnings("deprecation") // see DriverLog
    private static Config config(ConnectionSettings settings) {
        Config.ConfigBuilder config = Config.builder().withUserAgent(USER_AGENT).withLogging(DriverLog.INSTANCE);
        Pooling pooling = settings.pooling();
        if (pooling.connectionTimeout() != null) {
            config.withConnectionTimeout(millis(pooling.connectionTimeout()), TimeUnit.MILLISECONDS);
        }
        if (pooling.acquisitionTimeout() != null) {
            config.withConnectionAcquisitionTimeout(millis(pooling.acquisitionTimeout()), TimeUnit.MILLISECONDS);
        }
        if (pooling.maxLifetime() != null) {
            config.withMaxConnectionLifetime(millis(pooling.maxLifetime()), TimeUnit.MILLISECONDS);
        }
        if (pooling.livenessCheckTimeout() != null) {
            config.withConnectionLivenessCheckTimeout(millis(pooling.livenessCheckTimeout()), TimeUnit.MILLISECONDS);
        }
        if (pooling.maxSize() != null) {
            config.withMaxConnectionPoolSize(pooling.maxSize());
        }
        if (pooling.fetchSize() != null) {
            config.withFetchSize(pooling.fetchSize());
        }
        if (settings.seeds().size() > 1) {
            Set<ServerAddress> seeds = new LinkedHashSet<>();
            settings.seeds()
                    .forEach(seed -> seeds.add(ServerAddress.of(seed.getHost(), ConnectionSettings.port(seed))));
            config.withResolver(asked -> seeds);
        }
        if (settings.encryption().trustedCertificates() != null) {
            Config.TrustStrategy trust = Config.TrustStrategy.trustCustomCertificateSignedBy(
                    settings.encryption().trustedCertificates().toFile());
            config.withEncryption()
                    .withTrustStrategy(
                            settings.encryption().hostnameVerification()
                                    ? trust.withHostnameVerification()
                                    : trust.withoutHostnameVerification());
        }
        return config.build();
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }
}
