package io.github.neo4jstreams.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.neo4jstreams.value.Json;
import io.github.neo4jstreams.value.Parameters;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.neo4j.driver.Values;

class JsonReaderPropertiesTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Property
    void whatWasWrittenIsReadAgainInEveryForm(@ForAll("values") Map<String, Object> value) throws Exception {
        String text = Json.write(value);

        assertThat(read(text)).isEqualTo(value);
        assertThat(read(JACKSON.writeValueAsBytes(value))).isEqualTo(value);
        assertThat(read(JACKSON.readTree(text))).isEqualTo(value);
        assertThat(read(value)).isSameAs(value);
    }

    @Property
    void anyTextIsAKeyOrBadDataAndNothingElse(@ForAll("nearlyJson") String text) {
        try {
            Object key = new Message(MessageFormat.DEFAULT, null, text, Map.of(), null, null).key();
            assertThat(key).isNotNull();
        } catch (InvalidMessageException e) {
            assertThat(e).hasMessageStartingWith("The key ");
        }
    }

    @Property
    void aParameterIsWhatTheDriverWouldMakeOfTheValue(@ForAll("values") Map<String, Object> value) {
        String text = Json.write(value);

        for (Object raw : new Object[] {text, text.getBytes(StandardCharsets.UTF_8), value}) {
            assertThat(Values.value(message(raw).valueAsParameter())).isEqualTo(Values.value(value));
        }
    }

    @Property
    void whatIsBadDataForOneReaderIsSoForTheOther(@ForAll("nearlyJson") String text) {
        assertThat(outcome(() -> message(text).valueAsParameter()))
                .isEqualTo(outcome(() -> Parameters.of(message(text).value())));
    }

    private static Object outcome(Supplier<Object> read) {
        try {
            return Values.value(read.get());
        } catch (InvalidMessageException | UnsupportedValueException e) {
            return e.getMessage();
        }
    }

    private static Message message(Object value) {
        return new Message(MessageFormat.DEFAULT, value, null, Map.of(), null, null);
    }

    @Provide
    Arbitrary<Map<String, Object>> values() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.longs().map(value -> value),
                Arbitraries.doubles().map(value -> value),
                Arbitraries.of(true, false),
                names().map(value -> value));
        Arbitrary<Object> values = Arbitraries.recursive(
                () -> scalars,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(value -> value),
                        Arbitraries.maps(names(), inner).ofMaxSize(3).map(value -> value)),
                0,
                3);
        return Arbitraries.maps(names(), values).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> nearlyJson() {
        return Arbitraries.strings()
                .withChars("{}[]\":,0123456789-+.eE truefalsn\\u ".toCharArray())
                .ofMaxLength(12);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings().withCharRange('\u0000', '\ud7ff').ofMaxLength(5);
    }

    private static Object read(Object raw) {
        return new Message(MessageFormat.DEFAULT, raw, null, Map.of(), null, null).value();
    }
}
