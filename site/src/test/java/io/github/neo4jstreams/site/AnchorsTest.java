package io.github.neo4jstreams.site;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

class AnchorsTest {

    private static Iterable<String> anchors(String markdown) {
        return Anchors.of(Parser.builder().build().parse(markdown)).values();
    }

    @Test
    void areLowerCaseWithHyphensAndWithoutPunctuation() {
        assertThat(anchors("## Kafka to Neo4j\n\n## In `to:`\n\n## What's new, and (maybe) old?\n\n## a-b_c – d"))
                .containsExactly("kafka-to-neo4j", "in-to", "whats-new-and-maybe-old", "a-b_c--d");
    }

    @Test
    void ofTheSameHeadingsAreNumbered() {
        assertThat(anchors("# Graph\n\n## Graph\n\n## Graph")).containsExactly("graph", "graph-1", "graph-2");
    }

    @Test
    void haveTheTextOfLinksAndNotTheirTargets() {
        assertThat(anchors("## [Values](values.md) *and* keys")).containsExactly("values-and-keys");
    }
}
