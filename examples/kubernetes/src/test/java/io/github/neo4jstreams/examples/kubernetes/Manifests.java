package io.github.neo4jstreams.examples.kubernetes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;

/** A file with manifests, read with Kubernetes' own model: a field that it doesn't have is an error. */
record Manifests(List<JsonNode> documents) {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .annotationIntrospector(new NothingElse())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    static Manifests of(Path file) throws IOException {
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return new Manifests(values.readAll());
        }
    }

    static JsonNode yaml(URL resource) throws IOException {
        return YAML.readTree(resource);
    }

    static String yaml(JsonNode node) throws IOException {
        return YAML.writeValueAsString(node);
    }

    Deployment deployment() {
        return only("apps/v1", "Deployment", Deployment.class);
    }

    ConfigMap configMap() {
        return only("v1", "ConfigMap", ConfigMap.class);
    }

    private <T> T only(String apiVersion, String kind, Class<T> type) {
        List<JsonNode> found = documents.stream()
                .filter(document -> document.path("apiVersion").asText().equals(apiVersion)
                        && document.path("kind").asText().equals(kind))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(found.size() + " of " + apiVersion + " " + kind);
        }
        return YAML.convertValue(found.get(0), type);
    }

    /** The model's classes would keep what they don't know. */
    private static final class NothingElse extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated member) {
            return false;
        }
    }
}
