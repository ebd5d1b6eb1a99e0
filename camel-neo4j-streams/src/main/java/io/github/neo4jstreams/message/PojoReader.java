package io.github.neo4jstreams.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.Calendar;
import java.util.Date;
import java.util.UUID;

/**
 * Reads POJOs and records as Jackson would write them, names and annotations included, but never through text: what Neo4j
 * has a type for stays the Java value that it is. Enums are their names, or what their annotations say.
 */
final class PojoReader {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule("java-values") {
                private static final long serialVersionUID = 1L;

                @Override
                public void setupModule(SetupContext context) {
                    context.addSerializers(new JavaValues());
                }
            })
            .build();

    private PojoReader() {}

    /** @throws InvalidMessageException if Jackson can't read it as anything */
    static Object read(String part, Object pojo, int depth) {
        Object read;
        try (TokenBuffer tokens = new TokenBuffer(MAPPER, false)) {
            MAPPER.writeValue(tokens, pojo);
            try (JsonParser in = tokens.asParser()) {
                read = JsonReader.read(part, in, JsonReader.Source.JAVA, depth);
            }
        } catch (JsonProcessingException e) {
            throw unreadable(part, pojo, e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw unreadable(part, pojo, e.getMessage(), e);
        }
        if (read == null && depth == 0) {
            // an object is no tombstone
            throw unreadable(part, pojo, "it reads as null", null);
        }
        return read;
    }

    private static InvalidMessageException unreadable(String part, Object pojo, String why, Throwable cause) {
        return new InvalidMessageException(
                "The " + part + " is or holds a " + pojo.getClass().getName() + ", which can't be read as a map: "
                        + why,
                cause);
    }

    private static final class JavaValues extends Serializers.Base {

        private final JsonSerializer<Object> asItIs = new AsItIs();

        @Override
        public JsonSerializer<?> findSerializer(SerializationConfig config, JavaType type, BeanDescription bean) {
            Class<?> raw = type.getRawClass();
            return Temporal.class.isAssignableFrom(raw)
                            || TemporalAmount.class.isAssignableFrom(raw)
                            || Date.class.isAssignableFrom(raw)
                            || Calendar.class.isAssignableFrom(raw)
                            || raw == UUID.class
                            || JavaReader.isForeign(raw)
                    ? asItIs
                    : null;
        }
    }

    private static final class AsItIs extends JsonSerializer<Object> {

        @Override
        public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeEmbeddedObject(value);
        }

        @Override
        public void serializeWithType(Object value, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            out.writeEmbeddedObject(value);
        }
    }
}
