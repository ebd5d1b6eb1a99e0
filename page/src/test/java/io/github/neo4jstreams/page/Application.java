package io.github.neo4jstreams.page;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A camel-main application with the page at a free port. */
final class Application implements AutoCloseable {

    private final Main main = new Main();

    /**
     * @param page value of the property that switches the page on, or null
     */
    Application(String page, String serverUri, String username, String password, String... yaml) throws Exception {
        main.setDefaultPropertyPlaceholderLocation("false");
        Properties properties = new Properties();
        if (page != null) {
            properties.setProperty("neo4j-streams.page", page);
        }
        properties.setProperty("camel.main.name", "bikes & riders");
        properties.setProperty("camel.main.shutdown-timeout", "20");
        properties.setProperty("camel.component.neo4j-streams.server-uri", serverUri);
        if (username != null) {
            properties.setProperty("camel.component.neo4j-streams.username", username);
            properties.setProperty("camel.component.neo4j-streams.password", password);
        }
        main.setInitialProperties(properties);
        try {
            main.start();
            for (String routes : yaml) {
                PluginHelper.getRoutesLoader(context()).loadRoutes(ResourceHelper.fromString("routes.yaml", routes));
            }
        } catch (Exception e) {
            main.stop();
            throw e;
        }
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    ProducerTemplate template() {
        return context().createProducerTemplate();
    }

    /** Where the page is. */
    URI page() {
        return context().hasService(PageServer.class).uri();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(page().resolve(path)).GET().build());
    }

    static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        main.stop();
    }
}
