package io.github.neo4jstreams.camel.option;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.support.LanguageSupport;

/**
 * Rewrites this component's URIs in routes, route templates and Kamelets when they are added, and the calls of its own
 * Kamelets. It is the only time at which they are as they were written: what the component gets has no line breaks any more,
 * and property values in it.
 */
final class RouteUris extends ModelLifecycleStrategySupport {

    private final KnownOptions known;
    private final Model model;
    private final KameletCalls calls;

    private RouteUris(KnownOptions known, CamelContext camelContext, Model model) {
        this.known = known;
        this.model = model;
        this.calls = new KameletCalls(known, camelContext, model);
    }

    /** Rewrites the routes which are there, and all that will be added. */
    static void rewrite(KnownOptions known, CamelContext camelContext) {
        Model model = camelContext.getCamelContextExtension().getContextPlugin(Model.class);
        RouteUris uris = new RouteUris(known, camelContext, model);
        // first, because a route that calls a Kamelet adds the Kamelet's template
        model.addModelLifecycleStrategy(uris);
        List.copyOf(model.getRouteTemplateDefinitions()).forEach(uris::onAddRouteTemplateDefinition);
        model.getRouteDefinitions().forEach(uris::onAddRouteDefinition);
    }

    @Override
    public void onAddRouteTemplateDefinition(RouteTemplateDefinition template) {
        if (template.getRoute() != null) {
            rewrite(template.getRoute());
        }
    }

    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        // nobody says when these are added, but it was before the routes that they are for
        model.getRouteConfigurationDefinitions().forEach(this::rewrite);
        rewrite(route);
    }

    private void rewrite(RouteConfigurationDefinition configuration) {
        List<ProcessorDefinition<?>> steps = new ArrayList<>();
        steps.addAll(configuration.getOnExceptions());
        steps.addAll(configuration.getOnCompletions());
        steps.addAll(configuration.getIntercepts());
        steps.addAll(configuration.getInterceptFroms());
        steps.addAll(configuration.getInterceptSendTos());
        rewrite(steps);
    }

    private void rewrite(RouteDefinition route) {
        FromDefinition from = route.getInput();
        if (from != null) {
            rewrite(from.getUri(), from::setUri);
        }
        rewrite(route.getOutputs());
    }

    @SuppressWarnings("rawtypes") // as Camel declares it
    private void rewrite(List<ProcessorDefinition<?>> steps) {
        for (ProcessorDefinition step :
                ProcessorDefinitionHelper.filterTypeInOutputs(steps, ProcessorDefinition.class)) {
            if (step instanceof SendDefinition<?> send) {
                rewrite(send.getUri(), send::setUri);
            } else if (step instanceof PollDefinition poll) {
                rewrite(poll.getUri(), poll::setUri);
            } else if (step instanceof KameletDefinition kamelet) {
                kamelet.setName(calls.rewriteName(kamelet.getName()));
            } else if (step instanceof ToDynamicDefinition dynamic && !isPerMessage(dynamic.getUri())) {
                rewrite(dynamic.getUri(), dynamic::setUri);
            }
        }
    }

    private void rewrite(String uri, Consumer<String> definition) {
        if (isOurs(uri)) {
            definition.accept(OptionUri.encodeInRoute(known, uri));
        } else if (calls.isCall(uri)) {
            definition.accept(calls.rewrite(uri));
        }
    }

    private boolean isOurs(String uri) {
        return uri != null && uri.stripLeading().startsWith(known.scheme() + ":");
    }

    /** Such a URI is complete for each message only, and then Camel hands it to the component. */
    private boolean isPerMessage(String uri) {
        if (!isOurs(uri) && !calls.isCall(uri) || !LanguageSupport.hasSimpleFunction(uri)) {
            return false;
        }
        if (uri.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '\t')) {
            throw OptionUri.refuse(
                    known.scheme(),
                    "a toD with ${...} has a line break or tab, which Camel takes out of URIs",
                    "If it is part of a value, leave it away or");
        }
        return true;
    }
}
