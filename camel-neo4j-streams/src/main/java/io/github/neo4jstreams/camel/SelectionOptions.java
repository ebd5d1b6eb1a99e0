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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options of cdc that say which changes it reports, and by which names: {@code select} and {@code select.NAME}. */
final class SelectionOptions {

    /** What may follow {@code select.NAME.}; the pattern stands at {@code select.NAME} itself. */
    private static final String OPERATIONS = "operations";

    private static final String CHANGES_TO = "changesTo";
    private static final String EXECUTING_USER = "executingUser";
    private static final String AUTHENTICATED_USER = "authenticatedUser";
    private static final String TX_METADATA = "txMetadata.";
    private static final String TOPIC = "topic";
    private static final Set<String> OF_SELECTOR =
            Set.of("", OPERATIONS, CHANGES_TO, EXECUTING_USER, AUTHENTICATED_USER, TOPIC);

    private final Neo4jStreamsEndpoint endpoint;

    /** By the selector's name, in the order of names: options that Camel holds have no order of their own. */
    private final Map<String, Map<String, Object>> named = new TreeMap<>();

    /** @throws IllegalArgumentException naming the option, the value and the cure */
    SelectionOptions(Neo4jStreamsEndpoint endpoint) {
        this.endpoint = endpoint;
        endpoint.getSelectors().forEach((option, value) -> {
            int dot = option.indexOf('.');
            String name = dot < 0 ? option : option.substring(0, dot);
            String field = dot < 0 ? "" : option.substring(dot + 1);
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
            named.computeIfAbsent(name, any -> new HashMap<>()).put(field, value);
        });
    }

    /** @throws IllegalArgumentException naming the option, the value and the cure */
    ChangeSelection selection() {
        if (named.isEmpty()) {
            return new ChangeSelection(List.of(unnamed()), ownWrites());
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

    private ChangeSelector unnamed() {
        return selector(
                null,
                "select",
                endpoint.getSelect(),
                "operations",
                endpoint.getOperations(),
                endpoint.getChangesTo(),
                endpoint.getExecutingUser(),
                endpoint.getAuthenticatedUser(),
                endpoint.getSelectTxMetadata());
    }

    private void refuseUnnamed() {
        Map<String, Object> unnamed = new TreeMap<>();
        unnamed.put("select", endpoint.getSelect());
        unnamed.put(OPERATIONS, endpoint.getOperations());
        unnamed.put(CHANGES_TO, endpoint.getChangesTo());
        unnamed.put(EXECUTING_USER, endpoint.getExecutingUser());
        unnamed.put(AUTHENTICATED_USER, endpoint.getAuthenticatedUser());
        unnamed.put(
                "selectTxMetadata", endpoint.getSelectTxMetadata().isEmpty() ? null : endpoint.getSelectTxMetadata());
        unnamed.forEach((option, value) -> {
            if (value != null) {
                throw new IllegalArgumentException(option + "=" + value + " stands beside select."
                        + named.keySet().iterator().next() + ": with selectors that have names, everything has; write "
                        + (option.equals("select") ? "select.NAME" : "select.NAME." + ofNamed(option)));
            }
        });
    }

    private static String ofNamed(String option) {
        return option.equals("selectTxMetadata") ? TX_METADATA + "KEY" : option;
    }

    private static ChangeSelector selector(String name, Map<String, Object> options) {
        String option = "select." + name;
        return selector(
                name,
                option,
                text(options, ""),
                option + "." + OPERATIONS,
                text(options, OPERATIONS),
                text(options, CHANGES_TO),
                text(options, EXECUTING_USER),
                text(options, AUTHENTICATED_USER),
                StrategyOptions.scalars(new HashMap<>(options), TX_METADATA));
    }

    private static String text(Map<String, Object> options, String field) {
        Object value = options.get(field);
        return value == null ? null : value.toString();
    }

    private static ChangeSelector selector(
            String name,
            String patternOption,
            String pattern,
            String operationsOption,
            String operations,
            String changesTo,
            String executingUser,
            String authenticatedUser,
            Map<String, Object> txMetadata) {
        try {
            return new ChangeSelector(
                    name,
                    pattern == null ? List.of() : Patterns.parseSelectors(pattern),
                    operations(operationsOption, operations),
                    words(changesTo),
                    executingUser,
                    authenticatedUser,
                    txMetadata);
        } catch (InvalidPatternException e) {
            throw new IllegalArgumentException(patternOption + ": " + e.getMessage(), e);
        }
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
