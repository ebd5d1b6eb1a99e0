package io.github.neo4jstreams.testbed.cdc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.neo4j.configuration.Config;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilderImplementation;
import org.neo4j.io.fs.DefaultFileSystemAbstraction;
import org.neo4j.kernel.impl.security.User;
import org.neo4j.logging.NullLogProvider;
import org.neo4j.memory.EmptyMemoryTracker;
import org.neo4j.server.security.SecureHasher;
import org.neo4j.server.security.SystemGraphCredential;
import org.neo4j.server.security.auth.CommunitySecurityModule;
import org.neo4j.server.security.auth.FileUserRepository;
import org.neo4j.storageengine.api.enrichment.EnrichmentMode;

/**
 * A Community server with CDC as a process: {@code CdcServer HOME PORT OFF|DIFF|FULL|NONE [setting=value...]}.
 *
 * <p>It listens on 127.0.0.1:PORT and is known to its clients as localhost:PORT, also in its routing table. {@code NONE}
 * starts a plain server without the extensions. With the environment variable {@value #PASSWORD} set, the user neo4j
 * has that password from the first start on and authentication is on; without it everybody may do anything.
 */
public final class CdcServer {
    private static final String PASSWORD = "TESTBED_NEO4J_PASSWORD";

    private CdcServer() {}

    /** Adds the two extensions to the standard embedded DBMS; no service file, so nothing happens by accident. */
    private static final class Builder extends DatabaseManagementServiceBuilderImplementation {
        Builder(Path home) {
            super(home);
        }

        void withCdc(EnrichmentMode mode) {
            extensions.add(new EnrichmentExtension(mode));
            extensions.add(new ProceduresExtension());
        }
    }

    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        int port = Integer.parseInt(args[1]);
        String password = System.getenv(PASSWORD);

        Builder builder = new Builder(home);
        builder.setConfig(BoltConnector.enabled, true);
        builder.setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port));
        builder.setConfig(BoltConnector.advertised_address, new SocketAddress("localhost", port));
        builder.setConfig(GraphDatabaseSettings.auth_enabled, password != null);
        builder.setConfigRaw(settings(args));
        if (!args[2].equals("NONE")) {
            builder.withCdc(EnrichmentMode.valueOf(args[2]));
        }
        if (password != null) {
            initialPassword(home, password);
        }
        DatabaseManagementService server = builder.build();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
        System.out.println("READY bolt://localhost:" + port);
    }

    private static Map<String, String> settings(String[] args) {
        Map<String, String> settings = new LinkedHashMap<>();
        // small and quiet, unless told otherwise
        settings.put("server.memory.pagecache.size", "64m");
        settings.put("db.tx_log.preallocate", "false");
        settings.put("dbms.usage_report.enabled", "false");
        for (int i = 3; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            settings.put(setting[0], setting[1]);
        }
        return settings;
    }

    /** What {@code neo4j-admin dbms set-initial-password} does; the server looks at it only if it has no user yet. */
    private static void initialPassword(Path home, String password) throws Exception {
        Config config = Config.newBuilder()
                .set(GraphDatabaseSettings.neo4j_home, home.toAbsolutePath())
                .build();
        Path file = CommunitySecurityModule.getInitialUserRepositoryFile(config);
        if (Files.exists(file) || Files.exists(home.resolve("data/databases"))) {
            return;
        }
        Files.createDirectories(file.getParent());
        try (DefaultFileSystemAbstraction files = new DefaultFileSystemAbstraction()) {
            FileUserRepository users =
                    new FileUserRepository(files, file, NullLogProvider.getInstance(), EmptyMemoryTracker.INSTANCE);
            users.start();
            users.create(new User(
                    "neo4j",
                    null,
                    SystemGraphCredential.createCredentialForPassword(
                            password.getBytes(StandardCharsets.UTF_8), new SecureHasher()),
                    false,
                    false));
        }
    }
}
