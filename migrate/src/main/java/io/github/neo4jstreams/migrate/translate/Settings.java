package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import io.github.neo4jstreams.migrate.read.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a source by their keys; of those that are there twice the last, as all of the old systems had it. */
final class Settings {

    private final Map<String, Setting> byKey = new LinkedHashMap<>();

    private Settings() {}

    static Settings of(Collection<Setting> settings) {
        Settings answer = new Settings();
        settings.forEach(setting -> answer.byKey.put(setting.key(), setting));
        return answer;
    }

    /** Says which keys are there twice. */
    static Settings of(Source source, Findings findings) {
        Map<String, List<Setting>> all = new LinkedHashMap<>();
        source.settings().forEach(setting -> all.computeIfAbsent(setting.key(), key -> new ArrayList<>())
                .add(setting));
        Settings answer = new Settings();
        all.forEach((key, same) -> {
            Setting last = same.get(same.size() - 1);
            answer.byKey.put(key, last);
            if (same.size() > 1) {
                boolean equal =
                        same.stream().allMatch(setting -> setting.value().equals(last.value()));
                StringBuilder text = new StringBuilder("is there " + same.size() + " times in " + source.name()
                        + (equal
                                ? ", with the same value"
                                : "; the last one counts, as it did: is it the one that is meant?"));
                if (!equal) {
                    same.forEach(setting -> text.append('\n')
                            .append(setting.place())
                            .append("  ")
                            .append(isKey(key) ? Secrets.shown(key, setting.value()) : "(not shown)"));
                }
                findings.add(
                        equal ? Severity.TRAP : Severity.HAND,
                        same.stream().map(Setting::place).toList(),
                        last.written(),
                        text.toString());
                same.subList(0, same.size() - 1).forEach(earlier -> findings.represents(last, earlier));
            }
        });
        return answer;
    }

    /** Whether it looks like one, so that its value is no line of something else. */
    private static boolean isKey(String key) {
        return key.matches("[\\w-]+([._][\\w-]+)*")
                && (key.contains(".") || key.equals("topics") || key.equals("name"));
    }

    Collection<Setting> all() {
        return byKey.values();
    }

    Setting get(String key) {
        return byKey.get(key);
    }

    boolean has(String key) {
        return byKey.containsKey(key);
    }

    /** A value without blanks around it and with Camel's placeholders for variables, if there is one. */
    Optional<String> value(String key) {
        return Optional.ofNullable(byKey.get(key)).map(Placeholders::value).filter(v -> !v.isEmpty());
    }

    /** The value of the first of these keys that has one. */
    Optional<String> value(String first, String second) {
        return value(first).or(() -> value(second));
    }
}
