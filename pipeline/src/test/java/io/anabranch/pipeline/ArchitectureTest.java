// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.anabranch.connectors.broker.LocalBroker;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the compiler cannot hold. Each rule is checked twice: all of our main classes keep it, and
 * the classes named {@code Offender} among the tests break it, so it is known to be able to fail.
 */
class ArchitectureTest {

  private static final String MODEL = "io.anabranch.model..";
  private static final String STATE = "io.anabranch.state..";
  private static final String CONNECTORS = "io.anabranch.connectors..";
  private static final String PIPELINE = "io.anabranch.pipeline..";
  private static final String DL4J = "io.anabranch.dl4j..";
  private static final String CLI = "io.anabranch.pipeline.cli..";
  private static final String DEMO = "io.anabranch.pipeline.demo..";
  private static final String DRILL = "io.anabranch.pipeline.drill..";

  /** Those that wait for something outside, or measure. Rules take their time from events. */
  private static final String[] MAY_READ_THE_CLOCK = {
    CLI,
    DEMO,
    DRILL,
    "io.anabranch.connectors.broker..",
    "io.anabranch.connectors.kafka..",
    "io.anabranch.connectors.replay..",
  };

  /** Single classes, in packages that otherwise read no clock. */
  private static final Set<String> CLASSES_THAT_MAY_READ_THE_CLOCK =
      Set.of(
          "io.anabranch.pipeline.job.EmbeddingJob", // when the job was started
          "io.anabranch.pipeline.job.StageOperator", // how long the last flush took
          "io.anabranch.pipeline.verify.StatusTopic"); // how long the job may take to say so

  /** The program of a child process. */
  private static final String BROKER_MAIN = "io.anabranch.connectors.broker.BrokerMain";

