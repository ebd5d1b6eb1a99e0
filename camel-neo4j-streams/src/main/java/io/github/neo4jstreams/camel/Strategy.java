package io.github.neo4jstreams.camel;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an endpoint does: the first word of its URI, and the options that mean something to it. */
enum Strategy {
    CYPHER(Set.of(), sinkOptions("query", "bindValueAs", "bindKeyAs", "bindHeaderAs", "bindTimestampAs")),
    PATTERN(Set.of(), sinkOptions("pattern", "mergeNodeProperties", "mergeRelationshipProperties")),
    CUD(Set.of(), sinkOptions("detachDeletes")),
    CDC_SCHEMA(Set.of(), sinkOptions()),
    CDC_SOURCE_ID(Set.of(), sinkOptions("labelName", "propertyName")),
    QUERY(
            Set.of(
                    "query",
                    "streamingProperty",
                    "keyProperty",
                    "cursorName",
                    "cursorRepository",
                    "startFrom",
                    "startFromValue",
                    "groupBy",
                    "maxMessagesPerPoll"),
            Set.of(
                    "query",
                    "accessMode",
                    "transactionMode",
                    "outputType",
                    "allowQueryFromMessage",
                    "param.",
                    "txMetadata.",
                    "exactlyOnce",
                    "sinkName",
                    "offsetLabel")),
    CDC(
            Set.of(
                    "select",
                    "select.",
                    "excludeOwnWrites",
                    "ownSinks",
                    "operations",
                    "changesTo",
                    "executingUser",
                    "authenticatedUser",
                    "selectTxMetadata.",
                    "keyFormat",
                    "valueFormat",
                    "tombstones",
                    "cursorName",
                    "cursorRepository",
                    "startFrom",
                    "startFromValue",
                    "onCursorLost",
                    "groupBy",
                    "maxMessagesPerPoll"),
            Set.of());

    private final Set<String> consumerOptions;
    private final Set<String> producerOptions;

    Strategy(Set<String> consumerOptions, Set<String> producerOptions) {
        this.consumerOptions = consumerOptions;
        this.producerOptions = producerOptions;
    }

    private static Set<String> sinkOptions(String... own) {
        Set<String> options = new HashSet<>(Set.of(
                "batchSize",
                "adaptiveBatches",
                "batchBytes",
                "batchTime",
                "parallelism",
                "readValueAs",
                "readKeyAs",
                "txMetadata.",
                "exactlyOnce",
                "sinkName",
                "offsetLabel",
                "onInvalid",
                "deadLetter",
                "deadLetterHeaderPrefix"));
        options.addAll(Arrays.asList(own));
        return options;
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static Strategy named(String name) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown strategy '" + name + "' in neo4j-streams:"
                        + name
                        + "; known are "
                        + Arrays.stream(values()).map(Strategy::toString).collect(Collectors.joining(", "))));
    }

    boolean consumes() {
        return !consumerOptions.isEmpty();
    }

    boolean produces() {
        return !producerOptions.isEmpty();
    }

    /**
     * Refuses an option that belongs to other strategies only: what has no effect must not look as if it had one.
     *
     * @throws IllegalArgumentException naming the option, and the strategies that know it
     */
    void refuseForeign(String option) {
        Set<String> knownBy = new TreeSet<>();
        for (Strategy strategy : values()) {
            if (strategy.knows(option)) {
                knownBy.add(strategy.toString());
            }
        }
        if (!knownBy.isEmpty() && !knows(option)) {
            throw new IllegalArgumentException("The option '" + option + "' means nothing to the strategy '" + this
                    + "'; it belongs to " + String.join(", ", knownBy));
        }
    }

    private boolean knows(String option) {
        int dot = option.indexOf('.');
        String name = dot < 0 ? option : option.substring(0, dot + 1);
        return consumerOptions.contains(name) || producerOptions.contains(name);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
