package io.github.neo4jstreams.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.neo4jstreams.pattern.InvalidPatternException;
import io.github.neo4jstreams.pattern.Pattern;
import io.github.neo4jstreams.pattern.Patterns;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the cases of the pattern parser, see {@link Vectors}. */
class PatternVectorTest {

    private record ParserCase(String id, String pattern, String canonical, String error) {

        static ParserCase of(Vectors.Vector vector) {
            Fields fields = vector.fields();
            ParserCase parsed = new ParserCase(
                    vector.id(), fields.requiredText("pattern"), fields.text("canonical"), fields.text("error"));
            fields.end();
            if ((parsed.canonical == null) == (parsed.error == null)) {
                throw new IllegalArgumentException(vector.id() + " must have either canonical or error");
            }
            return parsed;
        }
    }

    @TestFactory
    Stream<DynamicTest> everyCaseHolds() {
        return Vectors.load()
                .tests(
                        Vectors.Kind.PARSER,
                        ParserCase::of,
                        vector -> Stream.of(Vectors.test(vector.id(), () -> check(vector))));
    }

    private static void check(ParserCase vector) {
        if (vector.error() != null) {
            assertThatExceptionOfType(InvalidPatternException.class)
                    .as(vector.id())
                    .isThrownBy(() -> Patterns.parseSinkPatterns(vector.pattern()))
                    .satisfies(e -> assertThat(e.getMessage())
                            .containsIgnoringCase(vector.error())
                            .containsPattern("\\d+:\\d+"));
        } else {
            List<Pattern> patterns = Patterns.parseSinkPatterns(vector.pattern());
            assertThat(patterns).as(vector.id()).singleElement().hasToString(vector.canonical());
            assertThat(Patterns.parseSinkPatterns(vector.canonical()))
                    .as(vector.id() + ", parsed again")
                    .isEqualTo(patterns);
        }
    }
}
