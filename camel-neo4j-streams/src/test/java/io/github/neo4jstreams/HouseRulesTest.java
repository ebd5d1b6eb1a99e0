package io.github.neo4jstreams;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.neo4jstreams.message.Message;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AuthTokenManager;
import org.neo4j.driver.Driver;

/** The rooms of the house and the doors between them: docs and design say the same in prose. */
@Tag("house")
class HouseRulesTest {

    private static final String HOUSE = "io.github.neo4jstreams.";

    /** This module's own: the test bed lives under the same name, but not in this house. */
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static String room(String name) {
        return HOUSE + name + "..";
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }

    @Test
    void onlyCamelKnowsCamel() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(room("camel"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel..")
                .because("everything but the endpoint must be testable, and usable, without a Camel context"));
    }

    @Test
    void onlyGraphSourceAndValueKnowTheDriver() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(room("graph"), room("source"), room("value"), room("camel"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.neo4j.driver..")
                .because("what Bolt and its driver do is decided in one place, and another driver is another room"));
    }

    @Test
    void librariesThatNeedNotBeThereAreKnownToOneReaderEach() {
        check(noClasses()
                .that()
                .haveNameNotMatching(".*[.]AvroReader([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.avro..")
                .because("the component works without Avro"));
        check(noClasses()
                .that()
                .haveNameNotMatching(".*[.]ConnectReader([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because("the component works without Kafka, and whatever the version of its client"));
        check(noClasses()
                .that()
                .haveNameNotMatching(".*[.]Neo4jStreamsSpanDecorator")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel.telemetry..")
                .because("the component works without Camel's tracer"));
        check(noClasses()
                .that()
                .haveNameNotMatching(".*[.]OpenTelemetrySpanLinks")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .because("the component works without OpenTelemetry"));
    }

    @Test
    void camelNamesOnlyThoseTypesOfTheDriverThatAreOptions() {
        check(noClasses()
                .that()
                .resideInAPackage(room("camel"))
                .should()
                .dependOnClassesThat(resideInAPackage("org.neo4j.driver..")
                        .and(not(equivalentTo(Driver.class)))
                        .and(not(equivalentTo(AuthTokenManager.class))))
                .because(
                        "Bolt is the business of graph; a route's author may still bring a driver or a token manager"));
    }

    @Test
    void roomsThatDescribeDoNoInputOrOutput() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        room("sink"), room("event"), room("pattern"), room("message"), room("cypher"), room("value"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..", "java.sql..")
                        // Jackson declares it for text in memory, too; whoever prints or compares implements the other
                        .and(not(equivalentTo(IOException.class)))
                        .and(not(equivalentTo(Serializable.class))))
                .orShould()
                .dependOnClassesThat(belongToAnyOf(Thread.class))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent")
                .because("what a message does to the graph must be testable with no server, no file and no clock"));
    }

    @Test
    void roomsThatDescribeHoldNoStateBetweenCalls() {
        check(
                fields().that()
                        .areDeclaredInClassesThat()
                        .resideInAnyPackage(room("event"), room("message"), room("cypher"), room("value"))
                        .and()
                        // a message remembers what it has read, and belongs to one batch
                        .areNotDeclaredIn(Message.class)
                        .and()
                        // and a reader of tokens lives for one call
                        .areDeclaredInClassesThat(not(simpleName("JsonReader")))
                        .should()
                        .beFinal()
                        .because(
                                "two routes share a strategy, and a batch that is applied again must give the same statements"));
    }

    @Test
    void plannersAndParsersEndWithTheirCall() {
        check(fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(room("sink"), room("pattern"))
                .and()
                .areStatic()
                .should()
                .beFinal()
                .because("two routes plan and parse at the same time"));
        check(fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(room("sink"), room("pattern"))
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .beFinal()
                .because("strategies, actions and plans are shared, and patterns are values;"
                        + " what remembers anything is made for one call and not handed out"));
    }

    @Test
    void packagesFormNoCycles() {
        check(slices().matching(HOUSE + "(**)")
                .should()
                .beFreeOfCycles()
                .because("data walks one way, and so does the reader"));
    }

    @Test
    void graphKnowsNoRoomButCypherAndValue() {
        check(classes()
                .that()
                .resideInAPackage(room("graph"))
                .should(dependInTheHouseOnlyOn("graph", "cypher", "value"))
                .because("a transaction doesn't care what its statements are for"));
    }

    @Test
    void sourcesKnowNeitherCamelNorTheSinks() {
        check(noClasses()
                .that()
                .resideInAPackage(room("source"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(room("camel"), room("sink"), room("message"))
                .because("reading and writing are two wings of the house"));
    }

    @Test
    void sinksKnowNeitherTheDriverNorTheSources() {
        check(noClasses()
                .that()
                .resideInAPackage(room("sink"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(room("graph"), room("source"))
                .because("a sink says which statements there are to be, and somebody else runs them"));
        check(noClasses()
                .that()
                .resideInAPackage(room("sink"))
                .and()
                .resideOutsideOfPackage(room("sink.cdc"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(room("event"))
                .because("change events are the business of the sinks for change events"));
    }

    @Test
    void onlyCypherKnowsHowNamesAreQuoted() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(room("cypher"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.neo4j.cypherdsl..")
                .because("a name that comes from data is a way into the database unless one place closes it"));
    }

    @Test
    void nothingIsPrintedPastTheLog() {
        check(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
        check(NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
    }

    private static ArchCondition<JavaClass> dependInTheHouseOnlyOn(String... rooms) {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(
                Arrays.stream(rooms).map(HouseRulesTest::room).toArray(String[]::new));
        return new ArchCondition<>("depend in the house only on " + String.join(", ", rooms)) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    if (target.getPackageName().startsWith(HOUSE)) {
                        events.add(new SimpleConditionEvent(item, allowed.test(target), dependency.getDescription()));
                    }
                }
            }
        };
    }
}
