package io.github.neo4jstreams.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/**
 * Reads values and keys of messages into plain Java: maps, lists, text, {@code Long}, {@code Double}, booleans, bytes.
 *
 * @param value how values are read
 * @param key   how keys are read
 */
public record MessageFormat(ReadAs value, ReadAs key) {

    public static final MessageFormat DEFAULT = new MessageFormat(ReadAs.JSON, ReadAs.AUTO);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    Object readValue(Object raw) {
        return read("value", raw, value);
    }

    Object readKey(Object raw) {
        return read("key", raw, key);
    }

    private static Object read(String part, Object raw, ReadAs as) {
        if (raw instanceof byte[] bytes) {
            return readBytes(part, bytes, as);
        }
        if (raw instanceof CharSequence text) {
            return readText(part, text.toString(), as);
        }
        if (raw instanceof JsonNode tree) {
            return plain(part, tree);
        }
        return raw == null || isPlain(raw) ? raw : pojo(part, raw);
    }

    private static Object readBytes(String part, byte[] bytes, ReadAs as) {
        return switch (as) {
            case BYTES -> bytes;
            case JSON -> json(part, () -> JSON.readValue(bytes, Object.class));
            case TEXT -> utf8(part, bytes);
            case AUTO -> {
                Object text;
                try {
                    text = utf8(part, bytes);
                } catch (InvalidMessageException notText) {
                    yield bytes;
                }
                yield readText(part, (String) text, ReadAs.AUTO);
            }
        };
    }

    private static Object readText(String part, String text, ReadAs as) {
        return switch (as) {
            case BYTES -> text.getBytes(StandardCharsets.UTF_8);
            case TEXT -> text;
            case JSON -> json(part, () -> JSON.readValue(text, Object.class));
            case AUTO -> {
                try {
                    yield json(part, () -> JSON.readValue(text, Object.class));
                } catch (InvalidMessageException e) {
                    if (e.getCause() instanceof InputCoercionException) {
                        // JSON, with a number that has no place in Neo4j: not to be taken for text
                        throw e;
                    }
                    yield text;
                }
            }
        };
    }

    private interface Reading {
        Object read() throws IOException;
    }

    private static Object json(String part, Reading reading) {
        Object read;
        try {
            read = reading.read();
        } catch (JsonProcessingException e) {
            throw new InvalidMessageException(
                    "The " + part + " is not one JSON value: " + e.getOriginalMessage() + position(e), e);
        } catch (IOException e) {
            throw new InvalidMessageException("The " + part + " can't be read: " + e.getMessage(), e);
        }
        if (read == null) {
            // only a null value is a tombstone; a producer that writes the text null has lost something
            throw new InvalidMessageException("The " + part + " is the JSON text null");
        }
        return read;
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static String utf8(String part, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidMessageException("The " + part + " is not UTF-8 text", e);
        }
    }

    private static Object plain(String part, JsonNode tree) {
        if (tree.asToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        try {
            return JSON.convertValue(tree, Object.class);
        } catch (IllegalArgumentException e) {
            throw new InvalidMessageException("The " + part + " can't be read: " + e.getMessage(), e);
        }
    }

    /** What needs no reading: the value layer knows these, and refuses what Neo4j can't take. */
    private static boolean isPlain(Object value) {
        return value instanceof Map
                || value instanceof Collection
                || value instanceof Number
                || value instanceof Boolean
                || value.getClass().isArray()
                || value instanceof Enum
                || value.getClass().getName().startsWith("java.")
                || value.getClass().getName().startsWith("org.neo4j.driver.");
    }

    private static Object pojo(String part, Object value) {
        try {
            return JSON.convertValue(value, Object.class);
        } catch (IllegalArgumentException e) {
            throw new InvalidMessageException(
                    "The " + part + " is a " + value.getClass().getName() + ", which can't be read as a map: "
                            + e.getMessage(),
                    e);
        }
    }
}
