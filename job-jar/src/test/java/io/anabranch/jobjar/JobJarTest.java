// SPDX-License-Identifier: Apache-2.0
package io.anabranch.jobjar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the job jar, and what must not be. */
class JobJarTest {

  private static JarFile jar;
  private static List<String> names;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(Path.of(System.getProperty("anabranch.job-jar")).toFile());
    names = jar.stream().map(ZipEntry::getName).toList();
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/apache/flink/runtime/",
        "org/apache/flink/core/",
        "org/apache/flink/client/",
        "org/apache/flink/state/",
        "org/apache/flink/api/common/",
        "org/apache/flink/connector/base/",
        "org/rocksdb/",
        "org/nd4j/",
        "org/deeplearning4j/",
        "org/bytedeco/",
        "io/anabranch/dl4j/",
        "org/slf4j/",
        "org/apache/logging/",
        "log4j2",
        "scala/",
        "kafka/server/",
        "io/anabranch/pipeline/cli/",
        "io/anabranch/connectors/broker/",
        "org/junit/",
        "module-info.class"
      })
  void whatTheClusterHasOrDoesNotNeedIsNotIn(String prefix) {
    assertEquals(List.of(), names.stream().filter(name -> name.startsWith(prefix)).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/anabranch/pipeline/cluster/ClusterMain.class",
        "io/anabranch/connectors/codec/edge-event.avsc",
        "io/anabranch/connectors/codec/embedding.avsc",
        "org/apache/flink/connector/kafka/source/KafkaSource.class",
        "org/apache/kafka/clients/consumer/KafkaConsumer.class",
        "org/apache/avro/Schema.class",
        "com/fasterxml/jackson/dataformat/yaml/YAMLFactory.class",
        "META-INF/LICENSE",
        "META-INF/NOTICE"
      })
  void whatTheClusterLacksIsIn(String name) {
    assertTrue(names.contains(name), name);
  }

  @Test
  void nothingIsInTwice() {
    Set<String> seen = new HashSet<>();
    assertEquals(List.of(), names.stream().filter(name -> !seen.add(name)).toList());
  }

  @Test
  void noSignatureOfAnotherJarIsLeft() {
    assertEquals(
        List.of(),
        names.stream().filter(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)")).toList());
  }

  /** Two libraries that offer the same service are both heard. */
  @Test
  void servicesAreMerged() throws IOException {
    ZipEntry modules = jar.getEntry("META-INF/services/com.fasterxml.jackson.databind.Module");
    assertNotNull(modules);
    String merged = new String(jar.getInputStream(modules).readAllBytes(), UTF_8);
    assertTrue(merged.contains("Jdk8Module") && merged.contains("JavaTimeModule"), merged);
  }

  @Test
  void theManifestNamesTheProgram() throws IOException {
    assertEquals(
        "io.anabranch.pipeline.cluster.ClusterMain",
        jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
  }
}
