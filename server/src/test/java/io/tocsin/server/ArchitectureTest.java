package io.tocsin.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tocsin.rules.Quality;

/** Who may know whom, in the whole house: ARCHITECTURE.md has the picture. */
@AnalyzeClasses(packages = "io.tocsin", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] WORLD = {
        "org.apache.kafka..", "org.eclipse.paho..", "io.javalin..", "org.snakeyaml..", "java.sql..", "org.slf4j.."
    };

    @ArchTest
    static final ArchRule arrowsPointDownwardOnly =
            slices().matching("io.tocsin.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theCoreKnowsNothingOfTheWorld = noClasses()
            .that()
            .resideInAnyPackage("io.tocsin.rules..", "io.tocsin.alarms..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(WORLD);

    @ArchTest
    static final ArchRule rulesKnowTheConfigurationOnly = knowsOnly("rules", "config");

    @ArchTest
    static final ArchRule alarmsKnowRulesAndConfiguration = knowsOnly("alarms", "rules", "config");

    @ArchTest
    static final ArchRule theConfigurationKnowsNobody = knowsOnly("config");

    @ArchTest
    static final ArchRule theJournalKnowsNobody = knowsOnly("journal");

    @ArchTest
    static final ArchRule embeddedPartsKnowNobody = knowsOnly("embedded");

    @ArchTest
    static final ArchRule ingestKnowsNoAlarm = knowsOnly("ingest", "rules", "config");

    @ArchTest
    static final ArchRule theHistoryKnowsNoAlarm = knowsOnly("history", "rules", "config");

    @ArchTest
    static final ArchRule theSimulatorKnowsNoEngine = knowsOnly("simulator", "history", "rules", "config");

    @ArchTest
    static final ArchRule historyAndTheSimulatorKnowOfRulesOnlyTheQualities = noClasses()
            .that()
            .resideInAnyPackage("io.tocsin.history..", "io.tocsin.simulator..")
            .should()
            .dependOnClassesThat(resideIn("io.tocsin.rules..")
                    .and(DescribedPredicate.not(JavaClass.Predicates.type(Quality.class)))
                    .and(DescribedPredicate.not(JavaClass.Predicates.type(Quality[].class))));

    @ArchTest
    static final ArchRule packagesOfTheServerHaveNoCycles =
            slices().matching("io.tocsin.server.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsTheStation = noClasses()
            .that()
            .resideInAnyPackage("io.tocsin.server.*..")
            .and()
            .resideOutsideOfPackage("io.tocsin.server.cli")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tocsin.server", "io.tocsin.server.cli");

    @ArchTest
    static final ArchRule theEngineKnowsNoKafkaAndNoPage = noClasses()
            .that()
            .resideInAnyPackage("io.tocsin.server.live", "io.tocsin.server.events")
            .should()
            .dependOnClassesThat(resideIn("io.tocsin.server.kafka")
                    .or(resideIn("io.tocsin.server.http"))
                    .or(JavaClass.Predicates.resideInAnyPackage("org.apache.kafka..", "io.javalin..")));

    @ArchTest
    static final ArchRule kafkaSeriesHistoryAndThePageKnowNoEngine = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.tocsin.server.kafka",
                    "io.tocsin.server.http",
                    "io.tocsin.server.series",
                    "io.tocsin.server.past")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tocsin.server.live", "io.tocsin.journal..");

    private static final String KEEPS_OTHERS_FROM_PRINTING = "io.tocsin.embedded.Hush";

    @ArchTest
    static final ArchRule onlyTheCommandLineEndsTheProcess = noClasses()
            .that()
            .resideOutsideOfPackage("io.tocsin.server.cli")
            .and()
            .doNotHaveFullyQualifiedName(KEEPS_OTHERS_FROM_PRINTING)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .accessField(System.class, "out");

    private static ArchRule knowsOnly(String module, String... others) {
        DescribedPredicate<JavaClass> known = resideIn("io.tocsin." + module + "..");
        for (String other : others) {
            known = known.or(resideIn("io.tocsin." + other + ".."));
        }
        return classes()
                .that()
                .resideInAPackage("io.tocsin." + module + "..")
                .should()
                .onlyDependOnClassesThat(known.or(DescribedPredicate.not(resideIn("io.tocsin.."))));
    }

    private static DescribedPredicate<JavaClass> resideIn(String packages) {
        return JavaClass.Predicates.resideInAPackage(packages);
    }
}
