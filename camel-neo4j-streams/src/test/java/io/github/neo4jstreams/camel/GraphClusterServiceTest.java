package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class GraphClusterServiceTest {

    private final GraphClusterService service = new GraphClusterService();

    @Test
    void itLooksThreeTimesALeaseUnlessToldOtherwise() {
        service.setLeaseDuration(3_000);
        assertThat(service.getRetryInterval()).isEqualTo(1_000);
        service.setRetryInterval(500);
        assertThat(service.getRetryInterval()).isEqualTo(500);
    }

    @Test
    void aLeaseOfLessThanASecondIsRefused() {
        service.setLeaseDuration(999);
        assertThatThrownBy(service::start)
                .hasStackTraceContaining("leaseDuration=999 must be 1000 ms at least: a shorter lease is lost");
    }

    @Test
    void looksWithoutAPauseAreRefused() {
        service.setRetryInterval(0);
        assertThatThrownBy(service::start).hasStackTraceContaining("retryInterval=0 must be 100 ms at least");
    }

    @Test
    void camelFindsTheBean() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            service.setCamelContext(context);
            assertThat(context.hasService(GraphClusterService.class)).isSameAs(service);
        }
    }
}
