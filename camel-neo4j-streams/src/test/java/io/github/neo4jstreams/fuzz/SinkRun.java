package io.github.neo4jstreams.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.cypher.Statement;
import io.github.neo4jstreams.message.InvalidMessageException;
import io.github.neo4jstreams.message.Message;
import io.github.neo4jstreams.message.MessageFormat;
import io.github.neo4jstreams.sink.BatchPlan;
import io.github.neo4jstreams.sink.GraphAction;
import io.github.neo4jstreams.sink.SinkStrategy;
import io.github.neo4jstreams.value.UnsupportedValueException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.Values;

/** Does to messages what the producer does, up to the point where a server would be asked, and looks at all that comes out. */
public final class SinkRun {

    /** Messages that are planned together. */
    private static final int BATCH = 50;

    private final List<GraphAction> batch = new ArrayList<>();
    private long firstOfBatch;
    private int messages;
    private int accepted;
    private int refused;

    /** Whether the message was accepted; anything but a refusal as bad data comes out as it is. */
    public boolean accepts(Fuzz fuzz, SinkStrategy strategy, Object value, Object key, Map<String, Object> headers) {
        boolean done = false;
        firstOfBatch = messages % BATCH == 0 ? fuzz.seed() : firstOfBatch;
        try {
            batch.addAll(strategy.actions(new Message(MessageFormat.DEFAULT, value, key, headers, null, null)));
            done = true;
            accepted++;
        } catch (InvalidMessageException | UnsupportedValueException e) {
            assertThat(e.getMessage()).isNotBlank();
            refused++;
        }
        if (++messages % BATCH == 0) {
            plan(fuzz.seed());
        }
        return done;
    }

    public int accepted() {
        return accepted;
    }

    public int refused() {
        return refused;
    }

    private void plan(long last) {
        List<GraphAction> actions = List.copyOf(batch);
        batch.clear();
        try {
            BatchPlan.of(actions).statements().forEach(planned -> checkText(planned.statement()));
            BatchPlan.inOrder(actions).statements().forEach(planned -> {
                checkText(planned.statement());
                checkParameters(planned.statement());
            });
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "The last " + BATCH + " messages together, which are -Dfuzz.seed=" + firstOfBatch
                            + " -Dfuzz.inputs=" + (last - firstOfBatch + 1) + ": " + e,
                    e);
        }
    }

    /** No name is more than a name, for any lexer. */
    private static void checkText(Statement statement) {
        if (!TEXT.matcher(statement.text()).matches()
                || !TEXT.matcher(unescaped(statement.text())).matches()) {
            throw new AssertionError("Not a statement that a plan makes: " + statement.text());
        }
        isWhole(statement.text());
    }

    private static void checkParameters(Statement statement) {
        Values.value(statement.parameters());
        areWhole(statement.parameters());
    }

    /** Half a character would travel as a question mark. */
    private static void isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : 'x')) {
                    throw new AssertionError("Half a character in " + text);
                }
                i++;
            }
        }
    }

    private static void areWhole(Object value) {
        if (value instanceof String text) {
            isWhole(text);
        } else if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(SinkRun::areWhole);
            map.values().forEach(SinkRun::areWhole);
        } else if (value instanceof List<?> list) {
            list.forEach(SinkRun::areWhole);
        }
    }

    // what statements look like

    private static final String NAME = "(?:[A-Za-z_][A-Za-z0-9_]*+|`(?:[^`\\x00]++|``)++`)";
    private static final String LABELS = "(?::" + NAME + ")*+";
    private static final String KEYS =
            "(?: \\{" + NAME + ": row\\.[sek]\\[\\d+](?:, " + NAME + ": row\\.[sek]\\[\\d+])*+})?+";
    private static final String NODE = "\\([sen]" + LABELS + KEYS + "\\)";
    private static final String RELATIONSHIP = "\\(s\\)-\\[r:" + NAME + KEYS + "]->\\(e\\)";
    private static final String PATTERN = "(?:" + RELATIONSHIP + "|" + NODE + ")";
    private static final String ASSIGNMENT = "(?:[senr] \\+?= row\\.(?:p|c|sp|ep)|n" + LABELS + ")";
    private static final String FOREIGN =
            "any\\(label IN (?:labels\\([sen]\\)|labels) WHERE label IN \\$batch\\.foreign(?:End)?\\)";
    private static final String COLUMN =
            "(?:collect\\(DISTINCT row\\.i\\) AS found|collect\\(connected\\) AS connected|sum\\(CASE WHEN " + FOREIGN
                    + "(?: OR " + FOREIGN + ")? THEN 1 ELSE 0 END\\) AS shared)";
    private static final String CLAUSE = "(?:"
            + String.join(
                    "|",
                    "(?:MATCH|MERGE|CREATE) " + PATTERN + "(?: WHERE (?:id|elementId)\\([senr]\\) = row\\.[sek]\\[0])?",
                    "WITH row, s, e SKIP 0",
                    "WITH n, labels\\(n\\) AS labels",
                    "WITH n, CASE WHEN \\(n\\)--\\(\\) THEN row\\.i END AS connected(?:, labels\\(n\\) AS labels)?",
                    "(?:ON CREATE )?SET " + ASSIGNMENT + "(?:, " + ASSIGNMENT + ")*",
                    "REMOVE n" + LABELS,
                    "(?:DETACH )?DELETE [nr]",
                    "RETURN " + COLUMN + "(?:, " + COLUMN + ")?")
            + ")";

    /** All of a statement, with names in quotes or in no need of them. */
    private static final Pattern TEXT = Pattern.compile("UNWIND \\$batch\\.rows AS row\n(?:" + CLAUSE + "(?:\n|$))++");

    private static final Pattern ESCAPE = Pattern.compile("\\\\u+([0-9a-fA-F]{4})");

    /** As servers before Cypher 25 read it: escapes first. */
    private static String unescaped(String text) {
        return text.indexOf('\\') < 0
                ? text
                : ESCAPE.matcher(text)
                        .replaceAll(escape ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }
}
