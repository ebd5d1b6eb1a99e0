package io.github.neo4jstreams.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {

    private static final String SINK = """
            - id: sink/one
              endpoints: { t: { strategy: cypher, query: "RETURN 1" } }
              messages:
                - { topic: t, value: 1 }
                - { topic: t, value: 2 }
                - { topic: t, value: 3 }
              expect: { graph: "", rejects: [0], reason: bad }
            """;

    @TempDir
    Path folder;

    private Vectors of(String yaml) throws Exception {
        Files.writeString(folder.resolve("some.yaml"), yaml);
        return Vectors.of(folder);
    }

    private List<DynamicTest> sinkTests(String yaml) throws Exception {
        return of(yaml).tests(
                        Vectors.Kind.SINK,
                        SinkCase::of,
                        vector -> Stream.of(DynamicTest.dynamicTest(vector.id(), () -> {})))
                .toList();
    }

    @Test
    void theProjectsOwnCasesAreInOrder() {
        assertThat(Vectors.of(Path.of("src/test/resources/vectors")).problems()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereOrHasNoCasesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectors.named("not-there", folder))
                .withMessageContaining("not-there is no folder");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectors.of(folder))
                .withMessageContaining("no *.yaml");
    }

    @Test
    void aRelativeFolderIsFoundFromAModuleOfTheBuild() throws Exception {
        Path module = Files.createDirectories(folder.resolve("module"));
        Path cases = Files.createDirectories(folder.resolve("cases"));
        assertThatIllegalArgumentException().isThrownBy(() -> Vectors.named("cases", module));
        Files.createFile(folder.resolve("pom.xml"));
        assertThat(Vectors.named("cases", module)).isEqualTo(cases);
        Path own = Files.createDirectories(module.resolve("cases"));
        assertThat(Vectors.named("cases", module)).isEqualTo(own);
        assertThat(Vectors.named(cases.toString(), module)).isEqualTo(cases);
    }

    @Test
    void casesOfNoKindOrOfTwoOrWithoutAnIdOrWithOneTwiceAreProblems() throws Exception {
        String two = SINK + SINK.replace("sink/one", "sink/two").replace("  endpoints", "  source: {}\n  endpoints");
        assertThat(of(SINK).problems()).isEmpty();
        assertThat(of(SINK + SINK).problems()).singleElement().asString().contains("the id of another: sink/one");
        assertThat(of(two).problems()).singleElement().asString().contains("sink/two", "SINK", "SOURCE");
        assertThat(of("- id: x\n  endpoint: {}\n").problems())
                .singleElement()
                .asString()
                .contains("x, must be of one kind");
        assertThat(of("- why: x\n").problems()).singleElement().asString().contains("case 1 has no id");
        assertThat(of("id: x\n").problems()).singleElement().asString().contains("no list of cases");
        assertThat(of("- {id: x, id: y}\n").problems())
                .singleElement()
                .asString()
                .contains("can't be read");
    }

    @Test
    void aFolderWithoutCasesOfAKindStillGivesATest() throws Exception {
        List<DynamicTest> tests = sinkTests("- {id: p, pattern: x, error: y}\n");
        assertThat(tests).singleElement();
        assertThatCode(() -> tests.get(0).getExecutable().execute()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages: -> mesages:",
                "reason: bad -> raeson: bad",
                "expect: -> expects:",
                "value: 1 -> valeu: 1",
                "value: 1 -> value: 1, text: x",
                "topic: t, value: 2 -> value: 2",
                "topic: t, value: 2 -> topic: u, value: 2",
                "value: 3 -> value: 3, offset: first",
                "value: 3 -> value: 3, headers: { h: [1] }",
                "strategy: cypher, -> ",
                "rejects: [0] -> rejects: [3]",
                "rejects: [0], -> ",
                "expect: -> batches: [2, 2]\n  expect:",
                "reason: bad -> reason: null",
                "graph: \"\" -> configurationError: x"
            })
    void aCaseThatIsMalformedFails(String change) throws Exception {
        String[] words = change.split(" -> ", -1);
        assertThat(SINK).contains(words[0]);
        List<DynamicTest> tests = sinkTests(SINK.replace(words[0], words[1]));
        assertThat(tests).hasSize(2);
        assertThatThrownBy(() -> tests.get(1).getExecutable().execute())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Malformed case");
    }

    @Test
    void batchesAreCutByTopicAndByTheSizeOfATransactionAndThoseThatAreEqualRunOnce() throws Exception {
        SinkCase one = sink(SINK);
        assertThat(one.groupings().keySet()).containsExactly("batch of all", "batches of 2", "batches of 1");
        SinkCase two = sink(SINK.replace(" } }\n", " }, u: { strategy: cypher, batchSize: 1 } }\n")
                .replace("topic: t, value: 2", "topic: u, value: 2")
                .replace("  expect", "  batches: [1, 2]\n  expect"));
        assertThat(two.groupings().keySet()).containsExactly("batches of [1, 2]");
        assertThat(sink(SINK.replace("query", "batchSize: 2, query")).groupings())
                .hasEntrySatisfying(
                        "batch of all",
                        batches -> assertThat(batches).extracting(List::size).containsExactly(2, 1));
    }

    @Test
    void offsetsCountByPartition() throws Exception {
        SinkCase counted =
                sink(SINK.replace("value: 2", "value: 2, partition: 1").replace("value: 3", "value: null"));
        assertThat(counted.messages()).extracting(SinkMessage::offset).containsExactly(0L, 0L, 1L);
        SinkCase given = sink(SINK.replace("value: 2", "value: 2, offset: 41"));
        assertThat(given.messages()).extracting(SinkMessage::offset).containsExactly(0L, 41L, 42L);
    }

    private SinkCase sink(String yaml) throws Exception {
        SinkCase[] found = new SinkCase[1];
        of(yaml).tests(Vectors.Kind.SINK, SinkCase::of, vector -> {
                    found[0] = vector;
                    return Stream.empty();
                })
                .toList();
        return found[0];
    }

    @Test
    void statementsAreSeparatedByALineWithASemicolon() {
        assertThat(Statements.of(null)).isEmpty();
        assertThat(Statements.of(" \n")).isEmpty();
        assertThat(Statements.of("A;\nB\n ; \nC\n;\n"))
                .extracting(String::strip)
                .containsExactly("A;\nB", "C");
    }
}
