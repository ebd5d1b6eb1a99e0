package io.github.neo4jstreams.examples.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.github.neo4jstreams.testbed.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One replica of a Deployment without Kubernetes: a process with the image's class path, the container's environment, and its
 * volumes as the kubelet lays them out.
 */
final class Pod implements AutoCloseable {

    private static final Path IMAGE = Path.of("target", "lib");
    private static final Pattern PORT = Pattern.compile("HttpServer started on \\S*?:(\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Container container;
    private final JavaProcess process;

    /**
     * @param secrets the keys of each Secret
     * @param here    what the manifests' texts become on this machine
     */
    Pod(Manifests manifests, Map<String, Map<String, String>> secrets, UnaryOperator<String> here, Path folder) {
        PodSpec spec = manifests.deployment().getSpec().getTemplate().getSpec();
        container = spec.getContainers().get(0);
        Map<String, Path> mounted = new HashMap<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            mounted.put(mount.getMountPath(), folder.resolve(mount.getName()));
        }
        UnaryOperator<String> local = text -> {
            String result = here.apply(text);
            for (Map.Entry<String, Path> mount : mounted.entrySet()) {
                result = result.replace(mount.getKey(), mount.getValue().toString());
            }
            return result;
        };
        for (Volume volume : spec.getVolumes()) {
            mount(files(volume, manifests.configMap(), secrets), folder.resolve(volume.getName()), local);
        }
        JavaProcess.Builder builder =
                JavaProcess.builder("org.apache.camel.main.Main").classPath(IMAGE.toAbsolutePath() + "/*");
        for (EnvVar variable : container.getEnv()) {
            builder.environment(variable.getName(), local.apply(variable.getValue()));
        }
        process = builder.start();
    }

    private static Map<String, String> files(
            Volume volume, ConfigMap config, Map<String, Map<String, String>> secrets) {
        if (volume.getSecret() != null) {
            return secrets.get(volume.getSecret().getSecretName());
        }
        if (!volume.getConfigMap().getName().equals(config.getMetadata().getName())) {
            throw new IllegalArgumentException(
                    "no ConfigMap " + volume.getConfigMap().getName());
        }
        Map<String, String> files = new HashMap<>();
        for (KeyToPath item : volume.getConfigMap().getItems()) {
            files.put(item.getPath(), config.getData().get(item.getKey()));
        }
        return files;
    }

    /** Each file is a link to one in {@code ..data}, and that is a link to a folder, so that all change at once. */
    private static void mount(Map<String, String> files, Path folder, UnaryOperator<String> local) {
        try {
            Path data = Files.createDirectories(folder.resolve("..2026_01_01"));
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(data.resolve(file.getKey()), local.apply(file.getValue()));
                Files.createSymbolicLink(folder.resolve(file.getKey()), Path.of("..data", file.getKey()));
            }
            Files.createSymbolicLink(folder.resolve("..data"), data.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the probe is answered: the status and the text, or why there is none. */
    record Answer(int status, String text) {

        /** As the kubelet sees it. */
        boolean isYes() {
            return status >= 200 && status < 400;
        }
    }

    Answer liveness() {
        return ask(container.getLivenessProbe());
    }

    Answer readiness() {
        return ask(container.getReadinessProbe());
    }

    private Answer ask(Probe probe) {
        Matcher port = PORT.matcher(log());
        if (!port.find()) {
            return new Answer(0, "no port yet");
        }
        URI uri = URI.create(
                "http://localhost:" + port.group(1) + probe.getHttpGet().getPath());
        try {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(0, e.toString());
        }
    }

    String log() {
        try {
            return Files.exists(process.log()) ? Files.readString(process.log()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        process.kill();
    }

    void stop() {
        process.stop();
    }

    @Override
    public void close() {
        process.close();
    }
}
