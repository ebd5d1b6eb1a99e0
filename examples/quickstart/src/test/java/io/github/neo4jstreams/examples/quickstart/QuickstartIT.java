package io.github.neo4jstreams.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuickstartIT {

    @Test
    void everyEventIsInTheGraphAndEveryNewNodeInTheTopic() throws Exception {
        assertThat(Quickstart.run(600, 3)).isTrue();
    }
}
