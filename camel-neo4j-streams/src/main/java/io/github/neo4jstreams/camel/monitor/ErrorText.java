package io.github.neo4jstreams.camel.monitor;

import io.github.neo4jstreams.graph.ErrorClass;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an error says, without what it quotes of a record: monitors are looked at by more people than the records are. The log and the
 * headers of a dead letter have it all.
 */
final class ErrorText {

    private static final String HIDDEN = "…";

    /** Greedy: a quotation may have quotes in it. */
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\".*\"");

    private static final Pattern SINGLE_QUOTED = Pattern.compile("'.*'");

    /** A field's name, as our own errors put it; what a field has comes after "is". */
    private static final Pattern NAMED = Pattern.compile("(?:^|(?<=property |key |of ))'[\\p{L}\\w.$-]{1,64}'");

    /** Not in a name between backticks, and not a part of a word. */
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w`])[-+]?\\d[\\w.+]*");

    /** What comes behind a colon or an equals sign at the end is what a server was given. */
    private static final Pattern GIVEN = Pattern.compile("(: | = ).*$");

    private static final Pattern NUMBER_GIVEN = Pattern.compile("(: | is | not text but )[-+]?\\d.*$");
    private static final Pattern NAME_GIVEN = Pattern.compile("( not text but ).*$");

    private ErrorText() {}

    static String of(Throwable error) {
        if (ErrorClass.of(error) != ErrorClass.DATA) {
            // of a server or a configuration, and nothing without its numbers: addresses, ports, times
            return ErrorClass.oneLine(error);
        }
        String message = String.valueOf(error.getMessage());
        Throwable cause = error.getCause();
        if (cause != null && cause.getMessage() != null && message.endsWith(cause.getMessage())) {
            // ours around another one, which has its own way to quote
            return message.substring(0, message.length() - cause.getMessage().length()) + of(cause);
        }
        String line = ErrorClass.oneLine(error);
        return ErrorClass.isAnswer(error) ? ofServer(line) : ours(line);
    }

    private static String ofServer(String line) {
        String hidden = DOUBLE_QUOTED.matcher(line).replaceAll(HIDDEN);
        hidden = SINGLE_QUOTED.matcher(hidden).replaceAll(HIDDEN);
        hidden = GIVEN.matcher(hidden).replaceAll("$1" + HIDDEN);
        return NUMBER.matcher(hidden).replaceAll(HIDDEN);
    }

    private static String ours(String line) {
        String hidden = DOUBLE_QUOTED.matcher(line).replaceAll("\"" + HIDDEN + "\"");
        hidden = NUMBER_GIVEN.matcher(hidden).replaceAll("$1" + HIDDEN);
        hidden = NAME_GIVEN.matcher(hidden).replaceAll("$1" + HIDDEN);
        return withoutQuotationsButNames(hidden);
    }

    private static String withoutQuotationsButNames(String line) {
        int from = line.indexOf('\'');
        Matcher named = NAMED.matcher(line);
        while (from >= 0) {
            if (!named.find(from) || named.start() != from) {
                return line.substring(0, from)
                        + SINGLE_QUOTED.matcher(line.substring(from)).replaceAll("'" + HIDDEN + "'");
            }
            from = line.indexOf('\'', named.end());
        }
        return line;
    }
}
