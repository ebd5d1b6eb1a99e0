package io.github.neo4jstreams.camel.option;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads {@code scheme:path?options} more strictly than Camel does, and writes it again with each text in the notation of
 * {@link OptionText}. Whatever may be meant in two ways is refused.
 */
final class OptionUri {

    private static final Pattern PERCENT_CODE = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n]");
    /** A line break and its indentation at either end of a value is how a text block lays out the URI. */
    private static final Pattern LAYOUT = Pattern.compile("\\A[ \\t]*[\\r\\n]\\s*|\\s*[\\r\\n]\\s*\\z");

    private final KnownOptions known;
    private final String query;
    private final Origin origin;
    /** The closing brackets of the RAW values so far. */
    private String closed = "";

    /** Where a URI comes from. */
    private enum Origin {
        /** As a route has it. */
        ROUTE,
        /** As a route has it, of a Kamelet: the YAML DSL wraps nothing in {@code RAW( )}, so plain text is as it was written. */
        CALL,
        /** From Camel, which has joined lines and resolved placeholders. */
        CAMEL
    }

    private OptionUri(KnownOptions known, String query, Origin origin) {
        this.known = known;
        this.query = query;
        this.origin = origin;
    }

    /** Of a URI in a route, as somebody wrote it or the YAML DSL put it together. */
    static String encodeInRoute(KnownOptions known, String uri) {
        return encode(known, uri, Origin.ROUTE);
    }

    /**
     * Of a URI in a route that calls one of our Kamelets.
     *
     * @param known its parameters
     */
    static String encodeCall(KnownOptions known, String uri) {
        return encode(known, uri, Origin.CALL);
    }

    /** Of a URI that Camel hands to the component. */
    static String encodeFromCamel(KnownOptions known, String uri) {
        return encode(known, uri, Origin.CAMEL);
    }

    private static String encode(KnownOptions known, String uri, Origin origin) {
        int mark = uri.indexOf('?');
        if (mark < 0) {
            return uri;
        }
        String query = uri.substring(mark + 1);
        if (origin != Origin.CAMEL
                && OptionText.PLACEHOLDER.matcher(query.strip()).matches()) {
            return uri; // all options come from one property: the component gets to see them
        }
        StringBuilder answer = new StringBuilder(uri.substring(0, mark).strip());
        char separator = '?';
        for (var option : new OptionUri(known, query, origin).options().entrySet()) {
            answer.append(separator).append(option.getKey()).append('=').append(option.getValue());
            separator = '&';
        }
        return answer.toString();
    }

    private SortedMap<String, String> options() {
        SortedMap<String, String> options = new TreeMap<>();
        int at = 0;
        while (at < query.length()) {
            String name = nameAt(at);
            if (name == null || !known.contains(name)) {
                throw refuse(
                        name == null
                                ? "what follows a '" + (at == 0 ? '?' : '&') + "' is not an option"
                                : known.unknown(name),
                        "If this is part of a value,");
            }
            int start = query.indexOf('=', at) + 1;
            int end = endOfValue(start);
            String value = query.substring(start, end);
            if (inRoute()) {
                value = LAYOUT.matcher(value).replaceAll("");
            }
            if (options.put(name, known.isText(name) ? text(name, value) : other(value)) != null) {
                throw refuse("the option '" + name + "' is set twice", "If this is part of a value,");
            }
            at = end + 1;
            if (at == query.length()) {
                throw refuse("there is nothing behind the last '&'", "If it is part of a value,");
            }
        }
        return options;
    }

    private boolean inRoute() {
        return origin != Origin.CAMEL;
    }

    /** The name in front of the next {@code =}, or null if that is none. */
    private String nameAt(int at) {
        int equals = query.indexOf('=', at);
        String name = equals < 0 ? "" : query.substring(at, equals).strip();
        return KnownOptions.isName(name) ? name : null;
    }

    /** The end of the URI, or the {@code &} behind the value. */
    private int endOfValue(int start) {
        int first = skipBlanks(start);
        char close = closingBracket(first);
        if (close == 0) {
            return endOfPlainValue(start);
        }
        for (int i = query.indexOf(close, first); i >= 0; i = query.indexOf(close, i + 1)) {
            int next = skipBlanks(i + 1);
            if (next == query.length() || query.charAt(next) == '&' && optionsFollow(next + 1, close)) {
                closed += close;
                return next;
            }
            refuseMisspelt(next);
        }
        throw refuse("RAW" + (close == ')' ? '(' : '{') + " is not closed", "");
    }

    private int endOfPlainValue(int start) {
        int amp = query.indexOf('&', start);
        return amp < 0 ? query.length() : amp;
    }

    private int skipBlanks(int at) {
        int answer = at;
        while (answer < query.length() && Character.isWhitespace(query.charAt(answer))) {
            answer++;
        }
        return answer;
    }

    /** Of the RAW that begins here, or 0 if none does. */
    private char closingBracket(int at) {
        return query.startsWith("RAW(", at) ? ')' : query.startsWith("RAW{", at) ? '}' : 0;
    }

    /**
     * Whether other options follow a RAW value, or its text goes on with what looks like them. The YAML DSL wraps a text
     * in {@code RAW( )} whatever is in it; if that is {@code a)&batchSize=1}, the text's own bracket has closed RAW, and
     * the other one is left over in what would be the value of {@code batchSize}.
     */
    private boolean optionsFollow(int from, char close) {
        int at = from;
        while (true) {
            String name = nameAt(at);
            if (name == null || !known.contains(name)) {
                return false;
            }
            int start = query.indexOf('=', at) + 1;
            int first = skipBlanks(start);
            if (closingBracket(first) != 0 || query.startsWith("#", first)) {
                return true;
            }
            int end = endOfPlainValue(start);
            if (isLeftOver(close, query.substring(start, end))) {
                return known.isText(name); // a text may have such a bracket, and will be refused
            }
            if (end == query.length()) {
                return true;
            }
            at = end + 1;
        }
    }

    private static boolean isLeftOver(char close, String value) {
        int open = 0;
        for (char c : value.toCharArray()) {
            open += c == (close == ')' ? '(' : '{') ? 1 : c == close ? -1 : 0;
            if (open < 0) {
                return true;
            }
        }
        return false;
    }

    /** An unknown option behind RAW makes no end to it, but must not become text because of a slip of the keyboard. */
    private void refuseMisspelt(int at) {
        if (at < query.length() && query.charAt(at) == '&') {
            String name = nameAt(at + 1);
            if (name != null && !known.contains(name) && known.nearest(name).isPresent()) {
                throw refuse(known.unknown(name), "If this is part of a value,");
            }
        }
    }

    /**
     * Camel codes all values of a URI when it has taken an optional property out that isn't there: {@code #bean} comes as
     * {@code %23bean}. What is no text has no percent sign of its own.
     */
    private String other(String value) {
        return origin == Origin.CAMEL && PERCENT_CODE.matcher(value).find() ? decode(value) : value;
    }

    private static String decode(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private String text(String name, String value) {
        String stripped = value.strip();
        if (origin == Origin.CAMEL && !known.isPrefixed(name) && stripped.startsWith("%23")) {
            return decode(stripped); // a reference that Camel has coded
        }
        if (isEncoded(stripped)) {
            return stripped;
        }
        if (isRaw(stripped)) {
            // Camel writes % as %25 when it puts a RAW value together, and reads it so in each component
            String text = stripped.substring(4, stripped.length() - 1).replace("%25", "%");
            return encode(text);
        }
        boolean prefixed = known.isPrefixed(name);
        if (!prefixed && stripped.startsWith("#")) {
            return stripped; // a reference
        }
        for (char close : closed.toCharArray()) {
            if (isLeftOver(close, value)) {
                throw refuse("the option '" + name + "' has a '" + close + "' that may belong to a RAW before it", "");
            }
        }
        // the YAML DSL wraps no option with a prefix in RAW( ), and decodes nothing
        if (!(inRoute() && prefixed)) {
            if (origin != Origin.CALL && value.indexOf('+') >= 0) {
                throw refuse("the option '" + name + "' has a '+', which may be meant to be a blank", "");
            }
            if (PERCENT_CODE.matcher(value).find()) {
                throw refuse("the option '" + name + "' has a '%' that may begin the code of a character", "");
            }
        }
        if (origin != Origin.CALL && LINE_BREAK.matcher(value).find()) {
            throw refuse("the option '" + name + "' has a line break, which Camel takes out of URIs", "");
        }
        return encode(value);
    }

    private boolean isEncoded(String value) {
        return switch (origin) {
            case ROUTE -> OptionText.isEncoded(value) || OptionText.isWritten(value);
            case CALL -> OptionText.isCallWritten(value);
            case CAMEL -> OptionText.isEncoded(value);
        };
    }

    private String encode(String text) {
        return switch (origin) {
            case ROUTE -> OptionText.encodeTemplate(text);
            case CALL -> OptionText.encodeCallTemplate(text);
            case CAMEL -> OptionText.encode(text);
        };
    }

    static boolean isRaw(String value) {
        return value.startsWith("RAW(") && value.endsWith(")") || value.startsWith("RAW{") && value.endsWith("}");
    }

    private IllegalArgumentException refuse(String reason, String condition) {
        return refuse(known.scheme(), reason, condition);
    }

    /** Without a value: it may be a secret. */
    static IllegalArgumentException refuse(String scheme, String reason, String condition) {
        String cure =
                "write the value as RAW(...) or RAW{...}, or put it in a file and write resource:classpath:NAME or"
                        + " resource:file:NAME";
        return new IllegalArgumentException(scheme + ": " + reason + ". "
                + (condition.isEmpty() ? "W" + cure.substring(1) : condition + " " + cure));
    }
}
