package io.github.neo4jstreams.sink.pattern;

import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.pattern.MappedProperty;
import io.github.neo4jstreams.pattern.PropertyMapping;
import io.github.neo4jstreams.pattern.PropertyPath;
import io.github.neo4jstreams.sink.StoredProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The braces of a pattern, ready to be applied to messages. Immutable. */
final class Mapping {

    private record Property(String name, Source source, String written) {
        static Property of(MappedProperty mapped) {
            return new Property(
                    mapped.target().name(),
                    Source.of(mapped.source()),
                    mapped.source().name());
        }
    }

    private final List<Property> keys;
    private final List<Property> includes;
    private final boolean rest;
    /** Fields of the value that {@code *} leaves out, with all below them. */
    private final Set<String> taken;

    private Mapping(List<Property> keys, List<Property> includes, boolean rest, Set<String> taken) {
        this.keys = keys;
        this.includes = includes;
        this.rest = rest;
        this.taken = taken;
    }

    /** @param others mappings of the same pattern, which use fields up as well */
    static Mapping of(PropertyMapping mapping, PropertyMapping... others) {
        Set<String> taken = new HashSet<>();
        mapping.excludes().stream().map(PropertyPath::name).forEach(taken::add);
        addSources(taken, mapping);
        for (PropertyMapping other : others) {
            addSources(taken, other);
        }
        return new Mapping(
                mapping.keys().stream()
                        .map(Property::of)
                        .sorted(Comparator.comparing(Property::name))
                        .toList(),
                mapping.includes().stream().map(Property::of).toList(),
                mapping.rest(),
                taken);
    }

    private static void addSources(Set<String> taken, PropertyMapping mapping) {
        for (Collection<MappedProperty> properties : List.of(mapping.keys(), mapping.includes())) {
            for (MappedProperty property : properties) {
                Source source = Source.of(property.source());
                if (source.isInValue()) {
                    taken.add(source.name());
                }
            }
        }
    }

    List<String> keyNames() {
        return keys.stream().map(Property::name).toList();
    }

    boolean hasIncludes() {
        return !includes.isEmpty();
    }

    /** The values of the keys, by their names a to z. */
    List<Object> keys(Fields fields) {
        List<Object> values = new ArrayList<>(keys.size());
        for (Property key : keys) {
            Object value = fields.key(key.source());
            if (value == Fields.MISSING) {
                throw new InvalidMessageException("the key '" + key.written()
                        + "' is missing: it is neither in the value" + " nor in the key of the message");
            }
            values.add(StoredProperties.key(key.written(), value));
        }
        return values;
    }

    /** What isn't a key. */
    Map<String, Object> properties(Fields fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (rest) {
            flatten(fields.value(), "", properties, taken);
            // what the pattern names wins over a field that happens to have the name
            keys.forEach(key -> properties.remove(key.name()));
        }
        for (Property include : includes) {
            Object value = fields.include(include.source());
            if (value instanceof Map<?, ?> map && !StoredProperties.isValue(map)) {
                Map<String, Object> below = new LinkedHashMap<>();
                flatten(map, include.name() + ".", below, Set.of());
                properties.putAll(below);
            } else if (value != Fields.MISSING) {
                properties.put(include.name(), StoredProperties.value(include.name(), value));
            }
        }
        return properties;
    }

    /** The properties with the keys among them, for something that is to have no others. */
    Map<String, Object> allProperties(Fields fields, List<Object> keyValues) {
        Map<String, Object> properties = properties(fields);
        for (int i = 0; i < keys.size(); i++) {
            properties.put(keys.get(i).name(), keyValues.get(i));
        }
        return properties;
    }

    private static void flatten(Map<?, ?> map, String prefix, Map<String, Object> properties, Set<String> without) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String field = StoredProperties.name("the message", entry.getKey());
            // most are not nested, and keep the text whose hash is known
            String name = prefix.isEmpty() ? field : prefix + field;
            if (without.contains(name)) {
                continue;
            }
            if (entry.getValue() instanceof Map<?, ?> below && !StoredProperties.isValue(below)) {
                flatten(below, name + ".", properties, without);
            } else if (properties.put(name, StoredProperties.value(name, entry.getValue())) != null) {
                throw new InvalidMessageException("the property '" + name
                        + "' is in the message twice, once as a nested" + " field and once with dots in its name");
            }
        }
    }
}
