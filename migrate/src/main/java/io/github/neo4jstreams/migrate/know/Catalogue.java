package io.github.neo4jstreams.migrate.know;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The table of keys, {@code keys.yaml}. Immutable. */
public final class Catalogue {

    private static final String TABLE = "keys.yaml";

    private final Map<String, List<KeyEntry>> sections = new LinkedHashMap<>();

    private Catalogue() {}

    /** The table, which is read once. */
    public static Catalogue load() {
        return Once.CATALOGUE;
    }

    private static final class Once {
        private static final Catalogue CATALOGUE = read();
    }

    private static Catalogue read() {
        Catalogue catalogue = new Catalogue();
        try (InputStream table = Catalogue.class.getResourceAsStream(TABLE)) {
            Map<?, ?> written = new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(new InputStreamReader(table, StandardCharsets.UTF_8));
            written.forEach((section, entries) -> catalogue.sections.put(
                    section.toString(),
                    ((List<?>) entries)
                            .stream()
                                    .map(entry -> KeyEntry.of(section.toString(), (Map<?, ?>) entry))
                                    .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return catalogue;
    }

    /** All entries, in the order of the table. */
    public List<KeyEntry> entries() {
        return sections.values().stream().flatMap(List::stream).toList();
    }

    /** What is known of a key in a system: what is written out wins over forms, and Kafka's clients over forms of any name. */
    public Optional<Known> find(Scope scope, String key) {
        for (String section : scope.sections()) {
            for (KeyEntry entry : sections.get(section)) {
                if (!entry.isForm() && entry.key().equals(key)) {
                    return Optional.of(new Known(entry, Map.of(), ""));
                }
            }
        }
        Optional<Known> client = client(scope, key);
        if (client.isPresent()) {
            return client;
        }
        // the one that says most about the key: a topic's name could be any end of it
        return scope.sections().stream()
                .flatMap(section -> sections.get(section).stream())
                .filter(entry -> entry.isForm() && !isPrefixOfClients(scope, entry))
                .filter(entry -> entry.match(key).isPresent())
                .max(Comparator.comparingInt(KeyEntry::literals))
                .map(entry -> new Known(entry, entry.match(key).get(), ""));
    }

    /** {@code consumer.override.<name>} is only there to be explained: the name must be known. */
    private static boolean isPrefixOfClients(Scope scope, KeyEntry entry) {
        return scope.clientPrefixes().stream()
                .anyMatch(prefix -> !prefix.isEmpty() && entry.key().equals(prefix + "<name>"));
    }

    private Optional<Known> client(Scope scope, String key) {
        for (String prefix : scope.clientPrefixes()) {
            if (key.startsWith(prefix)) {
                String name = key.substring(prefix.length());
                for (KeyEntry entry : sections.get("client")) {
                    if (entry.key().equals(name)) {
                        return Optional.of(new Known(entry, Map.of(), prefix));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The known key that is most like one that isn't; nothing if none is. */
    public Optional<String> nearest(Scope scope, String key) {
        Set<String> candidates = new TreeSet<>();
        for (String section : scope.sections()) {
            for (KeyEntry entry : sections.get(section)) {
                if (!entry.key().contains("<name>") && !isPrefixOfClients(scope, entry)) {
                    candidates.add(plain(entry.key(), key));
                }
            }
        }
        for (String prefix : scope.clientPrefixes()) {
            sections.get("client").forEach(entry -> candidates.add(prefix + entry.key()));
        }
        return candidates.stream()
                .min(Comparator.comparingInt((String candidate) -> distance(candidate, key))
                        .thenComparing(c -> c))
                .filter(candidate -> distance(candidate, key) <= Math.max(3, key.length() / 3));
    }

    private static int distance(String candidate, String key) {
        return EditDistance.between(
                candidate.toLowerCase(Locale.ROOT).replace('_', '.'),
                key.toLowerCase(Locale.ROOT).replace('_', '.'));
    }

    /** A form with the names of the key in question, as far as they can be told: the last part of it. */
    private static String plain(String form, String key) {
        String plain = form.replaceAll("\\[.*\\]", "");
        int name = plain.indexOf('<');
        if (name < 0) {
            return plain;
        }
        String end = key.substring(key.lastIndexOf('.') + 1);
        String last = end.isEmpty() ? "TOPIC" : end;
        return plain.substring(0, name)
                + (plain.indexOf('>') == plain.length() - 1 ? last : "x" + plain.substring(plain.indexOf('>') + 1));
    }

    /** The keys that begin so. */
    public List<Known> beginning(String prefix) {
        String start = prefix.endsWith(".") ? prefix : prefix + ".";
        return entries().stream()
                .filter(entry -> entry.key().startsWith(start))
                .map(entry -> new Known(entry, Map.of(), ""))
                .toList();
    }

    /** Every entry that is for a key, in whatever system, or that speaks of it by its form. */
    public List<Known> explain(String key) {
        List<Known> answers = new ArrayList<>();
        for (KeyEntry entry : entries()) {
            if (entry.key().equals(key)) {
                answers.add(new Known(entry, Map.of(), ""));
            }
        }
        if (answers.isEmpty()) {
            for (Scope scope : List.of(Scope.MEMBER, Scope.SINK, Scope.SOURCE, Scope.WORKER, Scope.SERVER)) {
                find(scope, key)
                        .filter(known -> !known.entry().key().equals("<name>"))
                        .filter(known -> answers.stream().noneMatch(other -> other.entry() == known.entry()))
                        .ifPresent(answers::add);
            }
        }
        return answers;
    }
}
