package io.github.neo4jstreams.examples.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server would look at, without one, and that docs/kubernetes.md shows these files. */
class ManifestsTest {

    private static final Pattern ARTIFACT = Pattern.compile(
            "<dependency>\\s*<groupId>[^<]*</groupId>\\s*<artifactId>([^<]*)</artifactId>\\s*<version>([^<]*)</version>");
    private static final Path PAGE = Path.of("..", "..", "docs", "kubernetes.md");
    private static final Path KAMELETS = Path.of("..", "..", "routes", "src", "main", "resources", "kamelets");
    private static final Pattern FILE = Pattern.compile("(?s)<!-- examples/kubernetes/(\\S+) -->\n+```\\w+\n(.*?)```");

    static Stream<Path> deployments() {
        return Stream.of(Path.of("people-to-graph.yaml"), Path.of("graph-to-topic.yaml"));
    }

    @Test
    void eachFileOfTheFolderIsKnownHere() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            assertThat(files.map(Path::toString).filter(file -> file.endsWith(".yaml")))
                    .containsExactlyInAnyOrder(
                            "people-to-graph.yaml",
                            "graph-to-topic.yaml",
                            "camel-k-integration.yaml",
                            "camel-k-pipe.yaml");
        }
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void aDeploymentHasOnlyFieldsThatKubernetesHas(Path file) throws IOException {
        Manifests manifests = Manifests.of(file);
        assertThat(manifests.documents()).hasSize(2);
        assertThat(manifests.configMap().getData()).hasSize(2);
        assertThat(manifests.deployment().getSpec().getReplicas()).isGreaterThan(1);
    }

    @Test
    void aFieldThatKubernetesDoesNotHaveIsFound(@TempDir Path folder) throws IOException {
        String good = Files.readString(Path.of("people-to-graph.yaml"));
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), good.replace("periodSeconds", "periodSecond"));
        Manifests manifests = Manifests.of(wrong);
        assertThatThrownBy(manifests::deployment).hasMessageContaining("periodSecond");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void whatADeploymentRefersToIsThere(Path file) throws IOException {
        Manifests manifests = Manifests.of(file);
        Deployment deployment = manifests.deployment();
        PodTemplateSpec pod = deployment.getSpec().getTemplate();
        Container container = pod.getSpec().getContainers().get(0);
        assertThat(pod.getMetadata().getLabels())
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
        assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(
                        pod.getSpec().getVolumes().stream().map(Volume::getName).toList());
        assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                        .map(Probe::getHttpGet)
                        .map(get -> get.getPort().getStrVal()))
                .isSubsetOf(container.getPorts().stream()
                        .map(ContainerPort::getName)
                        .toList());
        assertThat(pod.getSpec().getVolumes())
                .filteredOn(volume -> volume.getConfigMap() != null)
                .allSatisfy(volume -> {
                    assertThat(volume.getConfigMap().getName())
                            .isEqualTo(manifests.configMap().getMetadata().getName());
                    assertThat(volume.getConfigMap().getItems())
                            .allSatisfy(item ->
                                    assertThat(manifests.configMap().getData()).containsKey(item.getKey()));
                });
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void aPodHasTheTimeToStopThatItsRoutesNeed(Path file) throws IOException {
        Manifests manifests = Manifests.of(file);
        Properties properties = new Properties();
        properties.load(new StringReader(manifests.configMap().getData().get("application.properties")));
        // Camel gives its services another 15 seconds
        long routes = Long.parseLong(properties.getProperty("camel.main.shutdown-timeout"));
        assertThat(manifests.deployment().getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds())
                .isGreaterThan(routes + 15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel-k-integration.yaml", "camel-k-pipe.yaml"})
    void aResourceOfCamelKHasOnlyFieldsOfItsDocumentation(String file) throws IOException {
        JsonNode resource = Manifests.of(Path.of(file)).documents().get(0);
        assertThat(schema().validate(resource)).isEmpty();
    }

    @Test
    void aFieldThatCamelKDoesNotHaveIsFound(@TempDir Path folder) throws IOException {
        String good = Files.readString(Path.of("camel-k-pipe.yaml"));
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), good.replace("  sink:", "  target:"));
        assertThat(schema().validate(Manifests.of(wrong).documents().get(0))).isNotEmpty();
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(ManifestsTest.class.getResourceAsStream("/camel-k.schema.json"));
    }

    static Stream<Path> kamelets() throws IOException {
        try (Stream<Path> files = Files.list(KAMELETS)) {
            return files.toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void aKameletIsWhatItsResourceDefinitionTakes(Path file) throws IOException {
        assertThat(kameletSchema().validate(Manifests.of(file).documents().get(0)))
                .isEmpty();
    }

    @Test
    void whatTheResourceDefinitionDoesNotTakeIsFound(@TempDir Path folder) throws IOException {
        String good = Files.readString(KAMELETS.resolve("neo4j-streams-cud-sink.kamelet.yaml"));
        // the API server takes a minimum as text only
        for (String wrong :
                List.of("        minimum: 1\n        type: integer", "        minimal: 1\n        type: integer")) {
            Path file =
                    Files.writeString(folder.resolve("wrong.yaml"), good.replaceFirst("        type: integer", wrong));
            assertThat(kameletSchema().validate(Manifests.of(file).documents().get(0)))
                    .as(wrong)
                    .hasSize(1);
        }
    }

    private static JsonSchema kameletSchema() throws IOException {
        return ResourceDefinition.schema(
                Manifests.yaml(ManifestsTest.class.getResource("/camel.apache.org_kamelets.yaml")));
    }

    @Test
    void thePageShowsTheFiles() throws IOException {
        List<String> shown = FILE.matcher(Files.readString(PAGE))
                .results()
                .map(block -> {
                    assertThat(read(Path.of(block.group(1)))).contains(block.group(2));
                    return block.group(1);
                })
                .toList();
        assertThat(shown)
                .contains(
                        "people-to-graph.yaml",
                        "graph-to-topic.yaml",
                        "camel-k-integration.yaml",
                        "camel-k-pipe.yaml",
                        "Dockerfile");
    }

    @Test
    void theImageOfThePageIsThatOfTheBuild() throws IOException {
        String camel = System.getProperty("camel.version");
        String slf4j = System.getProperty("slf4j.version");
        Map<String, String> onThePage = ARTIFACT.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
        assertThat(onThePage)
                .containsOnly(
                        Map.entry("neo4j-java-driver", System.getProperty("driver.version")),
                        Map.entry("netty-bom", System.getProperty("netty.version")),
                        Map.entry("camel-neo4j-streams-routes", System.getProperty("project.version")),
                        Map.entry("camel-main", camel),
                        Map.entry("camel-yaml-dsl", camel),
                        Map.entry("camel-master", camel),
                        Map.entry("camel-platform-http-main", camel),
                        Map.entry("slf4j-simple", slf4j),
                        Map.entry("slf4j-jdk-platform-logging", slf4j));
        assertThat(onThePage.keySet())
                .as("what pom.xml has, before its tests")
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("</groupId>\\s*<artifactId>([^<]*)</artifactId>")
                        .matcher(read(Path.of("pom.xml"))
                                .replaceFirst("(?s).*?<dependencyManagement>", "")
                                .replaceFirst("(?s)<!-- tests -->.*", ""))
                        .results()
                        .map(match -> match.group(1))
                        .toList());
    }

    @Test
    void versionsAreThoseOfTheBuild() throws IOException {
        for (String file : List.of("camel-k-integration.yaml", "camel-k-pipe.yaml")) {
            assertThat(read(Path.of(file)))
                    .contains("camel-quarkus-neo4j-streams:" + System.getProperty("project.version") + "\n");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
