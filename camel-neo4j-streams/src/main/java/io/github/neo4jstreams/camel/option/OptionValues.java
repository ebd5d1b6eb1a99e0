package io.github.neo4jstreams.camel.option;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.UriFactoryResolver;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.ResourceHelper;

/** What the component and Camel need of this package. */
public final class OptionValues {

    private static final String RESOURCE = "resource:";

    private final KnownOptions known;

    public OptionValues(KnownOptions known) {
        this.known = known;
    }

    /** To be called before the context starts; a second time it does nothing. */
    public void install(CamelContext camelContext) {
        ExtendedCamelContext extension = camelContext.getCamelContextExtension();
        if (isInstalled(camelContext)) {
            return;
        }
        extension.addContextPlugin(OptionValues.class, this);
        extension.addContextPlugin(
                UriFactoryResolver.class,
                new OptionUriFactory.Resolver(known, extension.getContextPlugin(UriFactoryResolver.class)));
        // Camel loads a ContextServicePlugin in the context's constructor, before there is the model that it will use
        camelContext.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextInitializing(CamelContext context) {
                EncodedProperty.register(context);
                RouteUris.rewrite(known, context);
            }
        });
    }

    public boolean isInstalled(CamelContext camelContext) {
        return camelContext.getCamelContextExtension().getContextPlugin(OptionValues.class) != null;
    }

    /**
     * A URI that Camel's component can take apart without a change to a text.
     *
     * @param rawUri as Camel got it, where texts may still stand as they are: the normalized one has lost the difference
     *     between a blank, {@code +} and {@code %2B}
     * @param hasOptions whether there will be more options than those of the URI
     */
    public String encode(String rawUri, boolean hasOptions) {
        String uri = OptionUri.encodeFromCamel(known, rawUri);
        // Camel can't add options to a raw URI without a query; it takes "hash" off again
        return hasOptions && uri.indexOf('?') < 0 ? uri + "?hash=0" : uri;
    }

    /** The same for options that come beside a URI. */
    public Map<String, Object> encode(Map<String, Object> options) {
        Map<String, Object> answer = new HashMap<>(options);
        answer.replaceAll((name, value) ->
                value instanceof String text && known.isText(name) && (known.isPrefixed(name) || !text.startsWith("#"))
                        ? OptionText.encode(text)
                        : value);
        return answer;
    }

    /** Makes the options' values what they were before {@link #encode}, and reads those that are in a resource. */
    public void decode(CamelContext camelContext, Map<String, Object> options) {
        options.replaceAll((name, value) ->
                value instanceof String text && known.isText(name) ? decode(camelContext, name, text) : value);
    }

    private String decode(CamelContext camelContext, String name, String value) {
        if (!OptionText.isEncoded(value)) {
            return referenced(camelContext, name, value);
        }
        String text = OptionText.decode(value);
        return text.startsWith(RESOURCE) ? read(camelContext, name, text.substring(RESOURCE.length())) : text;
    }

    private String referenced(CamelContext camelContext, String name, String reference) {
        String text = EndpointHelper.resolveReferenceParameter(camelContext, reference, String.class, false);
        if (text == null) {
            throw OptionUri.refuse(
                    known.scheme(),
                    "the option '" + name + "' begins with '#', but there is no text of that name in Camel's registry",
                    "If it is not a name,");
        }
        return text;
    }

    private String read(CamelContext camelContext, String name, String location) {
        try (InputStream stream = ResourceHelper.resolveMandatoryResourceAsInputStream(camelContext, location)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    known.scheme() + ": the option '" + name + "' can't be read from resource:" + location + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Sets the texts among the options and takes them out. Camel's own way would look for property placeholders in them.
     */
    public void setTexts(Endpoint endpoint, PropertyConfigurer configurer, Map<String, Object> options) {
        for (String name : new TreeSet<>(options.keySet())) {
            if (known.texts().contains(name)) {
                configurer.configure(endpoint.getCamelContext(), endpoint, name, options.remove(name), false);
            }
        }
    }
}
