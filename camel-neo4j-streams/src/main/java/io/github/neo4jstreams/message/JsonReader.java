package io.github.neo4jstreams.message;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.github.neo4jstreams.value.JsonForm;
import io.github.neo4jstreams.value.Numbers;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * From JSON tokens to a value in the {@link JsonForm} that is asked for; from trees and POJOs, which are read as plain Java, also
 * {@code BigDecimal} and the Java values in them. Nothing is rounded further than to the nearest FLOAT, and nothing is dropped:
 * whole numbers beyond 64 bits, numbers beyond a FLOAT and names that an object has twice are refused.
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

    /** Room for an object of common size. */
    private static final int FIRST_OPEN = 32;

    private static final int FIRST_LEVELS = 8;

    private final String part;
    private final JsonParser in;
    private final Source source;
    private final JsonForm form;

    /** Members and elements of what is open, so that each is made when it is known how large it is. */
    private Object[] open = new Object[FIRST_OPEN];

    private int count;

    /** Where in {@link #open} each object and array begins. */
    private int[] begins = new int[FIRST_LEVELS];

    private int begun;

    private JsonReader(String part, JsonParser in, Source source, JsonForm form) {
        this.part = part;
        this.in = in;
        this.source = source;
        this.form = form;
    }

    /** All tokens as one value of plain Java, see {@link #read(String, JsonParser, Source, int, JsonForm)}. */
    static Object read(String part, JsonParser in, Source source, int depth) throws IOException {
        return read(part, in, source, depth, JsonForm.PLAIN);
    }

    /**
     * All tokens as one value.
     *
     * @param part  what is read, for errors
     * @param depth how deep in another value this one is
     * @param form  of the value; {@link JsonForm#PLAIN} for anything but {@link Source#TEXT}
     * @throws JsonProcessingException if they aren't one value; a {@link JsonParseException} if they aren't JSON at all
     * @throws InvalidMessageException if they are, but Neo4j has no place for something in it
     */
    static Object read(String part, JsonParser in, Source source, int depth, JsonForm form) throws IOException {
        JsonReader reader = new JsonReader(part, in, source, form);
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

    /** In a loop: with a call a level, what the compiler makes of it takes more of a thread's stack than anyone can foresee. */
    private Object value(JsonToken first, int depth) throws IOException {
        int level = depth;
        JsonToken token = first;
        while (true) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    level = Depth.inside(part, level);
                    begin();
                }
                case FIELD_NAME -> push(in.currentName());
                case END_OBJECT -> {
                    level--;
                    push(object(end()));
                }
                case END_ARRAY -> {
                    level--;
                    push(form.array(end()));
                }
                default -> push(scalar(token, level));
            }
            if (level == depth) {
                return open[0];
            }
            token = in.nextToken();
            if (token == null) {
                throw new InvalidMessageException("The " + part + " ends too soon" + place());
            }
        }
    }

    private Object scalar(JsonToken token, int depth) throws IOException {
        return switch (token) {
            case VALUE_STRING -> form.scalar(in.getText());
            case VALUE_NUMBER_INT -> form.scalar(whole());
            case VALUE_NUMBER_FLOAT -> form.scalar(source == Source.JAVA ? javaReal() : real());
            case VALUE_TRUE -> form.scalar(true);
            case VALUE_FALSE -> form.scalar(false);
            case VALUE_NULL -> form.scalar(null);
            case VALUE_EMBEDDED_OBJECT -> JavaReader.read(part, in.getEmbeddedObject(), depth);
            default -> throw new InvalidMessageException("The " + part + " has no value" + place());
        };
    }

    private Object object(Object[] members) {
        Object object = form.object(members);
        if (form.size(object) < members.length / 2) {
            throw new InvalidMessageException(
                    "The " + part + " has a name twice in one object at " + path() + "/" + repeated(members));
        }
        return object;
    }

    private static Object repeated(Object[] members) {
        Set<Object> names = new HashSet<>();
        int i = 0;
        while (names.add(members[i])) {
            i += 2;
        }
        return members[i];
    }

    private void push(Object value) {
        if (count == open.length) {
            open = Arrays.copyOf(open, 2 * count);
        }
        open[count++] = value;
    }

    private void begin() {
        if (begun == begins.length) {
            begins = Arrays.copyOf(begins, 2 * begun);
        }
        begins[begun++] = count;
    }

    /** What was pushed since the last that begun and has not ended. */
    private Object[] end() {
        int from = begins[--begun];
        Object[] inside = Arrays.copyOfRange(open, from, count);
        count = from;
        return inside;
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
        String path = path();
        return path.isEmpty() ? "" : " at " + path;
    }

    private String path() {
        return in.getParsingContext().pathAsPointer().toString();
    }
}
