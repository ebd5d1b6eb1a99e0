package io.github.neo4jstreams.migrate.read;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads files of all kinds, each for what it is: by its name, and by what is in it. */
public final class InputReader {

    private static final Pattern VARIABLE =
            Pattern.compile("(?m)^\\s*(?:export\\s+)?(?:NEO4J|CONNECT|KAFKA|NEO4JLABS)_\\w+\\s*=");

    /** What a line of one of the configurations begins with, perhaps misspelled. */
    private static final Pattern KNOWN = Pattern.compile(
            "(?i)^(ne?o?4?j?[._])?(str?e?a?ms?|ka[fk]?[fk]?a?)[._]|^(dbms|server|db|neo4j|causal_clustering|initial|connector|key|value|plugin"
                    + "|bootstrap|group|offset|config|topics?|consumer|producer|errors|apoc|tasks)[._]|^topics?$");

    private InputReader() {}

    /** @return never null; what can't be read is among its problems */
    public static Input read(List<Path> files) {
        Input input = Input.empty();
        List<Source> members = new ArrayList<>();
        for (Path file : files) {
            String name = file.toString();
            Optional<String> text = FileText.of(file, name, input);
            if (text.isPresent()) {
                int before = input.sources().size();
                one(text.get(), name, input);
                for (Source source :
                        input.sources().subList(before, input.sources().size())) {
                    if (source.kind() == Source.Kind.MEMBER) {
                        members.add(source);
                    }
                }
            }
        }
        joinFilesOfAMember(members, input);
        return input;
    }

    /** For tests: a text as if it were a file of that name. */
    public static Input read(String name, byte[] bytes) {
        Input input = Input.empty();
        FileText.decode(bytes, name, input).ifPresent(text -> one(text, name, input));
        return input;
    }

    private static void one(String text, String name, Input input) {
        one(name, text, name, input);
    }

    /**
     * Reads a file that stands in another one.
     *
     * @param kind its own name, which says what it is
     * @param name of the file that it stands in
     */
    static void one(String kind, String text, String name, Input input) {
        int problems = input.problems().size();
        int sources = input.sources().size();
        String lower = kind.toLowerCase(Locale.ROOT);
        String start = text.stripLeading();
        boolean json = start.startsWith("{") || start.startsWith("[");
        if (lower.endsWith(".yml") || lower.endsWith(".yaml")) {
            YamlText.read(text, name, input);
            if (CurlText.isOne(text)) {
                // the command of a container
                CurlText.read(text, name, input);
            }
        } else if (!json && CurlText.isOne(text)) {
            CurlText.read(text, name, input);
        } else if (json || lower.endsWith(".json")) {
            JsonText.read(text, name, input);
        } else if (DockerText.isOne(text)) {
            DockerText.read(text, name, input);
        } else if (lower.endsWith(".env") || VARIABLE.matcher(text).find()) {
            Environment.sources(memberName(name), null, EnvText.parse(text, name, input), input);
        } else {
            properties(lower.matches(".*\\.(conf|properties)"), text, name, input);
        }
        if (input.sources().size() == sources && input.problems().size() == problems) {
            input.problem(new Place(name, 1), "has no settings in it");
        }
    }

    /** @param named whether the name of the file says what it is */
    private static void properties(boolean named, String text, String name, Input input) {
        List<Setting> settings = PropertiesText.parse(text, name, input).stream()
                .map(entry -> Setting.of(new Place(name, entry.line()), entry.key(), entry.value()))
                .toList();
        if (settings.isEmpty()) {
            return;
        }
        boolean connector = has(settings, "connector.class");
        long known = settings.stream()
                .filter(setting -> KNOWN.matcher(setting.key()).find())
                .count();
        // a script may have some such word at the beginning of a line
        if (!named && known * 2 < settings.size()) {
            // nothing of it is shown: a script may have anything in it
            input.problem(
                    new Place(name, 1),
                    "is no configuration that is known here: expected streams.conf, neo4j.conf, a connector, a compose file or a"
                            + " script with docker run -e or curl -d");
            return;
        }
        boolean worker =
                has(settings, "key.converter") || has(settings, "value.converter") || has(settings, "plugin.path");
        if (connector) {
            String called = settings.stream()
                    .filter(setting -> setting.key().equals("name") && !setting.isBlank())
                    .map(Setting::value)
                    .findFirst()
                    .orElse(JsonText.stem(name));
            input.add(new Source(Source.Kind.CONNECTOR, called, settings));
        } else {
            input.add(new Source(worker ? Source.Kind.WORKER : Source.Kind.MEMBER, memberName(name), settings));
        }
    }

    private static boolean has(List<Setting> settings, String key) {
        return settings.stream().anyMatch(setting -> setting.key().equals(key));
    }

    /** Files of several members have one name; their folders tell them apart. */
    private static String memberName(String file) {
        Path path = Path.of(file);
        Path folder = path.getParent();
        String stem = JsonText.stem(file);
        boolean usual = stem.equals("streams") || stem.equals("neo4j") || stem.isEmpty();
        if (!usual || folder == null || folder.getFileName() == null) {
            return stem;
        }
        // core1/conf/streams.conf
        if (folder.getFileName().toString().equals("conf")
                && folder.getParent() != null
                && folder.getParent().getFileName() != null) {
            folder = folder.getParent();
        }
        return folder.getFileName().toString();
    }

    /** streams.conf and neo4j.conf of one folder are those of one member. */
    private static void joinFilesOfAMember(List<Source> members, Input input) {
        Map<String, Source> byFolder = new LinkedHashMap<>();
        for (Source member : members) {
            String file = member.settings().get(0).place().file();
            String stem = JsonText.stem(file);
            if (!stem.equals("streams") && !stem.equals("neo4j")) {
                continue;
            }
            Path folder = Path.of(file).getParent();
            String key = folder == null ? "" : folder.toString();
            Source other = byFolder.get(key);
            boolean sameFile = other != null
                    && other.settings().stream()
                            .anyMatch(setting -> setting.place().file().equals(file));
            if (other == null || sameFile) {
                byFolder.put(key, member);
            } else {
                List<Setting> all = new ArrayList<>(other.settings());
                all.addAll(member.settings());
                Source joined = new Source(Source.Kind.MEMBER, other.name(), other.host(), all);
                input.sources().set(input.sources().indexOf(other), joined);
                input.sources().remove(member);
                byFolder.put(key, joined);
            }
        }
    }
}
