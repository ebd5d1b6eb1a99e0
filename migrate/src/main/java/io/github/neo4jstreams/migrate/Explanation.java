package io.github.neo4jstreams.migrate;

import io.github.neo4jstreams.migrate.know.Catalogue;
import io.github.neo4jstreams.migrate.know.Fate;
import io.github.neo4jstreams.migrate.know.KeyEntry;
import io.github.neo4jstreams.migrate.know.Known;
import io.github.neo4jstreams.migrate.know.Scope;
import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Environment;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints what is known of a key, from the table. */
final class Explanation {

    private static final Map<String, String> OWNERS = Map.of(
            "plugin", "Neo4j Streams, the plugin",
            "connector", "the connectors",
            "sink", "the sink connector",
            "source", "the source connector",
            "worker", "the Connect worker",
            "server", "the server",
            "client",
                    "Kafka's clients (kafka. in the plugin, consumer.override. and producer.override. in connectors)");

    private final Catalogue catalogue;

    Explanation(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    int print(String key, PrintWriter out, PrintWriter err) {
        String plain = Environment.key(key);
        List<Known> exact = catalogue.explain(plain);
        List<Known> known = exact.isEmpty() ? catalogue.beginning(plain) : exact;
        if (known.isEmpty()) {
            String nearest = Stream.of(Scope.MEMBER, Scope.SINK, Scope.SOURCE)
                    .flatMap(scope -> catalogue.nearest(scope, plain).stream())
                    .distinct()
                    .collect(Collectors.joining(", "));
            err.println(Secrets.printable(key) + " is no key of Neo4j Streams or of the connectors"
                    + (nearest.isEmpty() ? "" : "; near it are " + nearest));
            return Migrate.BAD_INPUT;
        }
        for (Known one : known) {
            KeyEntry entry = one.entry();
            out.println(one.prefix() + entry.key() + " (" + OWNERS.get(entry.section()) + ")");
            out.println("  " + entry.means() + ".");
            if (entry.initial() != null) {
                out.println("  Default: " + entry.initial());
            }
            out.println("  " + becomes(entry));
        }
        return Migrate.FINE;
    }

    private static String becomes(KeyEntry entry) {
        if (entry.fate() == Fate.CLIENT) {
            String where = entry.side().equals("security")
                    ? "camel.component.kafka, as " + entry.target()
                    : (entry.target() == null ? "additionalProperties." + entry.key() : entry.target()) + " of kafka";
            return "Translated: " + where + (entry.secret() ? ", with a placeholder for the value" : "");
        }
        return switch (entry.fate()) {
            case TRANSLATED -> "Translated: " + entry.becomes();
            case OPTION -> "Translated: the option " + entry.becomes();
            case DROPPED -> "Not needed any more: " + entry.becomes();
            case HAND -> "To do by hand: " + entry.becomes();
            default -> "Left where it is: " + entry.becomes();
        };
    }
}
