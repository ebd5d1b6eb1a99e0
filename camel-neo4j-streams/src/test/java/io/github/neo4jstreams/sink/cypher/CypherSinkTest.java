package io.github.neo4jstreams.sink.cypher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import io.github.neo4jstreams.message.ReadAs;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.PlannedStatement;
import io.github.neo4jstreams.sink.Servers;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.Values;

class CypherSinkTest {

    private static final int SCOPED = 0;
    private static final int SCOPED_COUNTED = 1;
    private static final int IMPORTING = 2;
    private static final int IMPORTING_COUNTED = 3;
    private static final int ONE_BY_ONE = 4;

    private static final String QUERY = "MERGE (p:Person {id: event.id}) SET p += event";

    @Nested
    class Forms {

        @Test
        void areASubqueryPerRowAsEachVersionSpellsIt() {
            assertThat(form(QUERY, SCOPED)).isEqualTo("UNWIND $events AS event\nCALL (event) {\n" + QUERY + "\n}");
            assertThat(form(QUERY, IMPORTING))
                    .isEqualTo("UNWIND $events AS event\nCALL { WITH event\n" + QUERY + "\n}");
        }

        @Test
        void endInAReturnOfTheirOwnForAQueryThatReturnsSomething() {
            assertThat(form(QUERY, SCOPED_COUNTED)).isEqualTo(form(QUERY, SCOPED) + "\nRETURN count(*) AS applied");
            assertThat(form(QUERY, IMPORTING_COUNTED))
                    .isEqualTo(form(QUERY, IMPORTING) + "\nRETURN count(*) AS applied");
        }

        @Test
        void fallBackToTheBareQueryRowByRow() {
            assertThat(form(QUERY, ONE_BY_ONE)).isEqualTo("UNWIND [$events] AS event\n" + QUERY);
        }

        @Test
        void spreadSeveralPartsOverTheirNames() {
            String query = "CREATE (:Log {key: __key, value: event})";

            assertThat(form(query, SCOPED))
                    .isEqualTo(
                            "UNWIND $events AS __row\nWITH __row.v AS event, __row.k AS __key\nCALL (event, __key) {\n"
                                    + query + "\n}");
            assertThat(form(query, IMPORTING))
                    .isEqualTo(
                            "UNWIND $events AS __row\nWITH __row.v AS event, __row.k AS __key\nCALL { WITH event, __key\n"
                                    + query + "\n}");
            assertThat(form(query, ONE_BY_ONE))
                    .isEqualTo("UNWIND [$events] AS __row\nWITH __row.v AS event, __row.k AS __key\n" + query);
        }

        @ParameterizedTest
        @ValueSource(strings = {QUERY + ";", " \n" + QUERY + " ; \n", QUERY + "\n;"})
        void doNotKeepTheSemicolonAtTheEnd(String query) {
            assertThat(form(query, SCOPED).replaceAll("\\s+", " "))
                    .isEqualTo("UNWIND $events AS event CALL (event) { " + QUERY + " }");
        }

        @Test
        void keepASemicolonInsideAText() {
            String query = "CREATE (:A {t: event + ';'})";

            assertThat(form(query, SCOPED)).contains(query);
        }

        @Test
        void surviveACommentAtTheEnd() {
            String query = QUERY + " // done }";

            for (int form : List.of(SCOPED, SCOPED_COUNTED, IMPORTING, IMPORTING_COUNTED)) {
                assertThat(form(query, form)).contains("// done }\n}");
            }
        }

        @Test
        void quoteNamesThatNeedIt() {
            PartNames names = new PartNames("the value", "key", "headers", "at");
            String query = "CREATE (:Log {v: `the value`, k: key})";

            assertThat(form(query, names, SCOPED))
                    .startsWith("UNWIND $events AS __row\nWITH __row.v AS `the value`, __row.k AS key\n"
                            + "CALL (`the value`, key) {\n");
            assertThat(form("CREATE (:Log {v: `the value`})", names, SCOPED))
                    .startsWith("UNWIND $events AS `the value`\nCALL (`the value`) {\n");
        }

        private String form(String query, int index) {
            return form(query, PartNames.DEFAULT, index);
        }

        private String form(String query, PartNames names, int index) {
            return CypherShape.forms(query, names.usedBy(query)).get(index).text();
        }
    }

