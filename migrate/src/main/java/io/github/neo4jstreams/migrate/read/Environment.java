package io.github.neo4jstreams.migrate.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Variables of containers. The image of Neo4j makes {@code streams.sink.enabled} of {@code NEO4J_streams_sink_enabled}:
 * {@code _} is a dot and {@code __} is {@code _}. The image of Kafka Connect makes {@code value.converter} of
 * {@code CONNECT_VALUE_CONVERTER}, where {@code ___} is {@code -}.
 */
final class Environment {

    static final String NEO4J = "NEO4J_";
    static final String CONNECT = "CONNECT_";

    /** @param value null if it comes from somewhere else */
    record Variable(Place place, String name, String value) {

        /** {@code NAME=value}, or {@code NAME} for one that comes from somewhere else. */
        static Variable of(Place place, String text) {
            int equals = text.indexOf('=');
            return equals < 0
                    ? new Variable(place, text.strip(), null)
                    : new Variable(
                            place,
                            text.substring(0, equals).strip(),
                            text.substring(equals + 1).strip());
        }
    }

    private Environment() {}

    /** The variables of a container or of a file, by whose they are. */
    static void sources(String name, List<Variable> variables, Input input) {
        List<Setting> member = new ArrayList<>();
        List<Setting> worker = new ArrayList<>();
        List<Setting> other = new ArrayList<>();
        for (Variable variable : variables) {
            if (variable.value() == null) {
                input.note(
                        variable.place(),
                        variable.name()
                                + " has no value here: it comes from the shell or the Secret that the container is started"
                                + " with, and is not translated; give the file with its value too");
            }
            String value = variable.value() == null ? "" : variable.value();
            if (variable.name().startsWith(NEO4J)) {
                member.add(new Setting(variable.place(), neo4j(variable.name()), variable.name(), value));
            } else if (variable.name().startsWith(CONNECT)) {
                worker.add(new Setting(variable.place(), connect(variable.name()), variable.name(), value));
            } else {
                other.add(Setting.of(variable.place(), variable.name(), value));
            }
        }
        add(Source.Kind.MEMBER, name, member, input);
        add(Source.Kind.WORKER, name, worker, input);
        add(Source.Kind.OTHER, name, other, input);
    }

    private static void add(Source.Kind kind, String name, List<Setting> settings, Input input) {
        if (!settings.isEmpty()) {
            input.add(new Source(kind, name, settings));
        }
    }

    private static String neo4j(String name) {
        return name.substring(NEO4J.length())
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
    }

    private static String connect(String name) {
        return name.substring(CONNECT.length())
                .toLowerCase(Locale.ROOT)
                .replace("___", "\1")
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_')
                .replace('\1', '-');
    }
}
