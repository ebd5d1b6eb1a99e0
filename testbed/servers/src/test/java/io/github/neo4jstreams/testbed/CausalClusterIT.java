package io.github.neo4jstreams.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.exceptions.Neo4jException;

@TestBed
class CausalClusterIT {

    static CausalCluster cluster;

    @Test
    void shouldElectAnotherLeaderWhenTheLeaderDies() {
        cluster.wipe();
        CausalCluster.Member first = cluster.leader();
        assertThat(cluster.followers()).hasSize(2).doesNotContain(first);
        cluster.execute("CREATE CONSTRAINT ON (k:Kept) ASSERT k.id IS UNIQUE");
        cluster.execute("CREATE (:Kept {id: 1})");
        assertThatThrownBy(() -> cluster.followers().get(0).execute("CREATE (:Kept {id: 2})", Map.of()))
                .isInstanceOf(Neo4jException.class);

        first.kill();
        CausalCluster.Member second = cluster.awaitLeader(Duration.ofSeconds(60));

        assertThat(second).isNotEqualTo(first);
        assertThat(first.role()).isEqualTo(CausalCluster.Role.UNREACHABLE);
        cluster.execute("CREATE (:Kept {id: 3})");
        assertThat(second.execute("MATCH (k:Kept) RETURN collect(k.id) AS ids", Map.of())
                        .toString())
                .contains("1")
                .contains("3");

        cluster.heal();
        assertThat(cluster.followers()).hasSize(2);
        cluster.wipe();
    }
}
