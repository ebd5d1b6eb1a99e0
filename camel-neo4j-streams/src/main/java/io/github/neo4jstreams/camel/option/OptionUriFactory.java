package io.github.neo4jstreams.camel.option;

import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.UriFactoryResolver;

/** The generated factory, except that texts get into the URI unchanged. Made for the YAML DSL, its only caller. */
final class OptionUriFactory implements EndpointUriFactory {

    private final KnownOptions known;
    private final EndpointUriFactory generated;

    private OptionUriFactory(KnownOptions known, EndpointUriFactory generated) {
        this.known = known;
        this.generated = generated;
    }

    /** Called for {@code uri: neo4j-streams}, with the path among the options. */
    @Override
    public String buildUri(String scheme, Map<String, Object> properties, boolean encode) throws URISyntaxException {
        Map<String, Object> others = new HashMap<>();
        SortedMap<String, String> texts = new TreeMap<>();
        properties.forEach((name, value) -> {
            String prefix = multiValuePrefixes().get(name);
            if (prefix != null && value instanceof Map<?, ?> values) {
                values.forEach((key, each) -> texts.put(prefix + key, encode(prefix + key, each)));
            } else if (known.isText(name) && value != null) {
                texts.put(name, encode(name, value));
            } else {
                others.put(name, value);
            }
        });
        StringBuilder uri = new StringBuilder(generated.buildUri(scheme, others, encode));
        texts.forEach((name, value) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value));
        return uri.toString();
    }

    private String encode(String name, Object value) {
        String text = value.toString();
        if (OptionUri.isRaw(text)) {
            return OptionText.encodeTemplate(text.substring(4, text.length() - 1));
        }
        return text.startsWith("#") && !known.isPrefixed(name) ? text : OptionText.encodeTemplate(text);
    }

    /**
     * All texts, secret or not: for {@code uri: neo4j-streams:cypher} the YAML DSL does not call {@link #buildUri}, but
     * glues the options together, and wraps in {@code RAW( )} those that are named here.
     */
    @Override
    public Set<String> secretPropertyNames() {
        return known.texts();
    }

    @Override
    public boolean isEnabled(String scheme) {
        return generated.isEnabled(scheme);
    }

    @Override
    public Set<String> propertyNames() {
        return generated.propertyNames();
    }

    @Override
    public Map<String, String> multiValuePrefixes() {
        return generated.multiValuePrefixes();
    }

    @Override
    public boolean isLenientProperties() {
        return generated.isLenientProperties();
    }

    @Override
    public CamelContext getCamelContext() {
        return generated.getCamelContext();
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        generated.setCamelContext(camelContext);
    }

    /**
     * Puts this factory before the generated one. The file that registers a factory belongs to Camel's plugin, which
     * writes the generated one into it in each build; and the registry, which Camel asks first, may be replaced later.
     */
    static final class Resolver implements UriFactoryResolver {

        private final KnownOptions known;
        private final UriFactoryResolver resolver;

        Resolver(KnownOptions known, UriFactoryResolver resolver) {
            this.known = known;
            this.resolver = resolver;
        }

        @Override
        public EndpointUriFactory resolveFactory(String name, CamelContext camelContext) {
            EndpointUriFactory found = resolver.resolveFactory(name, camelContext);
            return known.scheme().equals(name) ? new OptionUriFactory(known, found) : found;
        }
    }
}
