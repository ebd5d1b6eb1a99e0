package io.github.neo4jstreams.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class CallingRouteTest {

    @Test
    void isTheFirstThatCallsAKameletAndNotOneBehindIt() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    routeTemplate("inner").from("kamelet:source").to("mock:inner");
                    routeTemplate("outer").from("kamelet:source").to("kamelet:inner/two");
                    routeTemplate("ticks").from("direct:ticks").to("kamelet:sink");
                    from("direct:in").routeId("in").to("kamelet:outer/one");
                    from("kamelet:ticks/three").routeId("behind").to("mock:behind");
                }
            });
            context.start();
            assertThat(CallingRoute.of(context, "two")).isEqualTo("in");
            assertThat(CallingRoute.of(context, "one")).isEqualTo("in");
            assertThat(CallingRoute.of(context, "in")).isEqualTo("in");
            assertThat(CallingRoute.of(context, "three")).isEqualTo("three");
            assertThat(CallingRoute.of(context, "behind")).isEqualTo("behind");
            assertThat(CallingRoute.of(context, "none")).isEqualTo("none");
            assertThat(CallingRoute.of(context, null)).isNull();
        }
    }
}
