package io.github.neo4jstreams.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The class path of one server: the module with its launcher, and all the jars that the build of that module has
 * written into a resource {@code SERVER.classpath}.
 */
final class ServerClassPath {
    private ServerClassPath() {}

    /** Empty if the module of that server isn't there. */
    static Optional<String> find(String server) {
        String name = server + ".classpath";
        URL resource = ServerClassPath.class.getResource(name);
        if (resource == null) {
            return Optional.empty();
        }
        try (InputStream in = resource.openStream()) {
            String jars = new String(in.readAllBytes(), StandardCharsets.UTF_8).trim();
            return Optional.of(moduleOf(resource, name) + ":" + jars);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The directory or jar the resource is in. */
    private static Path moduleOf(URL resource, String name) throws IOException, URISyntaxException {
        if (resource.getProtocol().equals("jar")) {
            return Path.of(((JarURLConnection) resource.openConnection())
                    .getJarFileURL()
                    .toURI());
        }
        String path = ServerClassPath.class.getPackageName().replace('.', '/') + "/" + name;
        String uri = resource.toString();
        return Path.of(URI.create(uri.substring(0, uri.length() - path.length())));
    }
}
