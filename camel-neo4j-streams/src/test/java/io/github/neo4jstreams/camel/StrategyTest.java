package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategyTest {

    @Nested
    class Names {

        @ParameterizedTest
        @EnumSource
        void findTheirStrategy(Strategy strategy) {
            assertThat(Strategy.named(strategy.toString())).isEqualTo(strategy);
            assertThat(strategy.toString()).matches("[a-z-]+");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "CYPHER", "cyper", "cdc "})
        void thatAreUnknownAreRefusedWithTheKnownOnes(String name) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Strategy.named(name))
                    .withMessageContaining("'" + name + "'")
                    .withMessageContaining("known are cypher, pattern, cud, cdc-schema, cdc-source-id, query, cdc");
        }
    }

    @Test
    void everyStrategyHasAtLeastOneSide() {
        assertThat(Strategy.values()).allMatch(strategy -> strategy.consumes() || strategy.produces());
        assertThat(Strategy.CYPHER.consumes()).isFalse();
        assertThat(Strategy.CDC.produces()).isFalse();
        assertThat(Strategy.QUERY.consumes() && Strategy.QUERY.produces()).isTrue();
    }

    @Nested
    class Options {

        @ParameterizedTest
        @CsvSource({
            "CYPHER, streamingProperty, query",
            "CYPHER, select, cdc",
            "CYPHER, param.limit, query",
            "QUERY, batchSize, 'cdc-schema, cdc-source-id, cud, cypher, pattern'",
            "CUD, pattern, pattern",
            "CDC_SCHEMA, labelName, cdc-source-id",
            "QUERY, onCursorLost, cdc",
            "CDC, query, 'cypher, query'",
            "CDC, txMetadata.app, 'cdc-schema, cdc-source-id, cud, cypher, pattern, query'"
        })
        void ofOtherStrategiesAreRefusedWithTheStrategiesThatKnowThem(Strategy strategy, String option, String owners) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> strategy.refuseForeign(option))
                    .withMessage("The option '" + option + "' means nothing to the strategy '" + strategy
                            + "'; it belongs to " + owners);
        }

        @ParameterizedTest
        @CsvSource({
            "CYPHER, batchSize",
            "CYPHER, txMetadata.app",
            "CYPHER, serverUri",
            "QUERY, param.limit",
            "CDC, selectTxMetadata.app",
            "CDC, delay"
        })
        void ofItsOwnAndOfEverybodyAreTaken(Strategy strategy, String option) {
            assertThatNoException().isThrownBy(() -> strategy.refuseForeign(option));
        }
    }
}
