package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Place;
import io.github.neo4jstreams.migrate.read.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what is found, and knows which settings nothing was said about yet. Not thread-safe. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();
    private final Set<Setting> spokenOf = new LinkedHashSet<>();

    /** The same settings of other members, by the one that stands for them. */
    private final Map<Setting, List<Setting>> others = new HashMap<>();

    /** Says that a setting stands for others: what is said about it is said about them. */
    void represents(Setting setting, Setting other) {
        others.computeIfAbsent(setting, any -> new ArrayList<>()).add(other);
    }

    void add(Severity severity, Setting setting, String text) {
        Set<Setting> meant = new LinkedHashSet<>();
        collect(setting, meant);
        spokenOf.addAll(meant);
        List<Place> places = meant.stream().map(Setting::place).toList();
        all.add(new Finding(severity, places, Secrets.printable(setting.written()), text));
    }

    private void collect(Setting setting, Set<Setting> meant) {
        if (meant.add(setting)) {
            others.getOrDefault(setting, List.of()).forEach(other -> collect(other, meant));
        }
    }

    void add(Severity severity, List<Place> places, String key, String text) {
        all.add(new Finding(severity, places, key == null ? null : Secrets.printable(key), text));
    }

    /** About what nobody set. */
    void add(Severity severity, String text) {
        all.add(new Finding(severity, List.of(), null, text));
    }

    boolean spokenOf(Setting setting) {
        return spokenOf.contains(setting);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
