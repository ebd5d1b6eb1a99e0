package io.github.neo4jstreams.migrate.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Variables of containers. The image of Neo4j makes {@code streams.sink.enabled} of {@code NEO4J_streams_sink_enabled}:
 * {@code _} is a dot and {@code __} is {@code _}. The image of Kafka Connect makes {@code value.converter} of
 * {@code CONNECT_VALUE_CONVERTER}, where {@code ___} is {@code -}.
 */
public final class Environment {

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

    private static final Pattern NAME = Pattern.compile("\\$([A-Z][A-Z0-9_]*)\\b");

    private Environment() {}

    /** A text as compose reads it, but for its variables, which are written {@code ${NAME}} all. */
    static String substituted(String text) {
        return braced(text.replace("$$", "\0")).replace('\0', '$');
    }

    /** {@code $NAME} as {@code ${NAME}}; in small letters it would be a parameter of Cypher. */
    static String braced(String text) {
        return NAME.matcher(text).replaceAll("\\${$1}");
    }

    /**
     * The variables of a container or of a file, by whose they are.
     *
     * @param host name of the container in its network, or null
     */
    static void sources(String name, String host, List<Variable> variables, Input input) {
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
        add(Source.Kind.MEMBER, name, host, member, input);
        add(Source.Kind.WORKER, name, host, worker, input);
        add(Source.Kind.OTHER, name, host, other, input);
    }

    private static void add(Source.Kind kind, String name, String host, List<Setting> settings, Input input) {
        if (!settings.isEmpty()) {
            input.add(new Source(kind, name, host, settings));
        }
    }

    /** The key that a variable of a container stands for, or the same. */
    public static String key(String name) {
        return name.startsWith(NEO4J) ? neo4j(name) : name.startsWith(CONNECT) ? connect(name) : name;
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
