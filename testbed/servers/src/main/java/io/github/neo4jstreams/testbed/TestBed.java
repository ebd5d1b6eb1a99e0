package io.github.neo4jstreams.testbed;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class its servers, see {@link TestBedExtension}:
 *
 * <pre>{@code
 * @TestBed
 * class SinkIT {
 *     static Neo4jServer neo4j; // shared with all other test classes
 *     static KafkaServer kafka;
 *
 *     @Test
 *     void survivesARestart(@Own Neo4jServer mine) { ... } // for this test alone
 * }
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(TestBedExtension.class)
public @interface TestBed {}
