package io.github.neo4jstreams.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.neo4jstreams.camel.Neo4jStreamsConsole;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.console.DevConsole;

/** What the page shows: all of the dev console, and which routes there are. Thread-safe. */
final class PageState {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CamelContext context;
    private final Neo4jStreamsConsole console;

    PageState(CamelContext context) {
        this.context = context;
        this.console = new Neo4jStreamsConsole();
        console.setCamelContext(context);
    }

    byte[] json() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("application", context.getName());
        state.put("at", Instant.now().toString());
        ((Map<?, ?>) console.call(DevConsole.MediaType.JSON)).forEach((name, value) -> state.put((String) name, value));
        state.put("routes", routes());
        try {
            return JSON.writeValueAsBytes(state);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Map<String, Object>> routes() {
        List<Map<String, Object>> routes = new ArrayList<>();
        for (Route route : context.getRoutes()) {
            Map<String, Object> description = new LinkedHashMap<>();
            description.put("id", route.getId());
            description.put("state", String.valueOf(context.getRouteController().getRouteStatus(route.getId())));
            description.put("behind", KafkaLag.records(route));
            routes.add(description);
        }
        return routes;
    }
}
