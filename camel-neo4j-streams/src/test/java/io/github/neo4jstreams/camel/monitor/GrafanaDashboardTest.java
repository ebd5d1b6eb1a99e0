package io.github.neo4jstreams.camel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

/** What the dashboard of the docs asks Prometheus for is what an application has. */
class GrafanaDashboardTest {

    private static final Path DASHBOARD = Path.of("..", "docs", "grafana", "neo4j-streams.json");
    private static final Pattern METRIC = Pattern.compile("neo4j_streams_\\w+");
    private static final Pattern LABELS = Pattern.compile("by \\(([^)]*)\\)|\\{(\\w+)=|\\{\\{(\\w+)}}");

    private final String scraped = scrape();

    private static String scrape() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        DefaultCamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("meters", registry);
        SinkMonitor sink = SinkMonitor.of(context, "route", "people", "neo4j-streams:cypher");
        sink.written(1, 1, Duration.ofMillis(1));
        sink.rejected("message", new InvalidMessageException("no"));
        sink.retried(new ServiceUnavailableException("away"));
        SourceMonitor.of(context, "route", "people", "neo4j-streams:cdc");
        return registry.scrape();
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void asksForMetricsThatExist() throws IOException {
        JsonNode dashboard = new JsonMapper().readTree(DASHBOARD.toFile());
        Set<String> asked = metrics(String.join("\n", dashboard.findValuesAsText("expr")));

        assertThat(asked).hasSizeGreaterThan(5);
        assertThat(metrics(scraped)).containsAll(asked);
    }

    @Test
    void namesLabelsThatExist() throws IOException {
        JsonNode dashboard = new JsonMapper().readTree(DASHBOARD.toFile());
        Set<String> names = new TreeSet<>();
        for (String field : new String[] {"expr", "legendFormat"}) {
            for (String text : dashboard.findValuesAsText(field)) {
                Matcher matcher = LABELS.matcher(text);
                while (matcher.find()) {
                    for (int group = 1; group <= matcher.groupCount(); group++) {
                        if (matcher.group(group) != null) {
                            names.addAll(Set.of(matcher.group(group).split(", ")));
                        }
                    }
                }
            }
        }

        assertThat(names).contains("sink", "reason", "cause", "cursor", "outcome");
        assertThat(names).allSatisfy(name -> assertThat(scraped).contains(name + "=\""));
    }
}
