package io.github.neo4jstreams.migrate.translate;

import io.github.neo4jstreams.migrate.read.Setting;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that other systems look up become values that Camel looks up. */
final class Placeholders {

    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::?[-?]([^}]*))?}");
    private static final Pattern PROVIDER = Pattern.compile("\\$\\{[\\w-]+:[^}]*?([A-Za-z0-9_.-]+)}");

    /** A name of more than one word says what it is of. */
    private static final Pattern TELLING = Pattern.compile("\\w[A-Za-z0-9]*[._-].+");

    private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*:?-([^}]*)}");

    private Placeholders() {}

    /** A secret that the environment must have. */
    static String secret(String variable) {
        return "{{env:" + variable + "}}";
    }

    /** The name of a variable for a key: {@code ssl.key.password} is {@code SSL_KEY_PASSWORD}. */
    static String variable(String prefix, String key) {
        return prefix + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }

    /**
     * {@link #translate(String)}, with a name of our own for what a provider looks up under a name that says nothing outside of
     * its file: two files may both have a {@code password}.
     */
    static String translate(String value, String variable) {
        Matcher whole = PROVIDER.matcher(value);
        return whole.matches()
                        && !VARIABLE.matcher(value).matches()
                        && !TELLING.matcher(whole.group(1)).matches()
                ? secret(variable)
                : translate(value);
    }

    /** The value of a setting, without blanks around it. */
    static String value(Setting setting) {
        return translate(setting.value().strip(), variable("", setting.key().replace("authentication.basic.", "")));
    }

    /** Whether the value is known only when the application runs. */
    static boolean isOpen(String value) {
        return value.contains("{{env:");
    }

    /** With the defaults of variables that have one in place of them. */
    static String withDefaults(String value) {
        return DEFAULT.matcher(value).replaceAll("$1");
    }

    /** Variables of a shell and of Connect's providers as placeholders of Camel. */
    static String translate(String value) {
        String text = VARIABLE.matcher(value)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(2) == null || match.group().matches("\\$\\{\\w+:?\\?.*")
                                ? "{{env:" + match.group(1) + "}}"
                                : "{{env:" + match.group(1) + ":" + match.group(2) + "}}"));
        return PROVIDER.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement("{{env:" + variable("", match.group(1)) + "}}"));
    }
}
