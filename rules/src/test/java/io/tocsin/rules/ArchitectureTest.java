package io.tocsin.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Pure: values and collections, nothing of the world. */
@AnalyzeClasses(packages = "io.tocsin.rules", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule usesOnlyTheLanguageAndTheConfiguration = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang",
                    "java.lang.runtime",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "org.jspecify.annotations",
                    "io.tocsin.config",
                    "io.tocsin.rules",
                    "io.tocsin.rules.gates",
                    "io.tocsin.rules.composite",
                    "org.hipparchus..");

    @ArchTest
    static final ArchRule startsNoThreadAndNoProcess = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Thread.class, ThreadLocal.class, Process.class, ProcessBuilder.class, Runtime.class, System.class);

    @ArchTest
    static final ArchRule readsNoFile =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("io.tocsin.config.SiteReader");
}
