package io.github.neo4jstreams.migrate.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class YamlWriterTest {

    private static Object readAgain(Object value) {
        String text = YamlWriter.write(List.of(Map.of("a", value)));
        List<?> read = new Yaml().load(text);
        return ((Map<?, ?>) read.get(0)).get("a");
    }

    @Test
    void cypherIsABlock() {
        String query = "MERGE (p:Person {id: event.id})\nSET p += event // R&D #1";
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("uri", "kafka:people");
        map.put("query", query);
        assertThat(YamlWriter.write(List.of(map))).isEqualTo("""
                - uri: kafka:people
                  query: |-
                    MERGE (p:Person {id: event.id})
                    SET p += event // R&D #1
                """);
    }

    @Test
    void textsThatLookLikeSomethingElseAreQuoted() {
        for (String text : List.of(
                "true",
                "no",
                "NULL",
                "1",
                "1.5",
                "1e3",
                "",
                " ",
                "a: b",
                "#a",
                "- a",
                "{{env:A}}",
                "{a}",
                "[a]",
                "*a",
                "&a",
                "~",
                "0x1",
                "2026-01-01",
                "a:",
                "\t",
                "é\u2028",
                "\"",
                "'",
                "a\\b",
                "|",
                ">",
                "%a",
                "@a",
                "`a`",
                "1:30",
                "on",
                "y",
                "=")) {
            assertThat(readAgain(text)).as(text).isEqualTo(text);
        }
    }

    @Test
    void anyTextComesBackAsItWas() {
        Random random = new Random(42);
        String alphabet = "ab:#{}[]|>-*&!%@`'\" \n\t\\é\u2028\u00a0~,?=1.\uFEFF";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(80);
            for (int j = 0; j < length; j++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(readAgain(text.toString()))
                    .as("seed 42, %d: %s", i, text)
                    .isEqualTo(text.toString());
        }
    }
}
