package io.github.neo4jstreams.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.neo4jstreams.camel.GraphIdempotentRepository;
import io.github.neo4jstreams.camel.Neo4jStreamsComponent;
import io.github.neo4jstreams.testbed.Neo4jServer;
import io.github.neo4jstreams.testbed.TestBed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of messages in the graph. */
@TestBed
class IdempotentRepositoryIT {

    static Neo4jServer neo4j;

    private final List<GraphIdempotentRepository> started = new ArrayList<>();
    private DefaultCamelContext context;

    @BeforeEach
    void start() {
        neo4j.wipe();
        Neo4jStreamsComponent component = new Neo4jStreamsComponent();
        component.getConfiguration().setDriver(neo4j.driver());
        context = new DefaultCamelContext();
        context.addComponent("neo4j-streams", component);
        context.start();
    }

    @AfterEach
    void stop() {
        started.forEach(GraphIdempotentRepository::stop);
        context.stop();
    }

    private GraphIdempotentRepository repository(String name, long claimTimeout) {
        GraphIdempotentRepository repository = new GraphIdempotentRepository();
        repository.setCamelContext(context);
        repository.setRepositoryName(name);
        repository.setClaimTimeout(claimTimeout);
        repository.start();
        started.add(repository);
        return repository;
    }

    @Test
    void aKeyIsNewOnce() {
        GraphIdempotentRepository repository = repository("orders", 0);

        assertThat(repository.contains("k")).isFalse();
        assertThat(repository.add("k")).isTrue();
        assertThat(repository.add("k")).isFalse();
        assertThat(repository.contains("k")).isTrue();
        assertThat(repository.confirm("k")).isTrue();
        assertThat(repository.add("k")).isFalse();
        assertThat(repository("invoices", 0).add("k")).isTrue();
    }

    @Test
    void aKeyThatIsRemovedIsNewAgain() {
        GraphIdempotentRepository repository = repository("orders", 0);
        repository.add("k");

        assertThat(repository.remove("k")).isTrue();
        assertThat(repository.remove("k")).isFalse();
        assertThat(repository.add("k")).isTrue();
    }

    @Test
    void whatAnotherProcessHasConfirmedIsADuplicateAndWhatItHasOnlyClaimedIsNot() {
        GraphIdempotentRepository killed = repository("orders", 0);
        killed.add("claimed");
        killed.add("confirmed");
        killed.confirm("confirmed");

        GraphIdempotentRepository another = repository("orders", 0);

        assertThat(another.contains("claimed")).isFalse();
        assertThat(another.add("claimed")).isTrue();
        assertThat(another.add("confirmed")).isFalse();
        assertThat(repository("orders", 3_600_000).add("claimed")).isFalse();
    }

    @Test
    void ofManyAtTheSameTimeOneHasTheKey() {
        GraphIdempotentRepository repository = repository("orders", 0);

        List<CompletableFuture<Boolean>> claims = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> repository.add("k")))
                .toList();

        assertThat(claims.stream().filter(CompletableFuture::join)).hasSize(1);
    }

    @Test
    void clearForgetsTheKeysOfOneRepository() {
        GraphIdempotentRepository orders = repository("orders", 0);
        GraphIdempotentRepository invoices = repository("invoices", 0);
        orders.add("k");
        invoices.add("k");

        orders.clear();

        assertThat(orders.add("k")).isTrue();
        assertThat(invoices.add("k")).isFalse();
    }

    @Test
    void aRouteDoesEachMessageOnce() throws Exception {
        GraphIdempotentRepository repository = repository("orders", 0);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:orders")
                        .idempotentConsumer(header("id"), repository)
                        .to("neo4j-streams:query?query=RAW(CREATE (:Order {id: $id}))");
            }
        });
        for (int id : new int[] {1, 2, 1, 2, 3}) {
            context.createProducerTemplate()
                    .sendBodyAndHeader("direct:orders", Map.of("id", id), "id", String.valueOf(id));
        }

        assertThat(neo4j.execute("MATCH (o:Order) RETURN o.id AS id ORDER BY id"))
                .extracting(row -> row.get("id"))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aNameIsRequired() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository(" ", 0))
                .withMessageContaining("The property 'repositoryName'");
    }
}
