package io.github.neo4jstreams.pattern;

import java.util.Objects;

/**
 * A property and where its value comes from.
 *
 * @param target the property; its name in the graph is {@link PropertyPath#name()}
 * @param source the field of the message; the target itself unless the pattern says otherwise
 */
public record MappedProperty(PropertyPath target, PropertyPath source) {

    public MappedProperty {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(source, "source");
    }

    /** Whether the pattern reads the property from a field of another name. */
    public boolean isAlias() {
        return !source.equals(target);
    }

    @Override
    public String toString() {
        return isAlias() ? target + ": " + source : target.toString();
    }
}
