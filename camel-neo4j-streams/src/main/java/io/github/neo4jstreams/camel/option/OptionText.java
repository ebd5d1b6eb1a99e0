package io.github.neo4jstreams.camel.option;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A notation for text that nothing in Camel changes: {@code enc*}, then ASCII letters, digits and {@code - . _} as they
 * are, and {@code *HH} for each other byte of the UTF-8.
 *
 * <p>Between a route and its component Camel joins lines, puts in property values, decodes the query of the URI up to two
 * times, looks for {@code RAW(} and masks secrets. None of it touches these characters, and two URIs in this notation
 * are the same endpoint in Camel's registry exactly if their texts are the same.
 */
final class OptionText {

    /** {@code {{key}}}, but not <code>\{{key}}</code>; braces and line breaks are in no key, but in Cypher's maps. */
    static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\\\)\\{\\{([^{}\\r\\n]+)}}");

    private static final String PREFIX = "enc*";
    private static final String BODY = "(?:[\\w.-]|\\*[0-9A-F]{2})*+";
    private static final Pattern ENCODED = Pattern.compile("enc\\*" + BODY);

    /** Of a text on its way to a Kamelet: long, because there a text may be that was never encoded. */
    private static final String CALL_PREFIX = "neo4j-streams-enc*";

    private static final Pattern CALL_ENCODED = Pattern.compile("neo4j-streams-enc\\*" + BODY);

    private OptionText() {}

    static boolean isEncoded(String value) {
        return ENCODED.matcher(value).matches();
    }

    static String encode(String text) {
        return PREFIX + body(text);
    }

    /** What stands behind the prefix, or is a part of it: the notation of a text is that of its parts, one by one. */
    static String body(String text) {
        // application/x-www-form-urlencoded, with * as its own escape
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("+", "%20")
                .replace('%', '*');
    }

    static String decode(String value) {
        // no letter of the prefixes is an asterisk but the last
        return URLDecoder.decode(value.substring(value.indexOf('*') + 1).replace('*', '%'), StandardCharsets.UTF_8);
    }

    static boolean isCallEncoded(String value) {
        return CALL_ENCODED.matcher(value).matches();
    }

    static String encodeCall(String text) {
        return CALL_PREFIX + body(text);
    }

    /**
     * Like {@link #encode}, but {@code {{key}}} is a placeholder, and what it stands for will be text. A text that is
     * nothing but {@code {{?key}}} sets the option only if there is such a property.
     */
    static String encodeTemplate(String text) {
        return isOptional(text) ? EncodedProperty.optionalValue(key(text)) : PREFIX + template(text);
    }

    /** The same for a text on its way to a Kamelet. */
    static String encodeCallTemplate(String text) {
        return isOptional(text) ? EncodedProperty.optionalCall(key(text)) : CALL_PREFIX + template(text);
    }

    private static boolean isOptional(String text) {
        return PLACEHOLDER.matcher(text).matches() && text.startsWith("{{?");
    }

    private static String key(String placeholder) {
        return placeholder.substring(2, placeholder.length() - 2);
    }

    private static String template(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder answer = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            answer.append(body(text.substring(from, matcher.start())));
            answer.append(EncodedProperty.partOfText(matcher.group(1)));
            from = matcher.end();
        }
        return answer.append(body(text.substring(from))).toString();
    }

    /** Whether this is what {@link #encodeTemplate} has written. */
    static boolean isWritten(String value) {
        return EncodedProperty.isOptionalValue(value) || isEncoded(EncodedProperty.withoutParts(value));
    }

    /** Whether this is what {@link #encodeCallTemplate} has written. */
    static boolean isCallWritten(String value) {
        return EncodedProperty.isOptionalCall(value) || isCallEncoded(EncodedProperty.withoutParts(value));
    }
}
