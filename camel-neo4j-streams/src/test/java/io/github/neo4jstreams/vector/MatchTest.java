package io.github.neo4jstreams.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.value.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchTest {

    private static List<String> differences(String expected, String actual) {
        return Match.differences(Json.read(expected), Json.read(actual));
    }

    @Test
    void onlyWhatIsNamedCounts() {
        assertThat(differences("{\"a\": {\"b\": 1}}", "{\"a\": {\"b\": 1, \"c\": 2}, \"d\": 3}"))
                .isEmpty();
        assertThat(differences("{\"a\": {\"b\": 1}}", "{\"a\": {\"b\": 2}}"))
                .containsExactly("/a/b should be 1 and is 2");
        assertThat(differences("{\"a\": {\"b\": 1}}", "{\"a\": null}")).hasSize(1);
        assertThat(differences("{\"a\": {}}", "{\"a\": {}}")).isEmpty();
        assertThat(differences("{\"a\": {}}", "{\"a\": {\"b\": 2}}")).hasSize(1);
    }

    @Test
    void anythingMustStillBeThere() {
        assertThat(differences("{\"a\": \"*\"}", "{\"a\": [1]}")).isEmpty();
        assertThat(differences("{\"a\": \"*\"}", "{\"b\": [1]}")).containsExactly("/a is missing");
        assertThat(differences("{\"a\": null}", "{}")).containsExactly("/a is missing");
        assertThat(differences("{\"a\": null}", "{\"a\": null}")).isEmpty();
    }

    @Test
    void numbersAreComparedByValueAndKind() {
        assertThat(Match.differences(1L, 1)).isEmpty();
        assertThat(Match.differences(1.5, 1.5f)).isEmpty();
        assertThat(differences("1", "1.0")).hasSize(1);
        assertThat(differences("1", "\"1\"")).hasSize(1);
    }

    @Test
    void listsHaveAnOrderAndLabelsHaveNone() {
        assertThat(differences("[1, {\"a\": 1}]", "[1, {\"a\": 1, \"b\": 2}]")).isEmpty();
        assertThat(differences("[1, 2]", "[2, 1]")).hasSize(2);
        assertThat(differences("[1]", "[1, 1]")).hasSize(1);
        assertThat(differences("{\"labels\": [\"A\", \"B\"]}", "{\"labels\": [\"B\", \"A\"]}"))
                .isEmpty();
        assertThat(differences("{\"labels\": [\"A\", \"B\"]}", "{\"labels\": [\"B\", \"C\"]}"))
                .hasSize(1);
    }
}
