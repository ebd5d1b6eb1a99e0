package io.github.neo4jstreams.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@TestBed
class SharedServersIT {

    static Neo4jServer neo4j;

    KafkaServer kafka;

    @Test
    void shouldBeTheSameWhereverTheyAreInjected(Neo4jServer parameter) {
        assertThat(parameter).isSameAs(neo4j);
        assertThat(kafka).isNotNull();
    }

    @Nested
    class Inside {
        Neo4jServer inside;

        @Test
        void shouldBeTheSame(KafkaServer parameter) {
            assertThat(inside).isSameAs(neo4j);
            assertThat(parameter).isSameAs(kafka);
        }
    }
}
