package io.github.neo4jstreams.sink.pattern;

import static io.github.neo4jstreams.event.Changes.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.neo4jstreams.fuzz.Fuzz;
import io.github.neo4jstreams.fuzz.HostileNames;
import io.github.neo4jstreams.fuzz.Mutation;
import io.github.neo4jstreams.fuzz.SinkRun;
import io.github.neo4jstreams.pattern.InvalidPatternException;
import io.github.neo4jstreams.pattern.Pattern;
import io.github.neo4jstreams.pattern.Patterns;
import io.github.neo4jstreams.sink.Servers;
import io.github.neo4jstreams.sink.SinkStrategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Patterns as they are written, rightly or nearly so, and messages that they are applied to. */
class PatternFuzzTest {

    private static final String[] SYMBOLS = {
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        ";",
        "!",
        "+",
        "-",
        "*",
        "<",
        ">",
        "`",
        ".",
        " ",
        "\n",
        "\r",
        "\0",
        "\\",
        "->",
        "-[:",
        "__key.",
        "__value",
        "__header.h",
        "__timestamp",
        "a.b",
        "``",
        "\uD800",
        "😀",
        "$",
        "9"
    };

    private Fuzz fuzz;

    @Test
    void whateverIsWrittenMeansWhatItPrintsAndWhateverComesIsMappedOrRefusedAsBadData() {
        SinkRun run = new SinkRun();
        int[] parsed = new int[1];
        Fuzz.inputs(20260601, each -> {
            fuzz = each;
            String text = patterns();
            int mutations = Math.max(0, fuzz.below(4) - 1);
            for (int i = 0; i < mutations; i++) {
                text = mutated(text);
            }
            List<Pattern> patterns;
            try {
                patterns = Patterns.parseSinkPatterns(fuzz.show(text));
            } catch (InvalidPatternException e) {
                assertThat(e).hasMessageContaining(e.line() + ":" + e.column());
                assertThat(mutations).as("mutations of a text that was refused").isPositive();
                return;
            }
            parsed[0]++;
            String printed = patterns.stream().map(Pattern::toString).collect(Collectors.joining("\n"));
            List<Pattern> again = Patterns.parseSinkPatterns(printed);
            assertThat(again).isEqualTo(patterns);
            assertThat(again.toString()).isEqualTo(patterns.toString());
            apply(patterns, run);
        });
        assertThat(parsed[0]).as("parsed").isGreaterThanOrEqualTo(Fuzz.INPUTS / 4);
        assertThat(run.accepted()).as("accepted").isGreaterThanOrEqualTo(Fuzz.INPUTS / 20);
        assertThat(run.refused()).as("refused").isGreaterThanOrEqualTo(Fuzz.INPUTS / 10);
    }

    private void apply(List<Pattern> patterns, SinkRun run) {
        SinkStrategy sink = new PatternSink(patterns, fuzz.oneIn(2), fuzz.oneIn(2)).prepare(Servers.of("5.26"));
        Mutation mutation = new Mutation(fuzz);
        Object value = fuzz.oneIn(5) ? null : message(mutation);
        Object key = fuzz.oneIn(3) ? null : message(mutation);
        Map<String, Object> headers = fuzz.oneIn(3) ? map("h", mutation.anything(), "a", 1L) : Map.of();
        fuzz.show(value);
        fuzz.show(key);
        run.accepts(fuzz, sink, value, key, headers);
    }

    private Object message(Mutation mutation) {
        Object fields = fields(0);
        for (int i = Math.max(0, fuzz.below(4) - 1); i > 0; i--) {
            mutation.of(fields);
        }
        if (fuzz.oneIn(30)) {
            return mutation.anything();
        }
        return fuzz.oneIn(2) ? fields : mutation.json(fields, fuzz.oneIn(2) ? 0 : 1);
    }

