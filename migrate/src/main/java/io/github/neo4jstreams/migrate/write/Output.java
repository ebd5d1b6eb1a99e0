package io.github.neo4jstreams.migrate.write;

import io.github.neo4jstreams.migrate.read.Note;
import io.github.neo4jstreams.migrate.translate.Migration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files that are made: routes, properties, report and plan. Immutable. */
public final class Output {

    private final Map<String, String> files = new LinkedHashMap<>();
    private final String report;
    private final String plan;
    private final String open;

    private Output(Migration migration, List<Note> problems) {
        report = Report.text(migration, problems);
        plan = Plan.text(migration);
        open = migration.findings().stream()
                .filter(finding -> finding.severity().isOpen())
                .distinct()
                .map(Report::line)
                .collect(Collectors.joining("\n"));
        migration.routes().forEach(route -> files.put(RouteFile.name(route), RouteFile.text(route)));
        files.put(PropertiesFile.NAME, PropertiesFile.text(migration.properties()));
        files.put(Report.NAME, report);
        files.put(Plan.NAME, plan);
    }

    /** @param problems what could not be read, for the report */
    public static Output of(Migration migration, List<Note> problems) {
        return new Output(migration, problems);
    }

    /** What is said about every key. */
    public String report() {
        return report;
    }

    /** How to change over. */
    public String plan() {
        return plan;
    }

    /** What the user must do, one line for each; empty if there is nothing. */
    public String open() {
        return open;
    }

    /** Texts by their names in the folder. */
    public Map<String, String> files() {
        return Map.copyOf(files);
    }

    /** A file of the folder that would be overwritten, or null. */
    public Path inTheWay(Path folder) {
        for (String name : files.keySet()) {
            if (Files.exists(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        // a route of an earlier run would run beside the new ones
        Path routes = folder.resolve("routes");
        if (Files.isDirectory(routes)) {
            try (var list = Files.list(routes)) {
                return list.findFirst().orElse(null);
            } catch (IOException e) {
                return routes;
            }
        }
        return null;
    }

    /** Routes of an earlier run, which would run beside those of this one. */
    public List<Path> outdated(Path folder) throws IOException {
        Path routes = folder.resolve("routes");
        if (!Files.isDirectory(routes)) {
            return List.of();
        }
        try (var list = Files.list(routes)) {
            List<Path> outdated = new ArrayList<>();
            for (Path path : list.sorted().toList()) {
                // what somebody else has put there is nothing to delete
                if (!files.containsKey("routes/" + path.getFileName()) && RouteFile.isOurs(path)) {
                    outdated.add(path);
                }
            }
            return outdated;
        }
    }

    /** Writes all files, over those that are there, and deletes the routes of an earlier run. */
    public void write(Path folder) throws IOException {
        for (Path route : outdated(folder)) {
            Files.delete(route);
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
        }
    }
}
