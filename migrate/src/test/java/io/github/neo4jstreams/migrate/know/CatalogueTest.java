package io.github.neo4jstreams.migrate.know;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.migrate.Configurations;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static final Catalogue CATALOGUE = Catalogue.load();

    @Test
    void everySettingOfKafkasClientsIsKnown() {
        Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        assertThat(CATALOGUE.entries().stream()
                        .filter(entry -> entry.section().equals("client"))
                        .map(KeyEntry::key))
                .containsAll(names)
                .doesNotHaveDuplicates();
    }

    @Test
    void everyEntrySaysWhatItMeantAndWhatBecomesOfIt() {
        assertThat(CATALOGUE.entries()).hasSizeGreaterThan(250).allSatisfy(entry -> {
            assertThat(entry.means()).as(entry.key()).isNotBlank();
            if (entry.fate() != Fate.CLIENT) {
                assertThat(entry.becomes()).as(entry.key()).isNotBlank();
            } else {
                assertThat(entry.side()).as(entry.key()).isIn("consumer", "producer", "both", "security");
            }
            if ("security".equals(entry.side())) {
                assertThat(entry.target()).as(entry.key()).isNotNull();
            }
        });
    }

    @Test
    void optionsThatItNamesAreThere() throws IOException {
        Set<String> ours = Configurations.options("/META-INF/io/github/neo4jstreams/camel/neo4j-streams.json");
        Set<String> kafka = Configurations.options("/META-INF/org/apache/camel/component/kafka/kafka.json");
        assertThat(CATALOGUE.entries()).allSatisfy(entry -> {
            if (entry.fate() == Fate.OPTION) {
                assertThat(ours).as(entry.key()).contains(entry.becomes());
            }
            if (entry.target() != null) {
                assertThat(kafka).as(entry.key()).contains(entry.target());
            }
        });
    }

    @Test
    void everyEntryIsExplained() {
        for (KeyEntry entry : CATALOGUE.entries()) {
            if (!entry.key().equals("<name>")) {
                Configurations.Said said = Configurations.run("--explain", entry.key());
                assertThat(said.code()).as(entry.key()).isZero();
                assertThat(said.out()).contains(entry.means());
            }
        }
    }

    @Test
    void namesAreTakenOutOfKeys() {
        assertThat(CATALOGUE
                        .find(Scope.MEMBER, "streams.sink.topic.cypher.my.topic.to.sales")
                        .orElseThrow()
                        .names())
                .containsEntry("topic", "my.topic")
                .containsEntry("db", "sales");
        assertThat(CATALOGUE
                        .find(Scope.MEMBER, "streams.sink.topic.cypher.my.topic")
                        .orElseThrow()
                        .names())
                .containsEntry("topic", "my.topic")
                .doesNotContainKey("db");
        assertThat(CATALOGUE
                        .find(Scope.MEMBER, "streams.source.topic.relationships.a.from.b.key_strategy")
                        .orElseThrow()
                        .entry()
                        .key())
                .endsWith("key_strategy");
        assertThat(CATALOGUE
                        .find(Scope.SOURCE, "neo4j.cdc.topic.a.b.patterns.10.metadata.txMetadata.app")
                        .orElseThrow()
                        .names())
                .containsEntry("topic", "a.b")
                .containsEntry("n", "10")
                .containsEntry("name", "txMetadata.app");
    }

    @Test
    void theNearestKeyIsFound() {
        assertThat(CATALOGUE.nearest(Scope.MEMBER, "streams.sink.enable")).contains("streams.sink.enabled");
        assertThat(CATALOGUE.nearest(Scope.MEMBER, "kafka.boostrap.servers")).contains("kafka.bootstrap.servers");
        assertThat(CATALOGUE.nearest(Scope.MEMBER, "STREAMS.SINK.ENABLED")).contains("streams.sink.enabled");
        assertThat(CATALOGUE.nearest(Scope.MEMBER, "streams.sink.topic.cipher.people"))
                .contains("streams.sink.topic.cypher.people");
        assertThat(CATALOGUE.nearest(Scope.SINK, "neo4j.retry.max.attempts")).contains("neo4j.retry.max.attemps");
        assertThat(CATALOGUE.nearest(Scope.SINK, "neo4j.batchsize")).contains("neo4j.batch-size");
    }

    @Test
    void anUnknownSettingOfAClientIsNotKnownByItsPrefix() {
        assertThat(CATALOGUE.find(Scope.MEMBER, "kafka.max.pol.records")).isEmpty();
        assertThat(CATALOGUE.find(Scope.SINK, "consumer.override.max.pol.records"))
                .isEmpty();
    }

    @Test
    void secretsAreKnownByTheirNames() {
        assertThat(List.of(
                        "neo4j.authentication.basic.password",
                        "AUTH",
                        "sasl.jaas.config",
                        "my.api.key",
                        "basic.auth.user.info"))
                .allMatch(Secrets::isSecret);
        assertThat(List.of("kafka.group.id", "sasl.oauthbearer.token.endpoint.url", "streams.sink.topic.cypher.people"))
                .noneMatch(Secrets::isSecret);
    }
}
