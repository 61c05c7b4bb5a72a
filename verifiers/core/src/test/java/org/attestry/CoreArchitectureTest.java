package org.attestry;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/** A verifier is a function of its arguments: nothing in this module can reach a network, a file, a clock or chance. */
@AnalyzeClasses(packages = "org.attestry", importOptions = CoreArchitectureTest.MainOnly.class)
class CoreArchitectureTest {
    /** The fake vendors are compiled into the tests here; they may do what they like. */
    static final class MainOnly implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return new ImportOption.DoNotIncludeTests().includes(location);
        }
    }

    @ArchTest
    static final ArchRule seesNoPekkoNetworkOrFiles = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.pekko..", "java.net..", "java.nio.file..", "java.nio.channels..", "org.slf4j..");

    @ArchTest
    static final ArchRule asksNoClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule drawsNoRandomNumbers =
            noClasses().should().dependOnClassesThat().areAssignableTo(SecureRandom.class);

    @ArchTest
    static final ArchRule readsNoEnvironment = noClasses()
            .should()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class);

    @ArchTest
    static final ArchRule bytesKnowNothingOfVerifiers = noClasses()
            .that()
            .resideInAPackage("org.attestry.bytes")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.attestry.verifier..");

    @ArchTest
    static final ArchRule cryptoAndCoseKnowNothingOfVendors = noClasses()
            .that()
            .resideInAnyPackage("org.attestry.verifier.crypto..", "org.attestry.verifier.cose..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.attestry.verifier.snp..");

    @ArchTest
    static final ArchRule packagesFormNoCircle =
            slices().matching("org.attestry.(**)").should().beFreeOfCycles();
}
