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

    private enum Function {
        /** The whole value of an option. */
        OPTIONAL("neo4j-streams-optional"),
        /** The whole value of a Kamelet's parameter. */
        OPTIONAL_CALL("neo4j-streams-optional-call"),
        PART("neo4j-streams-text");

        private final String name;
        private final Pattern written;

        Function(String name) {
            this.name = name;
            this.written = Pattern.compile("\\{\\{" + name + ":[^{}]+}}");
        }

        String of(String key) {
            return "{{" + name + ":" + key + "}}";
        }
    }

    private final CamelContext camelContext;
    private final Function function;

    private EncodedProperty(CamelContext camelContext, Function function) {
        this.camelContext = camelContext;
        this.function = function;
    }

    static void register(CamelContext camelContext) {
        PropertiesComponent properties = camelContext.getPropertiesComponent();
        for (Function function : Function.values()) {
            properties.addPropertiesFunction(new EncodedProperty(camelContext, function));
        }
    }

    static String optionalValue(String key) {
        return Function.OPTIONAL.of(key);
    }

    static boolean isOptionalValue(String value) {
        return Function.OPTIONAL.written.matcher(value).matches();
    }

    static String optionalCall(String key) {
        return Function.OPTIONAL_CALL.of(key);
    }

    static boolean isOptionalCall(String value) {
        return Function.OPTIONAL_CALL.written.matcher(value).matches();
    }

    static String partOfText(String key) {
        return Function.PART.of(key);
    }

    static String withoutParts(String value) {
        return Function.PART.written.matcher(value).replaceAll("");
    }

    @Override
    public String getName() {
        return function.name;
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
        if (function == Function.PART) {
            return value == null ? "" : OptionText.body(value);
        }
        if (value == null) {
            return null; // makes Camel drop the option
        }
        return function == Function.OPTIONAL ? OptionText.encode(value) : OptionText.encodeCall(value);
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
        if (OptionText.isCallEncoded(value)) {
            // of a Kamelet's caller, whose placeholders are resolved
            return OptionText.decode(value);
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
