package io.github.neo4jstreams.camel.option;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/**
 * Rewrites URIs that call a Kamelet of this component, whose name begins with the scheme. Camel decodes such a URI before the
 * component sees anything of it: {@code SET a += event} would become {@code SET a = event}.
 */
final class KameletCalls {

    private static final String KAMELET = "kamelet";
    private static final String CALL = KAMELET + ":";

    private final KnownOptions known;
    private final CamelContext camelContext;
    private final Model model;

    KameletCalls(KnownOptions known, CamelContext camelContext, Model model) {
        this.known = known;
        this.camelContext = camelContext;
        this.model = model;
    }

    boolean isCall(String uri) {
        return uri != null && uri.stripLeading().startsWith(CALL + known.scheme() + "-");
    }

    /** Of the Kamelet EIP, which has no {@code kamelet:} before its name. */
    String rewriteName(String name) {
        return isCall(CALL + name) ? rewrite(CALL + name).substring(CALL.length()) : name;
    }

    /** A Kamelet that isn't ours, whatever its name, is left as it is. */
    String rewrite(String uri) {
        String name = name(uri);
        return template(name)
                .map(kamelet -> OptionUri.encodeCall(known.ofKamelet(name, parameters(kamelet), ofEveryKamelet()), uri))
                .orElse(uri);
    }

    /** Without the id of its route and the parameters. */
    private static String name(String uri) {
        String name = uri.strip().substring(CALL.length());
        return name.split("[/?]", 2)[0];
    }

    /** Loaded now, and not by Camel when the endpoint is created: what it declares tells where a value ends. */
    private Optional<RouteTemplateDefinition> template(String name) {
        if (model.getRouteTemplateDefinition(name) == null) {
            Resource resource = PluginHelper.getResourceLoader(camelContext)
                    .resolveResource("classpath:kamelets/" + name + ".kamelet.yaml");
            if (resource.exists()) {
                load(resource);
            }
        }
        return Optional.ofNullable(model.getRouteTemplateDefinition(name));
    }

    private void load(Resource resource) {
        try {
            PluginHelper.getRoutesLoader(camelContext).loadRoutes(resource);
        } catch (Exception e) {
            throw new IllegalArgumentException("The Kamelet " + resource.getLocation() + " can't be loaded", e);
        }
    }

    private static Collection<String> parameters(RouteTemplateDefinition kamelet) {
        return kamelet.getTemplateParameters() == null
                ? Set.of()
                : kamelet.getTemplateParameters().stream()
                        .map(RouteTemplateParameterDefinition::getName)
                        .collect(Collectors.toSet());
    }

    private Collection<String> ofEveryKamelet() {
        EndpointUriFactory kamelet = camelContext.getCamelContextExtension().getEndpointUriFactory(KAMELET);
        return kamelet == null ? Set.of() : new HashSet<>(kamelet.propertyNames());
    }
}
