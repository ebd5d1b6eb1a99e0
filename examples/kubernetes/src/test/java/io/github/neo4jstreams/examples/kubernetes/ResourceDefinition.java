package io.github.neo4jstreams.examples.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;

/**
 * The schema in a CustomResourceDefinition. The API server drops what that doesn't name, without a word; here it is an error.
 */
final class ResourceDefinition {

    private ResourceDefinition() {}

    /** @param definition with one version */
    static JsonSchema schema(JsonNode definition) {
        JsonNode schema =
                definition.at("/spec/versions/0/schema/openAPIV3Schema").deepCopy();
        close(schema);
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    }

    private static void close(JsonNode schema) {
        JsonNode properties = schema.path("properties");
        properties.forEach(ResourceDefinition::close);
        close(schema.path("additionalProperties"), schema.path("items"));
        if (properties.isObject()
                && !schema.has("additionalProperties")
                && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
    }

    private static void close(JsonNode... schemas) {
        for (JsonNode schema : schemas) {
            if (schema.isObject()) {
                close(schema);
            }
        }
    }
}
