package io.github.neo4jstreams.message;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.neo4jstreams.value.Numbers;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From JSON tokens to plain Java: {@code LinkedHashMap}, list, text, {@code Long}, {@code Double}, boolean, null; from trees
 * and POJOs also {@code BigDecimal} and the Java values in them. Nothing is rounded further than to the nearest FLOAT, and
 * nothing is dropped: whole numbers beyond 64 bits, numbers beyond a FLOAT and names that an object has twice are refused.
 */
final class JsonReader {

    /** Where the tokens are from, which is what a number may be. */
    enum Source {
        /** Text: a number is INTEGER or FLOAT. */
        TEXT,
        /** Text whose schema says what a number is: {@code BigInteger} and {@code BigDecimal} where it needs them. */
        TEXT_WITH_SCHEMA,
        /** Java values: numbers have their types already. */
        JAVA
    }

    private static final int SHOWN_DIGITS = 40;

    private final String part;
    private final JsonParser in;
    private final Source source;

    private JsonReader(String part, JsonParser in, Source source) {
        this.part = part;
        this.in = in;
        this.source = source;
    }

    /**
     * All tokens as one value.
     *
     * @param part  what is read, for errors
     * @param depth how deep in another value this one is
     * @throws JsonProcessingException if they aren't one value; a {@link JsonParseException} if they aren't JSON at all
     * @throws InvalidMessageException if they are, but Neo4j has no place for something in it
     */
    static Object read(String part, JsonParser in, Source source, int depth) throws IOException {
        JsonReader reader = new JsonReader(part, in, source);
        JsonToken first = in.nextToken();
        if (first == null) {
            throw new JsonParseException(in, "it is empty");
        }
        Object value = reader.value(first, depth);
        if (in.nextToken() != null) {
            throw new JsonParseException(in, "there is more after it");
        }
        return value;
    }

    /** Whether the tokens are one value, be it one with a place in Neo4j or not. */
    static boolean isOneValue(JsonParser in) throws IOException {
        try {
            if (in.nextToken() == null) {
                return false;
            }
            in.skipChildren();
            return in.nextToken() == null;
        } catch (JsonParseException e) {
            return false;
        }
    }

    private Object value(JsonToken token, int depth) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(Depth.inside(part, depth));
            case START_ARRAY -> array(Depth.inside(part, depth));
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> whole();
            case VALUE_NUMBER_FLOAT -> source == Source.JAVA ? javaReal() : real();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_EMBEDDED_OBJECT -> JavaReader.read(part, in.getEmbeddedObject(), depth);
            default -> throw new InvalidMessageException("The " + part + " has no value" + place());
        };
    }

    private Map<String, Object> object(int depth) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            int size = map.size();
            map.put(name, value(in.nextToken(), depth));
            if (map.size() == size) {
                throw new InvalidMessageException("The " + part + " has a name twice in one object" + place());
            }
        }
        return map;
    }

    private List<Object> array(int depth) throws IOException {
        List<Object> list = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            list.add(value(token, depth));
        }
        return list;
    }

    private Object whole() throws IOException {
        if (in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return in.getLongValue();
        }
        BigInteger number = in.getBigIntegerValue();
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        if (source == Source.TEXT_WITH_SCHEMA) {
            return number;
        }
        throw new InvalidMessageException("The " + part + " has a whole number" + place()
                + " that is beyond the 64 bits of an INTEGER: " + shown(number.toString()));
    }

    private Object real() throws IOException {
        if (source == Source.TEXT_WITH_SCHEMA) {
            return in.getDecimalValue();
        }
        double number = in.getDoubleValue();
        if (Double.isInfinite(number) || number == 0 && !isZero(in.getText())) {
            throw new InvalidMessageException("The " + part + " has a number" + place() + " that is too "
                    + (number == 0 ? "small" : "large") + " for a FLOAT: " + shown(in.getText()));
        }
        return number;
    }

    private Object javaReal() throws IOException {
        return switch (in.getNumberType()) {
            case BIG_DECIMAL -> in.getDecimalValue();
            case FLOAT -> Numbers.real(in.getFloatValue());
            default -> in.getDoubleValue();
        };
    }

    private static boolean isZero(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == 'e' || c == 'E') {
                return true;
            }
            if (c >= '1' && c <= '9') {
                return false;
            }
        }
        return true;
    }

    private static String shown(String number) {
        return number.length() > SHOWN_DIGITS ? number.substring(0, SHOWN_DIGITS) + "…" : number;
    }

    private String place() {
        String path = in.getParsingContext().pathAsPointer().toString();
        return path.isEmpty() ? "" : " at " + path;
    }
}
