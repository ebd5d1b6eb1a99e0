package io.github.neo4jstreams.camel.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.PropertyConfigurerGetter;

/** The options that may follow the {@code ?} of an endpoint URI, and which of them are text: as Camel's plugin found them. */
public final class KnownOptions {

    /** What Camel takes from any endpoint URI, and no endpoint declares. */
    private static final Set<String> OF_EVERY_ENDPOINT = Set.of("autowiredEnabled", "hash");

    private final String scheme;
    private final Set<String> names;
    private final Set<String> texts;
    private final Collection<String> prefixes;

    /**
     * @param generatedFactory knows the options' names and prefixes
     * @param generatedConfigurer knows their types, and not those options that are the URI's path
     */
    public KnownOptions(
            String scheme, EndpointUriFactory generatedFactory, PropertyConfigurerGetter generatedConfigurer) {
        this.scheme = scheme;
        this.prefixes = generatedFactory.multiValuePrefixes().values();
        this.texts = generatedFactory.propertyNames().stream()
                .filter(name -> generatedConfigurer.getOptionType(name, false) == String.class)
                .collect(Collectors.toUnmodifiableSet());
        this.names = Stream.concat(
                        OF_EVERY_ENDPOINT.stream(),
                        generatedFactory.propertyNames().stream()
                                .filter(name -> generatedConfigurer.getOptionType(name, false) != null))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private KnownOptions(String scheme, Set<String> names, Set<String> texts) {
        this.scheme = scheme;
        this.names = names;
        this.texts = texts;
        this.prefixes = Set.of();
    }

    /**
     * The parameters of one of our Kamelets. Those that are named like an option are handed on to it.
     *
     * @param kamelet its name
     * @param parameters that it declares
     * @param ofEveryKamelet what Camel takes from the URI of any Kamelet
     */
    KnownOptions ofKamelet(String kamelet, Collection<String> parameters, Collection<String> ofEveryKamelet) {
        Set<String> all = new TreeSet<>(parameters);
        Set<String> handedOn = texts.stream().filter(all::contains).collect(Collectors.toUnmodifiableSet());
        all.addAll(ofEveryKamelet);
        return new KnownOptions("kamelet:" + kamelet, all, handedOn);
    }

    String scheme() {
        return scheme;
    }

    boolean contains(String name) {
        return names.contains(name) || isPrefixed(name);
    }

    /** All options of type text; those with a prefix have no end. */
    Set<String> texts() {
        return texts;
    }

    boolean isText(String name) {
        return texts.contains(name) || isPrefixed(name);
    }

    /** Whether this is one of many values, {@code param.limit}. */
    boolean isPrefixed(String name) {
        return prefixes.stream()
                .filter(name::startsWith)
                .map(prefix -> name.substring(prefix.length()))
                .anyMatch(KnownOptions::isName);
    }

    static boolean isName(String text) {
        return !text.isEmpty()
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    }

    /** @throws IllegalArgumentException naming the option, and the one that may have been meant */
    public void refuseUnknown(String name) {
        if (!contains(name)) {
            throw new IllegalArgumentException(scheme + ": " + unknown(name));
        }
    }

    String unknown(String name) {
        return "there is no option '" + name + "'"
                + nearest(name).map(known -> " (did you mean '" + known + "'?)").orElse("");
    }

    /** The known name that at most two slips of the keyboard are between, for names long enough to tell. */
    Optional<String> nearest(String name) {
        int dot = name.indexOf('.');
        String begin = dot < 0 ? name : name.substring(0, dot + 1);
        if (begin.length() < 4) {
            return Optional.empty();
        }
        return Stream.concat(names.stream(), prefixes.stream())
                .filter(known -> begin.equalsIgnoreCase(known) || distance(begin, known) <= 2)
                .min(Comparator.comparingInt((String known) -> distance(begin, known))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
