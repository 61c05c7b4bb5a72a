package org.attestry.cluster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "org.attestry", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule theServiceDoesNotKnowTheAgent = noClasses()
            .that()
            .resideInAPackage("org.attestry.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.attestry.agent..");

    @ArchTest
    static final ArchRule timeComesInThroughConstructors = noClasses()
            .that()
            .resideInAnyPackage("org.attestry.cluster..", "org.attestry.appraisal..", "org.attestry.verifier..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule randomnessComesInThroughConstructors = noClasses()
            .that()
            .resideInAnyPackage("org.attestry.cluster..", "org.attestry.appraisal..", "org.attestry.verifier..")
            .should()
            .callConstructor(SecureRandom.class);

    @ArchTest
    static final ArchRule nothingSignsButTokens = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.attestry.cluster.token..",
                    "org.attestry.verifier.testing..",
                    // Rego signs with a key that the policy itself brings, never with one of ours
                    "org.attestry.rego.builtin..")
            .should()
            .callMethod(Signature.class, "initSign", java.security.PrivateKey.class);

    @ArchTest
    static final ArchRule verifiersAndPoliciesKnowNoActorsAndNoHttp = noClasses()
            .that()
            .resideInAnyPackage("org.attestry.verifier..", "org.attestry.appraisal..", "org.attestry.rego..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.pekko..", "java.net.http..", "org.attestry.cluster..", "org.attestry.persistence..");

    @ArchTest
    static final ArchRule theJournalKnowsNoHttp = noClasses()
            .that()
            .resideInAPackage("org.attestry.persistence..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pekko.http..", "org.attestry.cluster..");

    @ArchTest
    static final ArchRule entitiesDoNotVerifySignOrCallOut = noClasses()
            .that()
            .haveSimpleNameEndingWith("Entity")
            .or()
            .haveSimpleName("TeeNode")
            .or()
            .haveSimpleName("KeyRing")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.attestry.verifier.crypto..", "com.nimbusds..", "java.net..", "java.nio.file..");
}
