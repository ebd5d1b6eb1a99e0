package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.pattern.InvalidPatternException;
import io.github.neo4jstreams.pattern.Pattern;
import io.github.neo4jstreams.pattern.Patterns;
import io.github.neo4jstreams.pattern.RelationshipPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Patterns of the older systems in the language of the component, as far as they mean the same there. */
final class StreamsPatterns {

    private static final java.util.regex.Pattern UNDIRECTED =
            java.util.regex.Pattern.compile("\\]\\s*-\\s*\\((?!.*<-)");
    private static final java.util.regex.Pattern PLAIN = java.util.regex.Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * @param text    null if it can't be translated
     * @param problem why not, or null
     * @param notes   what was changed
     */
    record Translated(String text, String problem, List<String> notes, boolean relationship) {}

    private StreamsPatterns() {}

    /** The pattern of a sink. */
    static Translated sink(String written) {
        List<String> notes = new ArrayList<>();
        String pattern = written.strip();
        if (!pattern.contains("<-") && UNDIRECTED.matcher(pattern).find()) {
            pattern = UNDIRECTED.matcher(pattern).replaceFirst("]->(");
            notes.add("the relationship has no direction, which was read from left to right: -> is written out");
        }
        Optional<String> problem = problem(pattern);
        if (problem.isPresent()) {
            String withoutWildcards = withoutWildcardsAtTheEnds(pattern);
            if (!withoutWildcards.equals(pattern) && problem(withoutWildcards).isEmpty()) {
                notes.add("* in a node of a relationship never did anything, and is left out");
                pattern = withoutWildcards;
                problem = Optional.empty();
            }
        }
        if (problem.isPresent()) {
            return new Translated(null, problem.get(), notes, false);
        }
        List<Pattern> parsed = Patterns.parseSinkPatterns(pattern);
        return new Translated(pattern, null, notes, parsed.stream().anyMatch(RelationshipPattern.class::isInstance));
    }

    private static Optional<String> problem(String pattern) {
        try {
            Patterns.parseSinkPatterns(pattern);
            return Optional.empty();
        } catch (InvalidPatternException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Outside of brackets, so of the nodes only. */
    private static String withoutWildcardsAtTheEnds(String pattern) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (String piece : pattern.split("(?<=[\\[\\]])|(?=[\\[\\]])")) {
            if (piece.equals("[")) {
                depth++;
            } else if (piece.equals("]")) {
                depth--;
            }
            text.append(depth > 0 ? piece : piece.replaceAll(",\\s*\\*\\s*(?=[,}])", ""));
        }
        return text.toString();
    }

    /** The selectors of a pattern of the plugin's source for nodes: any of its labels was enough. */
    static Translated nodes(String written) {
        List<String> notes = new ArrayList<>();
        List<String> selectors = new ArrayList<>();
        for (String part : written.split(";")) {
            String text = part.strip();
            if (text.equals("*")) {
                selectors.add("()");
                continue;
            }
            int brace = text.indexOf('{');
            List<String> labels = labels(brace < 0 ? text : text.substring(0, brace));
            String choice = choice(brace < 0 ? "" : text.substring(brace), notes);
            if (labels.isEmpty() || choice == null) {
                return new Translated(null, "can't be read: expected Label, Label{a, b}, Label{-a} or *", notes, false);
            }
            if (labels.size() > 1) {
                notes.add("any of the labels " + String.join(", ", labels)
                        + " was enough, where a selector (:A:B) wants all of them: each has a selector of its own");
            }
            labels.forEach(label -> selectors.add("(:" + quoted(label) + choice + ")"));
        }
        return selected(selectors, notes);
    }

    /** The selectors of a pattern of the plugin's source for relationships. */
    static Translated relationships(String written) {
        List<String> notes = new ArrayList<>();
        List<String> selectors = new ArrayList<>();
        for (String part : written.split(";")) {
            String text = part.strip();
            if (text.equals("*")) {
                selectors.add("()-[]->()");
                continue;
            }
            int brace = text.indexOf('{');
            List<String> types = labels(brace < 0 ? text : text.substring(0, brace));
            String choice = choice(brace < 0 ? "" : text.substring(brace), notes);
            if (types.size() != 1 || choice == null) {
                return new Translated(null, "can't be read: expected TYPE, TYPE{a, b}, TYPE{-a} or *", notes, true);
            }
            selectors.add("()-[:" + quoted(types.get(0)) + choice + "]->()");
        }
        return selected(selectors, notes);
    }

    private static Translated selected(List<String> selectors, List<String> notes) {
        String text = String.join("; ", selectors);
        try {
            Patterns.parseSelectors(text);
            return new Translated(text, null, notes, false);
        } catch (InvalidPatternException e) {
            return new Translated(null, e.getMessage(), notes, false);
        }
    }

    /** Between colons, which in back-ticks separate nothing. */
    private static List<String> labels(String text) {
        List<String> labels = new ArrayList<>();
        for (String label : text.split(":(?=(?:[^`]*`[^`]*`)*[^`]*$)")) {
            String plain = label.replace("`", "").strip();
            if (!plain.isEmpty()) {
                labels.add(plain);
            }
        }
        return labels;
    }

    /** The braces of a selector, nothing for all properties, null if it can't be read. */
    private static String choice(String braces, List<String> notes) {
        if (braces.isEmpty()) {
            return "";
        }
        if (!braces.endsWith("}")) {
            return null;
        }
        List<String> included = new ArrayList<>();
        List<String> excluded = new ArrayList<>();
        boolean all = false;
        for (String property : braces.substring(1, braces.length() - 1).split(",")) {
            String name = property.strip();
            if (name.equals("*")) {
                all = true;
            } else if (name.startsWith("-") && name.length() > 1) {
                excluded.add("-" + quoted(name.substring(1).strip()));
            } else if (!name.isEmpty()) {
                included.add(quoted(name));
            }
        }
        if (all) {
            if (!excluded.isEmpty()) {
                notes.add(
                        "* beside " + String.join(", ", excluded) + " sent all properties, also these: it still does");
            }
            return "";
        }
        if (!included.isEmpty()) {
            if (!excluded.isEmpty()) {
                notes.add("properties that are named win over those that are excluded; the exclusions did nothing");
            }
            return "{" + String.join(", ", included) + "}";
        }
        return excluded.isEmpty() ? "" : "{" + String.join(", ", excluded) + "}";
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() ? name : "`" + name.replace("`", "``") + "`";
    }

    /** The selectors of the connector: commas separate them, and one without a direction selects both. */
    static Translated connector(String written) {
        List<String> notes = new ArrayList<>();
        List<String> selectors = new ArrayList<>();
        for (String part : topLevel(written)) {
            String selector = part.strip();
            boolean arrow = selector.contains("->") || selector.contains("<-");
            if (!arrow && (selector.contains("]-(") || selector.contains(")--("))) {
                notes.add("a relationship without a direction was selected in both: there is a selector for each");
                selectors.add(selector.replace("]-(", "]->(").replace(")--(", ")-->("));
                selectors.add(selector.replace(")-[", ")<-[").replace(")--(", ")<--("));
            } else if (!selector.isEmpty()) {
                selectors.add(selector);
            }
        }
        return selectors.isEmpty()
                ? new Translated(null, "has no pattern in it", notes, false)
                : selected(selectors, notes);
    }

    private static List<String> topLevel(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '`' || c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(' || c == '[' || c == '{') {
                depth++;
            } else if (c == ')' || c == ']' || c == '}') {
                depth--;
            } else if (c == ',' && depth <= 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