  /** The functions of Math and the Vector API whose last bits differ between JVMs. */
  private static final Set<String> INEXACT =
      Set.of(
          "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp",
          "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

  private static final Map<String, ArchRule> RULES = new TreeMap<>();

  static {
    directions();
    numbers();
    determinism();
    RULES.put(
        "state is written by our own serializers, never by Kryo or Java serialization",
        noClasses()
            .should()
            .accessTargetWhere(access(GenericTypeInfo.class, Set.of("<init>")))
            .orShould()
            .accessTargetWhere(access(TypeInformation.class, Set.of("of")))
            .orShould()
            .accessTargetWhere(access(Types.class, Set.of("GENERIC")))
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectOutputStream"));
    RULES.put(
        "only programs write to the standard streams",
        noClasses()
            .that()
            .resideOutsideOfPackages(CLI, DEMO)
            .and()
            .doNotHaveFullyQualifiedName(BROKER_MAIN)
            .should()
            .accessTargetWhere(access(System.class, Set.of("out", "err")))
            .orShould()
            .accessTargetWhere(named(Set.of("printStackTrace"), Throwable.class)));
    RULES.put(
        "what is internal is used by its own package only",
        classes().that().resideInAPackage("io.anabranch..internal..").should(beUsedAtHome()));
  }

  private static void directions() {
    RULES.put(
        "the model knows neither the other modules, nor Flink, nor Kafka, nor ND4J",
        noClasses()
            .that()
            .resideInAPackage(MODEL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                STATE,
                CONNECTORS,
                PIPELINE,
                DL4J,
                "org.apache.flink..",
                "org.apache.kafka..",
                "org.nd4j..",
                "org.deeplearning4j.."));
    RULES.put(
        "state knows neither the model, nor what stands on it, nor Kafka",
        noClasses()
            .that()
            .resideInAPackage(STATE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MODEL, CONNECTORS, PIPELINE, "org.apache.kafka..", "kafka.."));
    RULES.put(
        "connectors know neither the model nor the pipeline",
        noClasses()
            .that()
            .resideInAPackage(CONNECTORS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(MODEL, PIPELINE));
    RULES.put(
        "nothing stands on the command line",
        noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLI));
    RULES.put(
        "the broker's own classes are used by the local broker only",
        noClasses()
            .that()
            .resideOutsideOfPackage(LocalBroker.class.getPackageName() + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("kafka..", "org.apache.kafka.metadata.."));
  }

  private static void numbers() {
    RULES.put(
        "numbers come from functions that give the same bits on every JVM",
        noClasses()
            .that()
            .resideInAnyPackage(MODEL, STATE)
            .should()
            .accessTargetWhere(access(Math.class, INEXACT)));
    RULES.put(
        "vectors add up in an order of ours, and have no inexact functions",
        noClasses()
            .should()
            .accessTargetWhere(
                describe(
                    "a reduction over lanes or an inexact operator",
                    access ->
                        isVectorApi(access.getTargetOwner())
                            && (access.getName().startsWith("reduceLanes")
                                || INEXACT.contains(access.getName().toLowerCase(Locale.ROOT))))));
  }

  private static void determinism() {
    RULES.put(
        "randomness comes from a seed",
        noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(SplittableRandom.class)
            .orShould()
            .accessTargetWhere(access(Math.class, Set.of("random")))
            .orShould()
            .callMethod(Collections.class, "shuffle", List.class)
            .orShould()
            .accessClassesThat()
            .belongToAnyOf(ThreadLocalRandom.class));
    RULES.put(
        "rules take their time from events, not from the clock",
        noClasses()
            .that()
            .resideOutsideOfPackages(MAY_READ_THE_CLOCK)
            .and(
                describe(
                    "are not measuring",
                    type -> !CLASSES_THAT_MAY_READ_THE_CLOCK.contains(type.getName())))
            .should()
            .accessTargetWhere(access(System.class, Set.of("currentTimeMillis", "nanoTime")))
            .orShould()
            .accessTargetWhere(
                describe(
                    "the clock of java.time",
                    access ->
                        access.getTargetOwner().getPackageName().equals("java.time")
                            && (access.getName().equals("now")
                                || access.getName().startsWith("system"))))
            .orShould()
            .callConstructor(Date.class));
  }

  @TestFactory
  Stream<DynamicTest> ourClassesKeepTheRules() {
    JavaClasses ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.anabranch");
    return RULES.entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> check(rule, ours)));
  }

  @TestFactory
  Stream<DynamicTest> offendersBreakTheRules() {
    JavaClasses offenders =
        new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages("io.anabranch")
            .that(describe("offend", (JavaClass type) -> type.getSimpleName().equals("Offender")));
    return RULES.entrySet().stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () -> assertTrue(rule.getValue().evaluate(offenders).hasViolation())));
  }

  private static void check(Map.Entry<String, ArchRule> rule, JavaClasses classes) {
    // There may be no internal package yet; any other rule has classes to speak of.
    boolean mayBeEmpty = rule.getKey().contains("internal");
    rule.getValue().as(rule.getKey()).allowEmptyShould(mayBeEmpty).check(classes);
  }

  /** Calls, references and field reads of these names, of exactly this class. */
  private static DescribedPredicate<JavaAccess<?>> access(Class<?> owner, Set<String> names) {
    return describe(
        owner.getSimpleName() + " " + names,
        access ->
            access.getTargetOwner().isEquivalentTo(owner) && names.contains(access.getName()));
  }

  /** The same, of this class and those derived from it. */
  private static DescribedPredicate<JavaAccess<?>> named(Set<String> names, Class<?> owner) {
    return describe(
        owner.getSimpleName() + " " + names,
        access ->
            access.getTargetOwner().isAssignableTo(owner) && names.contains(access.getName()));
  }

  private static boolean isVectorApi(JavaClass type) {
    return type.getPackageName().equals("jdk.incubator.vector");
  }

  private static ArchCondition<JavaClass> beUsedAtHome() {
    return new ArchCondition<>("be used by the package that they are internal to") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String name = type.getPackageName();
        String home = name.substring(0, name.indexOf(".internal"));
        type.getDirectDependenciesToSelf().stream()
            .filter(use -> !use.getOriginClass().getPackageName().startsWith(home))
            .forEach(use -> events.add(SimpleConditionEvent.violated(type, use.getDescription())));
      }
    };
  }
}
