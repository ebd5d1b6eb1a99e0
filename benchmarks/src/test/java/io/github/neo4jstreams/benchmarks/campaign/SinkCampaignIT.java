package io.github.neo4jstreams.benchmarks.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Campaigns that are short enough for every build. */
@Timeout(900)
class SinkCampaignIT {

    @TempDir
    Path output;

    private Outcome run(long records, int faults, Set<String> kinds, boolean exactlyOnce) throws Exception {
        CampaignOptions options = new CampaignOptions(
                "sink", 20261126, records, faults, kinds, exactlyOnce, 500, Database.Kind.COMMUNITY);
        return new SinkCampaign(options, output).run();
    }

    @Test
    void nothingIsLostDoubledReorderedOrMisdirected() throws Exception {
        Outcome outcome = run(20_000, 8, Set.of(), true);

        assertThat(outcome.verdict().clean()).as(report(outcome)).isTrue();
        assertThat(outcome.verdict().records()).isEqualTo(20_000);
        assertThat(outcome.injections()).hasSize(8);
    }

    @Test
    void withoutExactlyOnceThereAreDuplicatesToBeFound() throws Exception {
        Outcome outcome = run(6_000, 2, Set.of("cut after commit"), false);

        assertThat(outcome.verdict().duplicated()).as(report(outcome)).isPositive();
        assertThat(outcome.verdict().lost()).isZero();
    }

    private static String report(Outcome outcome) {
        return TextReport.of(outcome) + outcome.lastLine();
    }
}
