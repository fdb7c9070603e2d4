package io.tocsin.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PurityTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tocsin.ingest");

    @Test
    void theDecoderKnowsNoNetwork() {
        noClasses()
                .that()
                .resideInAPackage("io.tocsin.ingest")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tocsin.ingest.mqtt", "org.eclipse.paho..", "org.slf4j..", "java.net..")
                .check(classes);
    }
}
