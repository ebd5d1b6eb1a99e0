package io.github.neo4jstreams.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageAddressTest {

    @Test
    void aPortIsForThisMachineOnly() {
        assertThat(PageAddress.parse("8099")).isEqualTo(new PageAddress("localhost", 8099));
        assertThat(PageAddress.parse("0")).isEqualTo(new PageAddress("localhost", 0));
    }

    @Test
    void aHostMayBeNamed() {
        assertThat(PageAddress.parse("0.0.0.0:8099")).isEqualTo(new PageAddress("0.0.0.0", 8099));
        assertThat(PageAddress.parse("[::1]:8099")).isEqualTo(new PageAddress("[::1]", 8099));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "65536", "localhost", "a:b:1", ":8099", "localhost:", "http://localhost:8099"})
    void anythingElseIsNamedWithACure(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageAddress.parse(text))
                .withMessageStartingWith("neo4j-streams.page=" + text + ": write the port");
    }
}
