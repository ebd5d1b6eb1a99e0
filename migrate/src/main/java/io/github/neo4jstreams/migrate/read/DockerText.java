package io.github.neo4jstreams.migrate.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scripts that start containers: the variables behind {@code -e} and {@code --env} of each {@code docker run}. */
final class DockerText {

    private static final Pattern COMMAND =
            Pattern.compile("\\b(?:docker|podman)\\s+(?:container\\s+)?(?:run|create)\\s");
    private static final Pattern NAME = Pattern.compile("\\s--name(?:=|\\s+)(?=\\S)");
    private static final Pattern VARIABLE = Pattern.compile("\\s(?:-e|--env)(?:=|\\s+)(?=\\S)");

    private DockerText() {}

    static boolean isOne(String text) {
        return COMMAND.matcher(text).find() && VARIABLE.matcher(text).find();
    }

    static void read(String text, String file, Input input) {
        List<Integer> begins = new ArrayList<>();
        COMMAND.matcher(text).results().forEach(command -> begins.add(command.start()));
        for (int i = 0; i < begins.size(); i++) {
            int end = i + 1 < begins.size() ? begins.get(i + 1) : text.length();
            container(text, begins.get(i), end, file, input);
        }
    }

    private static void container(String text, int begin, int end, String file, Input input) {
        Matcher name = NAME.matcher(text).region(begin, end);
        ShellWord named = name.find() ? ShellWord.at(text, name.end()) : null;
        List<Environment.Variable> variables = new ArrayList<>();
        Matcher variable = VARIABLE.matcher(text).region(begin, end);
        while (variable.find()) {
            Place place = Place.at(text, variable.end(), file);
            ShellWord word = ShellWord.at(text, variable.end());
            if (word == null) {
                input.problem(place, "has a quote that nothing closes");
                return;
            }
            variables.add(Environment.Variable.of(place, word.value()));
            variable.region(Math.max(word.end(), variable.end()), end);
        }
        Environment.sources(
                named == null ? JsonText.stem(file) : named.value(),
                named == null ? null : named.value(),
                variables,
                input);
    }
}
