package io.github.neo4jstreams.migrate.read;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scripts that give connectors to Connect's REST API with curl: the JSON behind {@code -d} of each command, between quotes or
 * as a here-document, and the name in its URL. The shell's own substitutions stay variables.
 */
final class CurlText {

    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^|[;&|({\\s])curl\\s");
    private static final Pattern URL = Pattern.compile("/connectors(?:/([^/\\s'\"?]+)/config)?/?(?=[\\s'\"?]|$)");
    private static final Pattern DATA =
            Pattern.compile("\\s(?:-d|--data(?:-raw|-binary|-ascii)?|--json)(?:\\s*=\\s*|\\s*\\\\?\\s*)(?=['\"@{])");
    private static final Pattern HERE = Pattern.compile("<<-?\\s*(['\"]?)(\\w+)\\1[^\\n]*\\n");

    private final String text;
    private final String file;
    private final Input input;

    private CurlText(String text, String file, Input input) {
        this.text = text;
        this.file = file;
        this.input = input;
    }

    /** Whether there are such commands in a text; a compose file may have some for the health of a container. */
    static boolean isOne(String text) {
        return commands(text).stream()
                .anyMatch(command -> URL.matcher(text.substring(command[0], command[1]))
                                .find()
                        && DATA.matcher(text.substring(command[0], command[1])).find());
    }

    static void read(String text, String file, Input input) {
        CurlText script = new CurlText(text, file, input);
        commands(text).forEach(command -> script.command(command[0], command[1]));
    }

    /** From where to where they go: as far as the next one. */
    private static List<int[]> commands(String text) {
        List<int[]> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(text);
        while (matcher.find()) {
            if (!commands.isEmpty()) {
                commands.get(commands.size() - 1)[1] = matcher.start();
            }
            commands.add(new int[] {matcher.start(), text.length()});
        }
        return commands;
    }

    private void command(int from, int to) {
        Matcher url = URL.matcher(text).region(from, to);
        Matcher data = DATA.matcher(text).region(from, to);
        if (!url.find() || !data.find()) {
            return;
        }
        String name = url.group(1) == null || url.group(1).contains("$")
                ? null
                : URLDecoder.decode(url.group(1), StandardCharsets.UTF_8);
        int begin = data.end();
        ShellWord word = ShellWord.at(text, begin);
        if (word == null || word.end() > to) {
            input.problem(place(begin), "has a quote that nothing closes");
        } else if (word.value().startsWith("@")) {
            elsewhere(word, begin, to, name);
        } else if (text.charAt(begin) == '{') {
            input.problem(place(begin), "has JSON without quotes around it, which no shell hands on");
        } else {
            json(word.value(), begin, name);
        }
    }

    /** {@code @FILE} is read by curl, {@code @-} is what follows {@code <<}. */
    private void elsewhere(ShellWord file, int begin, int to, String name) {
        if (!file.value().equals("@-")) {
            input.problem(place(begin), "has its JSON in another file: give that one");
            return;
        }
        Matcher here = HERE.matcher(text).region(begin, to);
        if (!here.find()) {
            input.problem(place(begin), "reads its JSON from another command, which can't be followed");
            return;
        }
        Matcher end = Pattern.compile("(?m)^\\s*" + here.group(2) + "\\s*$")
                .matcher(text)
                .region(here.end(), to);
        if (!end.find()) {
            input.problem(place(here.start()), "begins a here-document that nothing ends");
            return;
        }
        json(Environment.braced(text.substring(here.end(), end.start())), here.end(), name);
    }

    private void json(CharSequence json, int begin, String name) {
        // lines as they are in the script
        JsonText.read("\n".repeat(place(begin).line() - 1) + json, file, name, input);
    }

    private Place place(int at) {
        return Place.at(text, at, file);
    }
}
