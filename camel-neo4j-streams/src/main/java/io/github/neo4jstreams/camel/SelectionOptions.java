package io.github.neo4jstreams.camel;

import io.github.neo4jstreams.event.Operation;
import io.github.neo4jstreams.graph.OwnWrites;
import io.github.neo4jstreams.pattern.InvalidPatternException;
import io.github.neo4jstreams.pattern.Patterns;
import io.github.neo4jstreams.source.ChangeSelection;
import io.github.neo4jstreams.source.ChangeSelector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options of cdc that say which changes it reports, and by which names: {@code select} and {@code select.NAME}. */
final class SelectionOptions {

    /** Stands at {@code select.NAME} itself; the others follow that. */
    private static final String PATTERN = "";

    private static final String OPERATIONS = "operations";

    private static final String CHANGES_TO = "changesTo";
    private static final String EXECUTING_USER = "executingUser";
    private static final String AUTHENTICATED_USER = "authenticatedUser";
    private static final String TX_METADATA = "txMetadata.";
    private static final String TOPIC = "topic";
    private static final Set<String> OF_SELECTOR =
            Set.of(PATTERN, OPERATIONS, CHANGES_TO, EXECUTING_USER, AUTHENTICATED_USER, TOPIC);

    private final Neo4jStreamsEndpoint endpoint;

    /** By the selector's name, in the order of names: options that Camel holds have no order of their own. */
    private final Map<String, Map<String, Object>> named = new TreeMap<>();

    /** @throws IllegalArgumentException naming the option, the value and the cure */
    SelectionOptions(Neo4jStreamsEndpoint endpoint) {
        this.endpoint = endpoint;
        endpoint.getSelectors().forEach((option, value) -> {
            int dot = option.indexOf('.');
            String name = dot < 0 ? option : option.substring(0, dot);
            String field = dot < 0 ? PATTERN : option.substring(dot + 1);
            if (!OF_SELECTOR.contains(field) && !field.startsWith(TX_METADATA)) {
                throw new IllegalArgumentException("There is no option 'select." + option + "': after select." + name
                        + " may follow "
                        + OF_SELECTOR.stream()
                                .filter(known -> !known.isEmpty())
                                .sorted()
                                .collect(Collectors.joining(", ."))
                                .transform(known -> "." + known)
                        + " or ." + TX_METADATA + "NAME");
            }
            named.computeIfAbsent(name, any -> new HashMap<>())
                    .put(field, field.startsWith(TX_METADATA) ? StrategyOptions.scalar(value) : value);
        });
    }

    /** @throws IllegalArgumentException naming the option, the value and the cure */
    ChangeSelection selection() {
        if (named.isEmpty()) {
            return new ChangeSelection(List.of(selector(null, unnamed())), ownWrites());
        }
        refuseUnnamed();
        List<ChangeSelector> selectors = new ArrayList<>();
        named.forEach((name, options) -> selectors.add(selector(name, options)));
        return new ChangeSelection(List.copyOf(selectors), ownWrites());
    }

    /** Where the changes of a named selector go, by its name. */
    Map<String, String> topics() {
        Map<String, String> topics = new HashMap<>();
        named.forEach((name, options) -> {
            String topic = text(options, TOPIC);
            if (topic != null && topic.isBlank()) {
                throw new IllegalArgumentException("select." + name + ".topic is blank");
            }
            if (topic != null) {
                topics.put(name, topic);
            }
        });
        return topics;
    }

    /** Those options without a name that are set, as if they followed one. */
    private Map<String, Object> unnamed() {
        Map<String, Object> options = new TreeMap<>();
        options.put(PATTERN, endpoint.getSelect());
        options.put(OPERATIONS, endpoint.getOperations());
        options.put(CHANGES_TO, endpoint.getChangesTo());
        options.put(EXECUTING_USER, endpoint.getExecutingUser());
        options.put(AUTHENTICATED_USER, endpoint.getAuthenticatedUser());
        endpoint.getSelectTxMetadata().forEach((key, value) -> options.put(TX_METADATA + key, value));
        options.values().removeIf(Objects::isNull);
        return options;
    }

    private void refuseUnnamed() {
        unnamed().forEach((field, value) -> {
            throw new IllegalArgumentException(option(null, field) + "=" + value + " stands beside select."
                    + named.keySet().iterator().next() + ": with selectors that have names, everything has; write "
                    + option("NAME", field));
        });
    }

    /** What the user calls it. */
    private static String option(String name, String field) {
        if (name != null) {
            return field.equals(PATTERN) ? "select." + name : "select." + name + "." + field;
        }
        return field.equals(PATTERN) ? "select" : field.replace(TX_METADATA, "selectTxMetadata.");
    }

    /** @param name null without one */
    private static ChangeSelector selector(String name, Map<String, Object> options) {
        String pattern = text(options, PATTERN);
        Map<String, Object> txMetadata = new LinkedHashMap<>();
        options.forEach((field, value) -> {
            if (field.startsWith(TX_METADATA)) {
                txMetadata.put(field.substring(TX_METADATA.length()), value);
            }
        });
        try {
            return new ChangeSelector(
                    name,
                    pattern == null ? List.of() : Patterns.parseSelectors(pattern),
                    operations(option(name, OPERATIONS), text(options, OPERATIONS)),
                    words(text(options, CHANGES_TO)),
                    text(options, EXECUTING_USER),
                    text(options, AUTHENTICATED_USER),
                    txMetadata);
        } catch (InvalidPatternException e) {
            throw new IllegalArgumentException(option(name, PATTERN) + ": " + e.getMessage(), e);
        }
    }

    private static String text(Map<String, Object> options, String field) {
        Object value = options.get(field);
        return value == null ? null : value.toString();
    }

    private static Set<Operation> operations(String option, String text) {
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        for (String word : words(text)) {
            operations.add(Stream.of(Operation.CREATE, Operation.UPDATE, Operation.DELETE)
                    .filter(operation -> operation.name().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            option + "=" + text + ": '" + word + "' is not create, update or delete")));
        }
        return operations;
    }

    private OwnWrites ownWrites() {
        Set<String> sinks = words(endpoint.getOwnSinks());
        if (!endpoint.isExcludeOwnWrites()) {
            if (!sinks.isEmpty()) {
                throw new IllegalArgumentException(
                        "ownSinks=" + endpoint.getOwnSinks() + " needs excludeOwnWrites=true");
            }
            return OwnWrites.NONE;
        }
        return new OwnWrites(true, sinks);
    }

    private static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        if (text != null) {
            Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(w -> !w.isEmpty())
                    .forEach(words::add);
        }
        return words;
    }
}
