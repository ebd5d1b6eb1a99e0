package io.github.neo4jstreams.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.StaticService;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page, its script and style, and what they show as JSON: to GET and nothing else, and nothing besides. With the JDK's
 * own server, since it has to stand beside whatever HTTP server and Netty an application has. Thread-safe.
 */
public final class PageServer extends ServiceSupport implements StaticService {

    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);

    private static final String STATE = "/state.json";

    private record File(String name, String type) {}

    private static final Map<String, File> FILES = Map.of(
            "/", new File("page.html", "text/html; charset=utf-8"),
            "/page.css", new File("page.css", "text/css; charset=utf-8"),
            "/page.svg", new File("page.svg", "image/svg+xml"),
            "/page.js", new File("page.js", "text/javascript; charset=utf-8"));

    /** A tab that looks, and one more that waits for a cluster to answer. */
    private static final int THREADS = 2;

    private final CamelContext context;
    private final PageAddress address;
    private final PageState state;
    private ExecutorService threads;
    private volatile HttpServer server;

    PageServer(CamelContext context, PageAddress address) {
        this.context = context;
        this.address = address;
        this.state = new PageState(context);
    }

    /** Where the page is, for example {@code http://localhost:8099/}; null while it is nowhere. */
    public URI uri() {
        HttpServer running = server;
        return running == null
                ? null
                : URI.create(
                        "http://" + address.host() + ":" + running.getAddress().getPort() + "/");
    }

    @Override
    protected void doStart() {
        try {
            HttpServer starting = HttpServer.create(new InetSocketAddress(address.host(), address.port()), 0);
            threads = context.getExecutorServiceManager().newFixedThreadPool(this, "Neo4jStreamsPage", THREADS);
            starting.setExecutor(threads);
            starting.createContext("/", this::handle);
            starting.start();
            server = starting;
            LOG.info("What the routes do is shown at {}", uri());
        } catch (IOException e) {
            // no reason for a route not to run
            LOG.error(
                    "There is no page at {}={}:{}, {}: choose another port, or 0 for any that is free",
                    PagePlugin.PROPERTY,
                    address.host(),
                    address.port(),
                    e.getMessage());
        }
    }

    @Override
    protected void doStop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
        if (threads != null) {
            context.getExecutorServiceManager().shutdownNow(threads);
            threads = null;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            File file = FILES.get(path);
            if (!isForUs(exchange)) {
                answer(exchange, 403, "text/plain", utf8("This page is for its own machine: http://localhost:PORT/"));
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                answer(exchange, 405, "text/plain", utf8("This page is to be read"));
            } else if (path.equals(STATE)) {
                answer(exchange, 200, "application/json", state.json());
            } else if (file != null) {
                answer(exchange, 200, file.type(), bytes(file.name()));
            } else {
                answer(exchange, 404, "text/plain", utf8("There is nothing here"));
            }
        } catch (RuntimeException e) {
            // the server would close the connection and tell nobody
            LOG.warn("The page can't be shown: {}", e.toString());
            throw e;
        }
    }

    /** What listens to its own machine only isn't asked for by another name, but by a web site that pretends to be this one. */
    private static boolean isForUs(HttpExchange exchange) {
        if (!exchange.getHttpContext().getServer().getAddress().getAddress().isLoopbackAddress()) {
            return true;
        }
        String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
        return host.matches("(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?");
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Content-Security-Policy", "frame-ancestors 'none'");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String resource) throws IOException {
        try (InputStream in = PageServer.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }
}
