package io.github.neo4jstreams.migrate.know;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of a key, or of all keys of a form.
 *
 * @param section whose key it is: plugin, connector, sink, source, worker, server or client
 * @param key     as it is written; {@code <topic>} and the like stand for names, brackets for what may be missing
 * @param means   what it did
 * @param becomes what becomes of it, why it is dropped, or what to do; for an option its name
 * @param initial the value without the key, or null
 * @param unit    of an option: {@code ms}, {@code duration}, or null for text
 * @param side    of a client's setting: consumer, producer, both or security
 * @param target  of a client's setting: the option of camel-kafka, or null
 * @param secret  whether the value must not be shown
 */
public record KeyEntry(
        String section,
        String key,
        Fate fate,
        String means,
        String becomes,
        String initial,
        String unit,
        String side,
        String target,
        boolean secret,
        List<Pattern> forms) {

    private static final Pattern PART = Pattern.compile("<(\\w+)>|\\[|\\]|[^<\\[\\]]+");

    static KeyEntry of(String section, Map<?, ?> fields) {
        String key = text(fields, "key");
        Fate fate = Fate.valueOf(text(fields, "fate").toUpperCase(java.util.Locale.ROOT));
        return new KeyEntry(
                section,
                key,
                fate,
                text(fields, "means"),
                text(fields, "becomes"),
                text(fields, "default"),
                text(fields, "unit"),
                text(fields, "of"),
                text(fields, "to"),
                "true".equals(text(fields, "secret")),
                forms(key));
    }

    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) == null ? null : fields.get(name).toString();
    }

    /** With the optional part first: the last {@code .to.} of a key is the one that names a database. */
    private static List<Pattern> forms(String key) {
        List<Pattern> forms = new ArrayList<>();
        if (key.contains("[")) {
            forms.add(form(key.replace("[", "").replace("]", "")));
            forms.add(form(key.replaceAll("\\[.*\\]", "")));
        } else {
            forms.add(form(key));
        }
        return List.copyOf(forms);
    }

    private static Pattern form(String key) {
        StringBuilder regex = new StringBuilder();
        Matcher parts = PART.matcher(key);
        while (parts.find()) {
            if (parts.group(1) == null) {
                regex.append(Pattern.quote(parts.group()));
            } else {
                regex.append(
                        switch (parts.group(1)) {
                            case "n" -> "(?<n>[0-9]+)";
                            case "db" -> "(?<db>[A-Za-z][A-Za-z0-9.-]*)";
                            case "topic" -> "(?<topic>.+)";
                            default -> "(?<name>.+)";
                        });
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Whether it is for all keys of a form. */
    public boolean isForm() {
        return key.contains("<") || key.contains("[");
    }

    /** How many characters of it are the same in all keys. */
    int literals() {
        return key.replaceAll("\\[.*\\]|<\\w+>", "").length();
    }

    /** The names in a key, by topic, db, n and name; nothing if it is none of these keys. */
    public Optional<Map<String, String>> match(String written) {
        for (Pattern form : forms) {
            Matcher matcher = form.matcher(written);
            if (matcher.matches()) {
                Map<String, String> names = new LinkedHashMap<>();
                for (String group : List.of("topic", "db", "n", "name")) {
                    if (form.pattern().contains("<" + group + ">")) {
                        names.put(group, matcher.group(group));
                    }
                }
                return Optional.of(names);
            }
        }
        return Optional.empty();
    }
}
