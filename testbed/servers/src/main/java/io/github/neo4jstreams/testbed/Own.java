package io.github.neo4jstreams.testbed;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A server for this field or parameter alone, to be stopped, killed or configured at will. It lives as long as what it
 * is injected into: a static field's as long as the test class, an instance field's as long as the instance, a
 * parameter's as long as the test (or, in {@code @BeforeAll} and constructors, the class).
 */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Own {

    /** Change data capture of a {@link Neo4jServer}. */
    CdcMode cdc() default CdcMode.FULL;

    /** Whether a {@link Neo4jServer} asks for user and password. */
    boolean authentication() default true;

    /** Whether a {@link Neo4jServer} or {@link KafkaServer} is started again whenever it ends unasked. */
    boolean supervised() default false;

    /** Whether a {@link BoltProxy} is in front of a {@link Neo4jServer}, or of each member of a {@link CausalCluster}. */
    boolean proxied() default false;

    /** Settings of the server, each {@code name=value}. */
    String[] settings() default {};
}
