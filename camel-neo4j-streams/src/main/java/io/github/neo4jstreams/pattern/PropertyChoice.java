package io.github.neo4jstreams.pattern;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The braces of a selector: which properties are reported. Properties of the graph are not nested, so a dot is just part
 * of a name here: {@code address.city} and {@code `address.city`} are the same property.
 *
 * @param includes if there are any, only these
 * @param excludes if there are any, all but these; never together with includes
 */
public record PropertyChoice(Set<String> includes, Set<String> excludes) {

    /** Every property: no braces, or {@code {*}}. */
    public static final PropertyChoice ALL = new PropertyChoice(Set.of(), Set.of());

    public PropertyChoice {
        // not Set.copyOf, which forgets the order that the text had and the printed form should have
        includes = Collections.unmodifiableSet(new LinkedHashSet<>(includes));
        excludes = Collections.unmodifiableSet(new LinkedHashSet<>(excludes));
        if (!includes.isEmpty() && !excludes.isEmpty()) {
            throw new IllegalArgumentException("includes and exclusions are mutually exclusive");
        }
    }

    public boolean takes(String property) {
        return includes.isEmpty() ? !excludes.contains(property) : includes.contains(property);
    }

    /** What stands between the braces, with commas between; nothing for every property. */
    Stream<String> print() {
        if (excludes.isEmpty()) {
            return includes.stream().map(Names::printDotted);
        }
        return Stream.concat(excludes.stream().map(name -> "-" + Names.printDotted(name)), Stream.of("*"));
    }
}