    private Map<String, Object> fields(int depth) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : List.of("a", "b", "c", "id", "name")) {
            if (!fuzz.oneIn(8)) {
                boolean nested = depth < 2 && fuzz.oneIn(name.length() > 1 ? 20 : 4);
                fields.put(name, nested ? fields(depth + 1) : value());
            }
        }
        for (int i = fuzz.below(3); i > 0; i--) {
            fields.put(fuzz.oneIn(2) ? fuzz.oneOf(HostileNames.ALL) : fuzz.oneOf("a.b", "b.c", "a.b.c"), value());
        }
        return fields;
    }

    private Object value() {
        return switch (fuzz.below(12)) {
            case 0 -> fuzz.oneIn(3) ? null : 1;
            case 1 -> fuzz.list(fuzz::number);
            case 2 -> map("type", "TLD", "TLD", "2026-02-03");
            case 3 -> 0.5;
            case 4 -> new byte[] {1};
            case 5 -> fuzz.oneOf(HostileNames.ALL);
            default -> fuzz.number();
        };
    }

    // the grammar

    private String patterns() {
        String text = fuzz.oneIn(20) ? ";\n" : "";
        text += pattern();
        while (fuzz.oneIn(4)) {
            text += fuzz.oneOf(";", "\n", " ; ", ";;\n") + pattern();
        }
        return text + (fuzz.oneIn(10) ? ";" : "");
    }

    private String pattern() {
        if (fuzz.oneIn(2)) {
            return node(braces(true, true));
        }
        String start = node(braces(true, false));
        String end = node(braces(true, false));
        String type = name() + (fuzz.oneIn(2) ? blank() + braces(false, true) : "");
        return switch (fuzz.below(3)) {
            case 0 -> start + blank() + "-[:" + blank() + type + "]->" + blank() + end;
            case 1 -> start + "<-[" + blank() + ":" + type + "]-" + end;
            default -> bare(braces(true, false)) + " " + type + " " + bare(braces(true, false));
        };
    }

    private String node(String braces) {
        return fuzz.oneIn(3) ? bare(braces) : "(" + blank() + ":" + bare(braces) + blank() + ")";
    }

    private String bare(String braces) {
        String labels = name();
        while (fuzz.oneIn(4)) {
            labels += ":" + name();
        }
        return labels + blank() + braces;
    }

    /** @param rest whether the star and exclusions may be there, and whether they do no harm */
    private String braces(boolean keyed, boolean rest) {
        List<String> parts = new ArrayList<>();
        // each property once: a second source for one is refused
        List<String> names = new ArrayList<>(List.of("id", "name", "a", "b.c", "`a.b`.c", "`x``y`", "ünï", "`1`"));
        Supplier<String> mapped = () -> {
            // mostly what most messages have
            String name = names.remove(fuzz.below(fuzz.oneIn(3) ? names.size() : 2));
            return name + (fuzz.oneIn(6) ? ":" + blank() + source() : "");
        };
        for (int i = keyed ? 1 + fuzz.below(2) : fuzz.below(2); i > 0; i--) {
            parts.add("!" + mapped.get());
        }
        boolean star = rest && fuzz.oneIn(2);
        if (fuzz.oneIn(2)) {
            for (int i = fuzz.below(3); i > 0; i--) {
                parts.add(fuzz.oneOf("", "+") + mapped.get());
            }
        } else if (rest) {
            for (int i = fuzz.below(3); i > 0; i--) {
                parts.add("-" + path());
            }
        }
        if (star) {
            parts.add(fuzz.below(parts.size() + 1), "*");
        }
        return "{" + blank() + String.join("," + blank(), parts) + blank() + "}";
    }

    private String source() {
        return switch (fuzz.below(5)) {
            case 0 -> "__key." + path();
            case 1 -> "__value." + path();
            case 2 -> fuzz.oneOf("__header.h", "__header.a", "__header", "__value", "__key");
            case 3 -> "__timestamp";
            default -> path();
        };
    }

    private String path() {
        return fuzz.oneIn(3) ? name() + "." + name() : name();
    }

    private String name() {
        return fuzz.oneIn(5)
                ? "`" + fuzz.oneOf(HostileNames.ALL).replace("`", "``") + "`"
                : fuzz.oneOf("a", "b", "c", "id", "A", "B", "straße", "price$", "__x", "`a`");
    }

    private String blank() {
        return fuzz.oneIn(6) ? fuzz.oneOf(" ", "\n", "\t", "\u00A0") : "";
    }

    private String mutated(String text) {
        StringBuilder mutated = new StringBuilder(text);
        int at = fuzz.below(text.length() + 1);
        int to = Math.min(text.length(), at + 1 + fuzz.below(3));
        switch (fuzz.below(5)) {
            case 0 -> mutated.delete(at, to);
            case 1 -> mutated.setLength(at);
            case 2 -> mutated.insert(at, mutated.substring(at, to));
            case 3 -> mutated.replace(at, to, fuzz.oneOf(SYMBOLS));
            default -> mutated.insert(at, fuzz.oneOf(SYMBOLS));
        }
        return mutated.toString();
    }
}
