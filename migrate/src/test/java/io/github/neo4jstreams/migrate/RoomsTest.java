package io.github.neo4jstreams.migrate;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;

/** Data goes one way: read, translate with what is known, write. */
@Tag("house")
@AnalyzeClasses(packages = "io.github.neo4jstreams.migrate", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String ROOT = "io.github.neo4jstreams.migrate";

    @ArchTest
    static final ArchRule oneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("command")
            .definedBy(ROOT)
            .layer("write")
            .definedBy(ROOT + ".write..")
            .layer("translate")
            .definedBy(ROOT + ".translate..")
            .layer("know")
            .definedBy(ROOT + ".know..")
            .layer("read")
            .definedBy(ROOT + ".read..")
            .whereLayer("command")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("write")
            .mayOnlyBeAccessedByLayers("command")
            .whereLayer("translate")
            .mayOnlyBeAccessedByLayers("command", "write")
            .whereLayer("know")
            .mayOnlyBeAccessedByLayers("command", "translate")
            .whereLayer("read")
            .mayOnlyBeAccessedByLayers("command", "translate", "write");
}
