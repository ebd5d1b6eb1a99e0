package io.github.neo4jstreams.vector;

import java.util.LinkedHashMap;
import java.util.Map;

/** An endpoint as a case describes it: the strategy, and all other options as the text that a route would have. */
record EndpointOptions(String strategy, Map<String, String> options) {

    static EndpointOptions of(Fields fields) {
        return new EndpointOptions(fields.requiredText("strategy"), fields.texts());
    }

    String get(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    EndpointOptions withDefaults(Map<String, String> defaults) {
        Map<String, String> both = new LinkedHashMap<>(defaults);
        both.putAll(options);
        return new EndpointOptions(strategy, both);
    }
}
