package io.github.neo4jstreams.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.neo4jstreams.value.Bytes;
import io.github.neo4jstreams.value.JsonForm;
import io.github.neo4jstreams.value.Parameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads values and keys of messages into plain Java: maps, lists, text, {@code Long}, {@code Double}, booleans, bytes, and
 * from anything but text also dates, times, durations and {@code BigDecimal}. Thread-safe.
 *
 * @param value how values are read
 * @param key   how keys are read
 */
public record MessageFormat(ReadAs value, ReadAs key) {

    public static final MessageFormat DEFAULT = new MessageFormat(ReadAs.JSON, ReadAs.AUTO);

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    Object readValue(Object raw) {
        return read("value", raw, value);
    }

    /**
     * The value as the driver takes it: what {@link Parameters#of} makes of {@link #readValue}, but that JSON goes straight there.
     *
     * @throws io.github.neo4jstreams.value.UnsupportedValueException if Neo4j has no place for something in it
     */
    Object readParameter(Object raw) {
        if (value == ReadAs.JSON && raw instanceof byte[] bytes) {
            return json("value", () -> JSON.createParser(bytes), JsonReader.Source.TEXT, JsonForm.PARAMETER);
        }
        if (value == ReadAs.JSON && raw instanceof String text) {
            return json("value", () -> JSON.createParser(text), JsonReader.Source.TEXT, JsonForm.PARAMETER);
        }
        return Parameters.of(readValue(raw));
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
        if (raw instanceof ByteBuffer buffer) {
            return readBytes(part, Bytes.of(buffer), as);
        }
        Object read = JavaReader.read(part, raw, 0);
        return as == ReadAs.CONNECT_JSON && read != null && (raw instanceof JsonNode || raw instanceof Map)
                ? ConnectJson.payload(part, read)
                : read;
    }

    private static Object readBytes(String part, byte[] bytes, ReadAs as) {
        return switch (as) {
            case BYTES -> bytes;
            case JSON -> json(part, () -> JSON.createParser(bytes), JsonReader.Source.TEXT);
            case CONNECT_JSON ->
                ConnectJson.payload(
                        part, json(part, () -> JSON.createParser(bytes), JsonReader.Source.TEXT_WITH_SCHEMA));
            case TEXT -> utf8(part, bytes);
            case AUTO -> {
                String text;
                try {
                    text = utf8(part, bytes);
                } catch (InvalidMessageException notText) {
                    yield bytes;
                }
                yield jsonOrText(part, text);
            }
        };
    }

    private static Object readText(String part, String text, ReadAs as) {
        return switch (as) {
            case BYTES -> utf8(part, text);
            case TEXT -> text;
            case JSON -> json(part, () -> JSON.createParser(text), JsonReader.Source.TEXT);
            case CONNECT_JSON ->
                ConnectJson.payload(
                        part, json(part, () -> JSON.createParser(text), JsonReader.Source.TEXT_WITH_SCHEMA));
            case AUTO -> jsonOrText(part, text);
        };
    }

    private interface Opening {
        JsonParser open() throws IOException;
    }

    private static Object json(String part, Opening opening, JsonReader.Source source) {
        return json(part, opening, source, JsonForm.PLAIN);
    }

    private static Object json(String part, Opening opening, JsonReader.Source source, JsonForm form) {
        Object read;
        try (JsonParser in = opening.open()) {
            read = JsonReader.read(part, in, source, 0, form);
        } catch (JsonProcessingException e) {
            throw notJson(part, e);
        } catch (IOException e) {
            throw new InvalidMessageException("The " + part + " can't be read: " + e.getMessage(), e);
        }
        if (read == form.scalar(null)) {
            // only a null value is a tombstone; a producer that writes the text null has lost something
            throw new InvalidMessageException("The " + part + " is the JSON text null");
        }
        return read;
    }

    /** JSON that Neo4j has no place for is not to be taken for text: it would be stored, and nobody would know. */
    private static Object jsonOrText(String part, String text) {
        if (!startsLikeJson(text)) {
            return text;
        }
        try (JsonParser in = JSON.createParser(text)) {
            Object read = JsonReader.read(part, in, JsonReader.Source.TEXT, 0);
            return read == null ? text : read;
        } catch (JsonParseException e) {
            return text;
        } catch (JsonProcessingException e) {
            throw notJson(part, e);
        } catch (IOException e) {
            throw new InvalidMessageException("The " + part + " can't be read: " + e.getMessage(), e);
        } catch (InvalidMessageException e) {
            if (isJson(text)) {
                throw e;
            }
            return text;
        }
    }

    private static boolean isJson(String text) {
        try (JsonParser in = JSON.createParser(text)) {
            return JsonReader.isOneValue(in);
        } catch (IOException e) {
            // beyond the limits of the parser, so nobody knows
            return true;
        }
    }

    /** Most keys that are text end here, without the cost of an exception. */
    private static boolean startsLikeJson(String text) {
        int first = 0;
        while (first < text.length() && " \t\r\n".indexOf(text.charAt(first)) >= 0) {
            first++;
        }
        return first < text.length() && "{[\"-0123456789tf".indexOf(text.charAt(first)) >= 0;
    }

    private static InvalidMessageException notJson(String part, JsonProcessingException e) {
        return new InvalidMessageException(
                "The " + part + " is not one JSON value: " + e.getOriginalMessage() + position(e), e);
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

    private static byte[] utf8(String part, String text) {
        try {
            return Bytes.of(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)));
        } catch (CharacterCodingException e) {
            throw new InvalidMessageException("The " + part + " has half a character, which UTF-8 has no form for", e);
        }
    }
}
