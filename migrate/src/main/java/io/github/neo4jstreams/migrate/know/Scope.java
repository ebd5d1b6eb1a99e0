package io.github.neo4jstreams.migrate.know;

import java.util.List;

/** Which keys a system has, and which prefixes of it lead to settings of Kafka's clients. */
public enum Scope {
    MEMBER(List.of("plugin"), List.of("kafka.")),
    SINK(List.of("sink", "connector"), List.of("consumer.override.", "producer.override.")),
    SOURCE(List.of("source", "connector"), List.of("producer.override.", "consumer.override.")),
    WORKER(List.of("worker"), List.of("consumer.", "producer.", "")),
    SERVER(List.of("server"), List.of()),
    OTHER(List.of(), List.of());

    private final List<String> sections;
    private final List<String> clientPrefixes;

    Scope(List<String> sections, List<String> clientPrefixes) {
        this.sections = sections;
        this.clientPrefixes = clientPrefixes;
    }

    List<String> sections() {
        return sections;
    }

    List<String> clientPrefixes() {
        return clientPrefixes;
    }
}
