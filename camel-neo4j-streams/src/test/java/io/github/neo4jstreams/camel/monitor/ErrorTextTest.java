package io.github.neo4jstreams.camel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.message.InvalidMessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;

class ErrorTextTest {

    private static String ofServer(String message) {
        return ErrorText.of(new ClientException("Neo.ClientError.Statement.ArgumentError", message));
    }

    private static String ours(String message) {
        return ErrorText.of(new InvalidMessageException(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "Node(12) already exists with label `Person` and property `mail` = 'ada@x.org'"
                        + "|Node(…) already exists with label `Person` and property `mail` = …",
                "Node(12) already exists with label `P2` and property `name` = 'O'Neil'"
                        + "|Node(…) already exists with label `P2` and property `name` = …",
                "Node(12) already exists with label `Person` and properties `a` = 1, `b` = 'x'"
                        + "|Node(…) already exists with label `Person` and properties `a` = …",
                "Property values can only be of primitive types or arrays thereof. Encountered: Map{ssn -> Long(5)}."
                        + "|Property values can only be of primitive types or arrays thereof. Encountered: …",
                "Text cannot be parsed to a Date \"12 Elm Street\"|Text cannot be parsed to a Date …",
                "Cannot merge the following node because of null property value for 'id': (:Person {id: null})"
                        + "|Cannot merge the following node because of null property value for …: …",
                "/ by zero|/ by zero"
            })
    void ofTheServerHasNoValues(String message, String shown) {
        assertThat(ofServer(message)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "the key 'id' is missing: it is neither in the value nor in the key of the message"
                        + "|the key 'id' is missing: it is neither in the value nor in the key of the message",
                "'op' of the command is 'Ada O'Neil'; it can be create, merge"
                        + "|'op' of the command is '…'; it can be create, merge",
                "the property 'age': \"secret\" has no form in Neo4j|the property 'age': \"…\" has no form in Neo4j",
                "a name in 'ids' is not text but 4711|a name in '…' is not text but …",
                "The value has a whole number at /age that is beyond the 64 bits of an INTEGER: 123456789012345678901"
                        + "|The value has a whole number at /age that is beyond the 64 bits of an INTEGER: …",
                "The value is not one JSON value: Unrecognized token 'secret': was expecting true (line 1, column 7)"
                        + "|The value is not one JSON value: Unrecognized token '…': was expecting true (line 1, column 7)",
                "the key 'id' is null|the key 'id' is null"
            })
    void ofOursHasNamesButNoValues(String message, String shown) {
        assertThat(ours(message)).isEqualTo(shown);
    }

    @Test
    void aroundAnAnswerOfTheServerHasNoValues() {
        ClientException answer = new ClientException(
                "Neo.ClientError.Schema.ConstraintValidationFailed",
                "Node(1) already exists with label `Person` and property `id` = 'ada'\nand more");
        assertThat(ErrorText.of(
                        new InvalidMessageException("message t/0@5 can't be applied: " + answer.getMessage(), answer)))
                .isEqualTo("message t/0@5 can't be applied:"
                        + " Node(…) already exists with label `Person` and property `id` = …");
    }

    @Test
    void aboutTheClusterIsAsItIs() {
        assertThat(ErrorText.of(new ServiceUnavailableException("Unable to connect to core1:7687 in 30 s")))
                .isEqualTo("Unable to connect to core1:7687 in 30 s");
    }
}
