package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.know.Secrets;
import io.github.neo4jstreams.migrate.read.Setting;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A topic with two strategies: two routes of one group would each get a part of its partitions, and the rest of each is lost. */
final class CrossedTopics {

    private CrossedTopics() {}

    /**
     * @param settings where the topics stand, by their names
     * @param routes   that read them, by the same names
     */
    static void refuse(Work work, Map<String, List<Setting>> settings, Map<String, List<Route>> routes, String before) {
        settings.forEach((name, all) -> {
            if (all.size() < 2) {
                return;
            }
            String topic = Secrets.printable(name.substring(name.indexOf('/') + 1));
            StringBuilder text = new StringBuilder(
                    "The topic " + topic + " has " + all.size() + " strategies, with which " + before
                            + ". None of its routes is started: decide for one, and delete autoStartup: false from its route");
            all.forEach(setting -> text.append('\n')
                    .append(setting.place())
                    .append("  ")
                    .append(Secrets.printable(setting.written())));
            work.findings.add(
                    Severity.HAND,
                    all.stream().map(Setting::place).toList(),
                    all.stream().map(Setting::written).distinct().collect(Collectors.joining(", ")),
                    text.toString());
            routes.get(name).forEach(route -> route.notStarted("the topic " + topic + " has several strategies"));
        });
    }
}
