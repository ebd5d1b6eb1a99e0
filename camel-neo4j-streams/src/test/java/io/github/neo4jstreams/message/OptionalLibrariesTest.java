package io.github.neo4jstreams.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Avro and Connect needn't be there: their classes are asked for by name only. */
class OptionalLibrariesTest {

    @Test
    void messagesAreReadWithoutThem() throws Exception {
        ClassLoader without = new WithoutLibraries();
        Class<?> format = without.loadClass(MessageFormat.class.getName());
        Object byDefault = format.getField("DEFAULT").get(null);
        Class<?> message = without.loadClass(Message.class.getName());
        Constructor<?> constructor = message.getConstructors()[0];
        Method value = message.getMethod("value");

        Object pojo =
                value.invoke(constructor.newInstance(byDefault, new Pojo(List.of(1)), null, Map.of(), null, null));
        Object json = value.invoke(constructor.newInstance(byDefault, "{\"a\": 1}", null, Map.of(), null, null));

        assertThat(message).isNotEqualTo(Message.class);
        assertThat(pojo).isEqualTo(Map.of("list", List.of(1L)));
        assertThat(json).isEqualTo(Map.of("a", 1L));
    }

    public record Pojo(List<Integer> list) {}

    /** The component's classes once more, in a world without Avro and Kafka. */
    private static final class WithoutLibraries extends ClassLoader {

        private static final String HOUSE = "io.github.neo4jstreams.";

        private WithoutLibraries() {
            super(OptionalLibrariesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.apache.avro.") || name.startsWith("org.apache.kafka.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(HOUSE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
