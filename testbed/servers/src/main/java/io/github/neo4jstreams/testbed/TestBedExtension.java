package io.github.neo4jstreams.testbed;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.opentest4j.TestAbortedException;

/**
 * Injects {@link Neo4jServer}, {@link KafkaServer} and {@link CausalCluster} into parameters and into fields that are
 * neither final nor set already.
 *
 * <p>Servers are started when a test class first needs them, those of one class at the same time, and shared by all
 * test classes of the JVM; they end with it. Tests clean up with {@link Neo4jServer#wipe()} and topics of their own. A
 * shared server isn't to be stopped for good: leave it running, or ask for an {@link Own} one.
 *
 * <p>Where a server can't run, because the build goes without the cluster ({@code -Pcluster-tests}) or because {@code
 * -Dtestbed=containers} finds no Docker, the tests that need it are skipped with that reason.
 */
public final class TestBedExtension
        implements ExecutionCondition, BeforeAllCallback, TestInstancePostProcessor, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(TestBedExtension.class);
    private static final Set<Class<?>> TYPES = Set.of(Neo4jServer.class, KafkaServer.class, CausalCluster.class);
    private static final AtomicLong COUNTER = new AtomicLong();

    /** For JUnit. */
    public TestBedExtension() {}

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** Skips what can't run: as a condition, because a class that aborts later is in no report. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Set<Class<?>> types = new LinkedHashSet<>();
        if (context.getTestMethod().isPresent()) {
            Stream.of(context.getRequiredTestMethod().getParameterTypes())
                    .filter(TYPES::contains)
                    .forEach(types::add);
        } else {
            context.getTestClass().ifPresent(c -> fields(c).forEach(field -> types.add(field.getType())));
        }
        try {
            if (!types.isEmpty() && Containers.wanted()) {
                Containers.requireDocker();
            } else if (types.contains(CausalCluster.class)) {
                CausalClusterProcesses.requireClassPath();
            }
            return ConditionEvaluationResult.enabled(null);
        } catch (ServerUnavailableException e) {
            return ConditionEvaluationResult.disabled(e.getMessage());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Class<?> testClass = context.getRequiredTestClass();
        sharedTypes(testClass).forEach(type -> shared(type, context));
        inject(testClass, null, context);
    }

    @Override
    public void postProcessTestInstance(Object testInstance, ExtensionContext context) throws Exception {
        inject(testInstance.getClass(), testInstance, context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return resolve(parameter.getParameter().getType(), parameter.getParameter(), context);
    }

    private static void inject(Class<?> testClass, Object instance, ExtensionContext context) throws Exception {
        for (Field field : fields(testClass)) {
            if (Modifier.isStatic(field.getModifiers()) == (instance == null)) {
                field.setAccessible(true);
                boolean ownOfTheClass = instance == null && field.isAnnotationPresent(Own.class);
                if (ownOfTheClass || field.get(instance) == null) {
                    field.set(instance, resolve(field.getType(), field, context));
                }
            }
        }
    }

    private static List<Field> fields(Class<?> testClass) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = testClass; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (TYPES.contains(field.getType())
                        && !Modifier.isFinal(field.getModifiers())
                        && !field.isSynthetic()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    /** What this class will need, so that it all can start at once. Nested classes look after themselves. */
    private static Set<Class<?>> sharedTypes(Class<?> testClass) {
        Set<Class<?>> types = new LinkedHashSet<>();
        fields(testClass).stream()
                .filter(field -> !field.isAnnotationPresent(Own.class))
                .forEach(field -> types.add(field.getType()));
        for (Class<?> c = testClass; c != null; c = c.getSuperclass()) {
            Stream.<Executable>concat(Stream.of(c.getDeclaredConstructors()), Stream.of(c.getDeclaredMethods()))
                    .filter(executable -> executable.getAnnotations().length > 0)
                    .flatMap(executable -> Stream.of(executable.getParameters()))
                    .filter(p -> TYPES.contains(p.getType()) && !p.isAnnotationPresent(Own.class))
                    .forEach(p -> types.add(p.getType()));
        }
        return types;
    }

    private static Object resolve(Class<?> type, AnnotatedElement where, ExtensionContext context) {
        Own own = where.getAnnotation(Own.class);
        if (own == null) {
            return shared(type, context).get();
        }
        Running server = new Running(Patience.start(() -> start(type, own)));
        // the store closes it
        context.getStore(NAMESPACE).put(COUNTER.incrementAndGet(), server);
        return server.get();
    }

    private static Running shared(Class<?> type, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(type, t -> new Running(Patience.start(() -> start(type, null))), Running.class);
    }

    private static AutoCloseable start(Class<?> type, Own own) {
        if (type == Neo4jServer.class) {
            Neo4jServer.Builder builder = Neo4jServer.builder();
            if (own != null) {
                builder.cdc(own.cdc());
                settings(own).forEach(setting -> builder.setting(setting[0], setting[1]));
                if (!own.authentication()) {
                    builder.noAuthentication();
                }
                if (own.supervised()) {
                    builder.supervised();
                }
                if (own.proxied()) {
                    builder.proxied();
                }
            }
            return builder.start();
        }
        if (type == KafkaServer.class) {
            KafkaServer.Builder builder = KafkaServer.builder();
            if (own != null) {
                settings(own).forEach(setting -> builder.setting(setting[0], setting[1]));
                if (own.supervised()) {
                    builder.supervised();
                }
            }
            return builder.start();
        }
        CausalCluster.Builder builder = CausalCluster.builder();
        if (own != null) {
            settings(own).forEach(setting -> builder.setting(setting[0], setting[1]));
            if (own.proxied()) {
                builder.proxied();
            }
        }
        return builder.start();
    }

    private static Stream<String[]> settings(Own own) {
        return Stream.of(own.settings()).map(setting -> setting.split("=", 2));
    }

    /** A server that is running, starting, or couldn't start. */
    @SuppressWarnings("try") // JUnit closes it, and may be interrupted
    private static final class Running implements AutoCloseable {
        private final Future<AutoCloseable> server;

        Running(Future<AutoCloseable> server) {
            this.server = server;
        }

        AutoCloseable get() {
            try {
                return server.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ServerUnavailableException unavailable) {
                    throw new TestAbortedException(unavailable.getMessage());
                }
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }

        @Override
        public void close() throws Exception {
            try {
                server.get().close();
            } catch (ExecutionException e) {
                // never started, and the test was told so
            }
        }
    }
}
