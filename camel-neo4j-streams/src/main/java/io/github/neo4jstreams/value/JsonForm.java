package io.github.neo4jstreams.value;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.neo4j.driver.Value;
import org.neo4j.driver.Values;

/** What JSON becomes. Implementations are thread-safe. */
public interface JsonForm {

    /** Plain Java, for whoever looks into it. */
    JsonForm PLAIN = new Plain();

    /** What the driver sends, for whoever doesn't: an object takes one map, and not one more for the driver. */
    JsonForm PARAMETER = new Parameter();

    /**
     * @param value a String, Long, Double, Boolean or null
     * @throws UnsupportedValueException if Neo4j has no such value
     */
    Object scalar(Object value);

    /** @param members names and values in turn, values in this form; not kept */
    Object object(Object[] members);

    /** How many names an object has. */
    int size(Object object);

    /** @param elements in this form; nobody else has them */
    Object array(Object[] elements);

    /** {@code LinkedHashMap}, list, text, {@code Long}, {@code Double}, boolean, null. */
    final class Plain implements JsonForm {

        @Override
        public Object scalar(Object value) {
            return value;
        }

        @Override
        public Object object(Object[] members) {
            Map<String, Object> map = new LinkedHashMap<>(members.length * 2 / 3 + 1);
            for (int i = 0; i < members.length; i += 2) {
                map.put((String) members[i], members[i + 1]);
            }
            return map;
        }

        @Override
        public int size(Object object) {
            return ((Map<?, ?>) object).size();
        }

        @Override
        public List<Object> array(Object[] elements) {
            return Arrays.asList(elements);
        }
    }

    /** The driver's own values. */
    final class Parameter implements JsonForm {

        @Override
        public Value scalar(Object value) {
            return Parameters.value(Parameters.of(value));
        }

        @Override
        public Value object(Object[] members) {
            for (int i = 0; i < members.length; i += 2) {
                Parameters.of(members[i]);
            }
            return Values.parameters(members);
        }

        @Override
        public int size(Object object) {
            return ((Value) object).size();
        }

        @Override
        public Value array(Object[] elements) {
            return Parameters.list(Arrays.asList(elements), Function.identity());
        }
    }
}
