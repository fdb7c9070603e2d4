package io.tocsin.history;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;

/** Reads files and nothing else of the world. */
@AnalyzeClasses(packages = "io.tocsin.history", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule usesOnlyTheLanguageFilesAndJackson = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.io",
                    "java.lang..",
                    "java.math",
                    "java.nio..",
                    "java.time..",
                    "java.util..",
                    "org.jspecify.annotations",
                    "tools.jackson.core..",
                    "io.tocsin.config",
                    "io.tocsin.rules",
                    "io.tocsin.history");

    @ArchTest
    static final ArchRule startsNoThreadAndReadsNoClock = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, ThreadLocal.class, Process.class, System.Logger.class, Clock.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");
}
