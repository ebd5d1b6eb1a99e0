package io.github.neo4jstreams.camel.monitor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of Micrometer's registries gets the meters; the class is loaded only where Micrometer is. */
final class MeterRegistries {

    private static final Logger LOG = LoggerFactory.getLogger(MeterRegistries.class);

    private MeterRegistries() {}

    /**
     * The one registry of the application; of several, Spring's primary one, which Spring Boot's composite is, or else the one
     * that is composed of all the others. Meters in more than that would be counted twice by those that it passes them on to.
     */
    static Optional<MeterRegistry> of(CamelContext context) {
        MeterRegistry single = context.getRegistry().findSingleByType(MeterRegistry.class);
        if (single != null) {
            return Optional.of(single);
        }
        Set<MeterRegistry> all = context.getRegistry().findByType(MeterRegistry.class);
        List<MeterRegistry> ofAll =
                all.stream().filter(registry -> isOfAll(registry, all)).toList();
        if (ofAll.size() == 1) {
            return Optional.of(ofAll.get(0));
        }
        if (!all.isEmpty()) {
            LOG.warn(
                    "Of {} beans of type MeterRegistry none is primary or a CompositeMeterRegistry of the others: none gets the"
                            + " meters of Neo4j. Make one so",
                    all.size());
        }
        return Optional.empty();
    }

    private static boolean isOfAll(MeterRegistry registry, Set<MeterRegistry> all) {
        return registry instanceof CompositeMeterRegistry composite
                && all.stream()
                        .allMatch(other ->
                                other == composite || composite.getRegistries().contains(other));
    }
}
