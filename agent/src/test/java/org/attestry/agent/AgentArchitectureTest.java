package org.attestry.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/** The arrows of this module, and what only the wiring may do. */
@AnalyzeClasses(packages = "org.attestry.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class AgentArchitectureTest {
    private static final String WIRING = "org.attestry.agent";

    @ArchTest
    static final ArchRule THE_AGENT_KNOWS_NEITHER_SERVICE_NOR_STORAGE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.attestry.cluster..",
                    "org.attestry.persistence..",
                    "org.attestry.testing..",
                    "org.apache.pekko.cluster..",
                    "org.apache.pekko.persistence..");

    @ArchTest
    static final ArchRule TIME_COMES_IN_THROUGH_CONSTRUCTORS = noClasses()
            .that()
            .resideOutsideOfPackage(WIRING)
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule RANDOMNESS_COMES_IN_THROUGH_CONSTRUCTORS =
            noClasses().that().resideOutsideOfPackage(WIRING).should().callConstructor(SecureRandom.class);

    @ArchTest
    static final ArchRule TOKENS_ARE_VERIFIED_WITHOUT_A_SERVER = noClasses()
            .that()
            .resideInAnyPackage("..agent.token..", "..agent.json..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pekko..");

    @ArchTest
    static final ArchRule NOTHING_READS_THE_ENVIRONMENT =
            noClasses().should().callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule FEATURES_DO_NOT_TURN_IN_CIRCLES =
            slices().matching("org.attestry.agent.(*)..").should().beFreeOfCycles();
}