    @Nested
    class Parts {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "CREATE (:A {x: event.x})                 | event",
                    "CREATE (:A {x: __value.x})               | __value",
                    "CREATE (:A {x: event.x, y: __value.y})   | event,__value",
                    "CREATE (:A {x: __key, y: __header.z})    | __key,__header",
                    "CREATE (:A {x: __timestamp})             | __timestamp",
                    "CREATE (:A {x: `event`})                 | event",
                    "CREATE (:A) // see event                 | event"
                })
        void areThoseThatTheQueryNames(String query, String names) {
            assertThat(PartNames.DEFAULT.usedBy(query))
                    .extracting(PartNames.Binding::name)
                    .containsExactly(names.split(","));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CREATE (:A {x: events})",
                    "CREATE (:A {x: myevent})",
                    "CREATE (:A {x: __key2})",
                    "CREATE (:A {x: x__header})",
                    "CREATE (:A)"
                })
        void areTheValueWhenTheQueryNamesNone(String query) {
            assertThat(PartNames.DEFAULT.usedBy(query))
                    .containsExactly(new PartNames.Binding("event", PartNames.Part.VALUE));
        }

        @Test
        void haveTheNamesThatTheUserChose() {
            PartNames names = new PartNames("v", "k", "h", "t");

            assertThat(names.usedBy("CREATE (:A {x: v.k, y: h})"))
                    .extracting(PartNames.Binding::name)
                    .containsExactly("v", "k", "h");
            assertThat(names.usedBy("CREATE (:A {x: event, y: __key})"))
                    .extracting(PartNames.Binding::name)
                    .containsExactly("event");
        }
    }

    @Nested
    class Rows {

        private final Message message = new Message(
                MessageFormat.DEFAULT,
                "{\"id\": 1}",
                "k1",
                Map.of("h", 1.5f),
                Instant.parse("2026-01-01T00:00:00Z"),
                null);

        @Test
        void areTheOnlyPartThatIsAskedFor() {
            assertThat(row("SET x = event", message)).isEqualTo(Values.parameters("id", 1L));
            assertThat(row("SET x = __key", message)).isEqualTo("k1");
            assertThat(row("SET x = __header", message)).isEqualTo(Map.of("h", 1.5));
            assertThat(row("SET x = __timestamp", message))
                    .isEqualTo(Instant.parse("2026-01-01T00:00:00Z").atZone(ZoneOffset.UTC));
        }

        @Test
        void haveAFieldForEachOfSeveralParts() {
            assertThat(row("SET x = [event, __value, __key]", message))
                    .isEqualTo(Map.of("v", Values.parameters("id", 1L), "k", "k1"));
        }

        @Test
        void holdNullForWhatIsNotThere() {
            Message tombstone = new Message(MessageFormat.DEFAULT, null, null, Map.of(), null, null);

            assertThat(row("SET x = event", tombstone)).isNull();
            assertThat(row("SET x = [event, __key, __timestamp]", tombstone)).isEqualTo(nulls("v", "k", "t"));
        }

        @Test
        void doNotDecodeWhatNobodyAskedFor() {
            Message badKey = new Message(
                    new MessageFormat(ReadAs.JSON, ReadAs.JSON), "1", "no json", Map.of("h", new Object()), null, null);

            assertThat(row("SET x = event", badKey)).isEqualTo(Values.value(1));
        }

        @Test
        void areRefusedWhenAPartThatIsAskedForIsBad() {
            Message bad =
                    new Message(MessageFormat.DEFAULT, "{", null, Map.of("h", BigInteger.TEN.pow(30)), null, null);

            assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(() -> row("SET x = event", bad));
            assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(() -> row("CREATE (:A)", bad));
            assertThatExceptionOfType(UnsupportedValueException.class).isThrownBy(() -> row("SET x = __header", bad));
        }

        private Map<String, Object> nulls(String... names) {
            Map<String, Object> map = new java.util.LinkedHashMap<>();
            Arrays.stream(names).forEach(name -> map.put(name, null));
            return map;
        }

        private Object row(String query, Message from) {
            return prepare(query, SCOPED).actions(from).get(0).row(0);
        }
    }

    @Nested
    class Batches {

        @ParameterizedTest
        @ValueSource(ints = {SCOPED, SCOPED_COUNTED, IMPORTING, IMPORTING_COUNTED})
        void areOneStatement(int form) {
            assertThat(statements(form, "1", null, "3")).singleElement().satisfies(statement -> assertThat(
                            statement.parameters())
                    .isEqualTo(Map.of("events", Arrays.asList(Values.value(1), null, Values.value(3)))));
        }

        @Test
        void areAStatementPerRowInTheFormOfLastResort() {
            assertThat(statements(ONE_BY_ONE, "1", null, "3"))
                    .extracting(Statement::parameters)
                    .containsExactly(
                            Map.of("events", Values.value(1)),
                            Collections.singletonMap("events", null),
                            Map.of("events", Values.value(3)));
            assertThat(statements(ONE_BY_ONE, "1", null, "3"))
                    .extracting(Statement::text)
                    .containsOnly("UNWIND [$events] AS event\n" + QUERY);
        }

        private List<Statement> statements(int form, String... values) {
            SinkStrategy strategy = prepare(QUERY, form);
            List<GraphAction> actions = Stream.of(values)
                    .map(value -> new Message(MessageFormat.DEFAULT, value, null, Map.of(), null, null))
                    .flatMap(message -> strategy.actions(message).stream())
                    .toList();
            return BatchPlan.of(actions).statements().stream()
                    .map(PlannedStatement::statement)
                    .toList();
        }
    }

    @Nested
    class Choosing {

        @Test
        void theServerIsAskedAboutEachFormFromTheBestOn() {
            new CypherSink(QUERY, PartNames.DEFAULT).prepare(Servers.of("5.26", candidates -> {
                assertThat(candidates)
                        .extracting(Statement::text)
                        .containsExactlyElementsOf(CypherShape.forms(QUERY, PartNames.DEFAULT.usedBy(QUERY)).stream()
                                .map(CypherShape::text)
                                .toList());
                assertThat(candidates).allSatisfy(candidate -> assertThat(candidate.parameters())
                        .containsOnlyKeys("events"));
                return 0;
            }));
        }

        @Test
        void whatTheServerSaysOfAQueryThatItCanNotCompileIsPassedOn() {
            IllegalStateException refusal = new IllegalStateException("Invalid input 'MURGE'");

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(
                            () -> new CypherSink("MURGE", PartNames.DEFAULT).prepare(Servers.of("5.26", candidates -> {
                                throw refusal;
                            })))
                    .isSameAs(refusal);
        }
    }

    private static SinkStrategy prepare(String query, int form) {
        return new CypherSink(query, PartNames.DEFAULT).prepare(Servers.of("5.26", candidates -> form));
    }
}
