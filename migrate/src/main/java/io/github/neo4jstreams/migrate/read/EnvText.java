package io.github.neo4jstreams.migrate.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of variables: {@code NAME=value}, perhaps with {@code export} before it and quotes around the value. */
final class EnvText {

    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([^=\\s]+)\\s*=\\s*(.*)");

    private EnvText() {}

    static List<Environment.Variable> parse(String text, String file, Input input) {
        List<Environment.Variable> variables = new ArrayList<>();
        String[] lines = text.split("\n|\r", -1);
        for (int i = 0; i < lines.length; i++) {
            Place place = new Place(file, i + 1);
            String line = lines[i].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                variables.add(new Environment.Variable(
                        place, matcher.group(1), Environment.braced(unquoted(matcher.group(2)))));
            } else {
                input.problem(place, "is no NAME=value");
            }
        }
        return variables;
    }

    private static String unquoted(String value) {
        String text = value.strip();
        if (text.length() > 1
                && (text.startsWith("\"") && text.endsWith("\"") || text.startsWith("'") && text.endsWith("'"))) {
            return text.substring(1, text.length() - 1);
        }
        return text;
    }
}
