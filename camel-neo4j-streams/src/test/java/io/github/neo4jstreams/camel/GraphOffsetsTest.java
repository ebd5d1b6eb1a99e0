package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GraphOffsetsTest {

    @Test
    void theNameOfTheSinkIsRequired() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GraphOffsets().start())
                .withMessageContaining("The property 'sinkName' of the bean " + GraphOffsets.class.getName());
    }
}
