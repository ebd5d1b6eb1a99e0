package io.github.neo4jstreams.routes;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How much a {@link KafkaReader} reads, and from where.
 *
 * @param timeout    milliseconds to listen
 * @param maxRecords most records
 * @param partitions where to begin in which partitions; empty for all, and where the group is
 * @param from       where a group begins that has no position: {@code earliest} or {@code latest}
 * @param commit     whether positions are committed
 */
record ReadBounds(long timeout, int maxRecords, SortedMap<Integer, Long> partitions, String from, boolean commit) {

    private static final Pattern PARTITION = Pattern.compile("\\s*(\\d{1,9})\\s*:\\s*(\\d{1,18})\\s*");

    /** @throws IllegalArgumentException naming the option, the value and what is allowed */
    ReadBounds {
        if (timeout < 1) {
            throw new IllegalArgumentException("timeout=" + timeout + " must be 1 at least: milliseconds to listen");
        }
        if (maxRecords < 1) {
            throw new IllegalArgumentException(
                    "maxRecords=" + maxRecords + " must be 1 at least: what is read at once must fit into memory");
        }
        if (!"earliest".equals(from) && !"latest".equals(from)) {
            throw new IllegalArgumentException("from=" + from + " must be earliest or latest");
        }
        partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
    }

    /**
     * For one call, with what it wants to be different.
     *
     * @param call options by their names, as the configuration of {@code streams.consume}
     * @throws IllegalArgumentException naming the option, the value and what is allowed
     */
    ReadBounds with(Map<?, ?> call) {
        ReadBounds bounds = this;
        for (Map.Entry<?, ?> option : call.entrySet()) {
            bounds = bounds.with(String.valueOf(option.getKey()), option.getValue());
        }
        if (bounds.maxRecords > maxRecords) {
            throw new IllegalArgumentException("maxRecords=" + bounds.maxRecords + " must be " + maxRecords
                    + " at most, which is what the bean says: they are written in one transaction");
        }
        return bounds;
    }

    private ReadBounds with(String option, Object value) {
        return switch (option) {
            case "timeout" -> new ReadBounds(number(option, value), maxRecords, partitions, from, commit);
            case "maxRecords" -> new ReadBounds(timeout, count(value), partitions, from, commit);
            case "partitions" -> new ReadBounds(timeout, maxRecords, partitions(value), from, commit);
            case "from" -> new ReadBounds(timeout, maxRecords, partitions, String.valueOf(value), commit);
            case "commit" -> new ReadBounds(timeout, maxRecords, partitions, from, bool(value));
            default ->
                throw new IllegalArgumentException("A call has no option '" + option
                        + "': it has timeout, maxRecords, partitions, from and commit");
        };
    }

    private static int count(Object value) {
        return (int) Math.min(number("maxRecords", value), Integer.MAX_VALUE);
    }

    private static long number(String option, Object value) {
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        throw new IllegalArgumentException(option + "=" + value + " must be a whole number");
    }

    private static boolean bool(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw new IllegalArgumentException("commit=" + value + " must be true or false");
    }

    /** Text like {@code 0:100,1:200}, or a list of maps with {@code partition} and {@code offset}. */
    static SortedMap<Integer, Long> partitions(Object value) {
        SortedMap<Integer, Long> partitions = new TreeMap<>();
        if (value instanceof Collection<?> list) {
            for (Object element : list) {
                if (!(element instanceof Map<?, ?> map) || map.size() != 2) {
                    throw noPartitions(value);
                }
                // both in digits, so that text and numbers are judged alike
                put(partitions, map.get("partition") + ":" + map.get("offset"), value);
            }
        } else if (value instanceof String text) {
            if (!text.isBlank()) {
                for (String part : text.split(",", -1)) {
                    put(partitions, part, value);
                }
            }
        } else if (value != null) {
            throw noPartitions(value);
        }
        return partitions;
    }

    private static void put(SortedMap<Integer, Long> partitions, String part, Object value) {
        Matcher matcher = PARTITION.matcher(part);
        if (!matcher.matches()
                || partitions.put(Integer.valueOf(matcher.group(1)), Long.valueOf(matcher.group(2))) != null) {
            throw noPartitions(value);
        }
    }

    private static IllegalArgumentException noPartitions(Object value) {
        return new IllegalArgumentException("partitions=" + value
                + " must be partitions and offsets like 0:100,1:200, or a list of maps with partition and offset,"
                + " each partition once");
    }

    /** In the form of the option {@code partitions}. */
    static String print(SortedMap<Integer, Long> offsets) {
        return offsets.entrySet().stream()
                .map(offset -> offset.getKey() + ":" + offset.getValue())
                .collect(Collectors.joining(","));
    }
}
