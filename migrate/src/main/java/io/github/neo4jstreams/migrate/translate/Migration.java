package io.github.neo4jstreams.migrate.translate;

import java.util.List;

/**
 * All that was made of the settings.
 *
 * @param origins in the order of the files
 */
public record Migration(List<Route> routes, Properties properties, List<Finding> findings, List<Origin> origins) {

    public Migration {
        routes = List.copyOf(routes);
        findings = List.copyOf(findings);
        origins = List.copyOf(origins);
    }

    /** Whether somebody has to do something. */
    public boolean hasOpen() {
        return findings.stream().anyMatch(finding -> finding.severity().isOpen());
    }
}
