package io.github.neo4jstreams.camel.option;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesResolvedValue;

/**
 * What becomes of <code>{{key}}</code> in a text: <code>{{neo4j-streams-text:key}}</code>, a placeholder again, so that
 * Camel resolves it at its own time and with the parameters of the route template or Kamelet. The value arrives in the
 * notation of {@link OptionText}; as it is, it would be part of a URI and be read as one.
 */
final class EncodedProperty implements PropertiesFunction {

    private static final String OPTIONAL = "neo4j-streams-optional";
    private static final String PART = "neo4j-streams-text";
    private static final Pattern OPTIONAL_WRITTEN = Pattern.compile("\\{\\{" + OPTIONAL + ":[^{}]+}}");
    private static final Pattern PART_WRITTEN = Pattern.compile("\\{\\{" + PART + ":[^{}]+}}");

    private final CamelContext camelContext;
    private final boolean optional;

    private EncodedProperty(CamelContext camelContext, boolean optional) {
        this.camelContext = camelContext;
        this.optional = optional;
    }

    static void register(CamelContext camelContext) {
        PropertiesComponent properties = camelContext.getPropertiesComponent();
        properties.addPropertiesFunction(new EncodedProperty(camelContext, true));
        properties.addPropertiesFunction(new EncodedProperty(camelContext, false));
    }

    static String optionalValue(String key) {
        return "{{" + OPTIONAL + ":" + key + "}}";
    }

    static boolean isOptionalValue(String value) {
        return OPTIONAL_WRITTEN.matcher(value).matches();
    }

    static String partOfText(String key) {
        return "{{" + PART + ":" + key + "}}";
    }

    static String withoutParts(String value) {
        return PART_WRITTEN.matcher(value).replaceAll("");
    }

    @Override
    public String getName() {
        return optional ? OPTIONAL : PART;
    }

    @Override
    public boolean lookupFirst(String remainder) {
        return false;
    }

    @Override
    public boolean optional(String remainder) {
        return remainder.startsWith("?");
    }

    @Override
    public String apply(String key) {
        String value = resolve(key, new ArrayDeque<>());
        if (optional) {
            return value == null ? null : OptionText.encode(value); // null makes Camel drop the option
        }
        return value == null ? "" : OptionText.body(value);
    }

    /** Resolves nested placeholders as Camel would, which however takes a lone <code>}}</code> (a map in a map) for an error. */
    private String resolve(String key, Deque<String> parents) {
        if (parents.contains(key)) {
            throw new IllegalArgumentException("The property " + key + " is part of its own value");
        }
        String value = camelContext.resolvePropertyPlaceholders("{{" + key + "?nested=false}}");
        if (value == null) {
            return null;
        }
        value = withBackslashes(key, value);
        parents.push(key);
        String answer = OptionText.PLACEHOLDER.matcher(value).replaceAll(found -> {
            String nested = resolve(found.group(1), parents);
            return nested == null ? "" : Matcher.quoteReplacement(nested);
        });
        parents.pop();
        return answer;
    }

    /** Camel takes the backslashes off what it has resolved, but remembers what it had found. */
    private String withBackslashes(String key, String value) {
        String name = key.startsWith("?") ? key.substring(1) : key;
        int colon = name.indexOf(':');
        return camelContext
                .getPropertiesComponent()
                .getResolvedValue(colon < 0 ? name : name.substring(0, colon))
                .map(PropertiesResolvedValue::value)
                // or else it is about another value of this name, that of a template's parameter
                .filter(found -> found.replace("\\", "").equals(value.replace("\\", "")))
                .orElse(value);
    }
}
