// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ops.impl.shape.Gather;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What the compiler cannot hold: all main classes keep each rule, and the class {@link Offender}
 * breaks it, so it is known to be able to fail.
 */
class ArchitectureTest {

  private static final Map<String, ArchRule> RULES = new TreeMap<>();

  static {
    RULES.put(
        "DL4J's own files are neither read nor written",
        noClasses()
            .should()
            .accessClassesThat()
            .areAssignableTo(ModelSerializer.class)
            .orShould()
            .callMethod(MultiLayerNetwork.class, "load", java.io.File.class, boolean.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream"));
    RULES.put(
        "SameDiff, whose gather has a wrong gradient, is not used",
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.nd4j.autodiff..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Gather.class));
    RULES.put(
        "randomness comes from a seed",
        noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .callMethod(Nd4j.class, "rand", long[].class)
            .orShould()
            .callMethod(Math.class, "random"));
    RULES.put(
        "no rule reads the clock",
        noClasses()
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis"));
  }

  @TestFactory
  Stream<DynamicTest> ourClassesKeepTheRules() {
    JavaClasses ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.anabranch.dl4j");
    return RULES.entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(ours)));
  }

  @TestFactory
  Stream<DynamicTest> theOffenderBreaksThem() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
    return RULES.entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () -> assertTrue(rule.getValue().evaluate(offender).hasViolation())));
  }
}
