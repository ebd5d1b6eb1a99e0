package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.read.Source;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where the servers are, as far as their configuration tells. */
final class ServerUris {

    private static final List<String> BOLT =
            List.of("server.bolt.advertised_address", "dbms.connector.bolt.advertised_address");
    private static final List<String> HOST =
            List.of("server.default_advertised_address", "dbms.default_advertised_address");

    private ServerUris() {}

    /** A URI for all of them, or null. */
    static String of(List<Source> members, Settings settings) {
        Set<String> addresses = new LinkedHashSet<>();
        for (Source member : members) {
            String address = address(member);
            if (address != null) {
                addresses.add(address);
            }
        }
        return addresses.isEmpty() ? null : "neo4j://" + String.join(",", addresses);
    }

    private static String address(Source member) {
        Settings own = Settings.of(member.settings());
        for (String key : BOLT) {
            String value = own.value(key).orElse("");
            if (value.matches("[A-Za-z0-9.-]+:[0-9]+")) {
                return value;
            }
        }
        for (String key : HOST) {
            String value = own.value(key).orElse("");
            if (value.matches("[A-Za-z0-9.-]+")) {
                return value + ":7687";
            }
        }
        return member.host() != null && member.host().matches("[A-Za-z0-9.-]+") ? member.host() + ":7687" : null;
    }
}
