// SPDX-License-Identifier: Apache-2.0
package io.anabranch.jobjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.ClusterRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml} against the pom, the configuration and the files that it mounts. */
class ComposeTest {

  private static Map<String, Map<String, Object>> services;
  private static AnabranchConfig config;

  @BeforeAll
  static void read() throws IOException {
    services = map(yaml("docker-compose.yml").get("services"));
    config = AnabranchConfig.load(Deployment.path("deploy/anabranch.yaml"), List.of());
  }

  @Test
  void imagesHaveTheVersionsOfThePom() throws Exception {
    Map<String, String> versions = versions();
    String flink =
        "flink:" + versions.get("flink.version") + "-java" + versions.get("java.version");
    String kafka = "apache/kafka:" + versions.get("kafka.version");
    for (String service : List.of("jobmanager", "taskmanager", "checkpoint-directory")) {
      assertEquals(flink, image(service), service);
    }
    assertEquals(kafka, image("broker"));
    assertEquals(kafka, image("topics"));
  }

  @Test
  void everyImageIsPinned() {
    for (String service : services.keySet()) {
      assertTrue(
          image(service).matches("[a-z/]+:v?[0-9]+\\.[0-9]+\\.[0-9]+(-java[0-9]+)?"), service);
    }
  }

  @Test
  void whatRunsOnHasAHealthCheck() {
    for (String service : List.of("broker", "jobmanager", "taskmanager", "prometheus", "grafana")) {
      assertNotNull(services.get(service).get("healthcheck"), service);
    }
  }

  @Test
  void whatIsMountedIsThere() {
    for (Map<String, Object> service : services.values()) {
      for (Object volume : list(service.get("volumes"))) {
        String from = volume.toString().split(":", 2)[0];
        boolean made = from.startsWith("./models") || from.startsWith("./job-jar/target");
        if (from.startsWith("./") && !made) {
          assertTrue(Files.exists(Deployment.path(from)), from);
        }
      }
    }
    assertEquals(
        "./job-jar/target/anabranch-job.jar:/opt/flink/usrlib/anabranch-job.jar:ro",
        list(services.get("jobmanager").get("volumes")).get(0));
    assertEquals(
        "anabranch-job.jar",
        Path.of(System.getProperty("anabranch.job-jar")).getFileName().toString());
  }

  @Test
  void theTopicsAreThoseThatTheJobReadsAndWrites() {
    String script = list(services.get("topics").get("command")).get(0).toString();
    Map<String, Integer> created =
        Pattern.compile("create (anabranch\\S+) --partitions (\\d+)")
            .matcher(script)
            .results()
            .collect(
                Collectors.toMap((MatchResult m) -> m.group(1), m -> Integer.valueOf(m.group(2))));
    Map<String, Integer> expected = new HashMap<>();
    config.topics().names().all().forEach(name -> expected.put(name, config.topics().partitions()));
    expected.put(config.topics().questions(), 1);
    expected.put(config.topics().deadLetters(), 1);
    expected.put(config.topics().evaluation(), 1);
    assertEquals(expected, created);
    assertTrue(
        script.contains(
            config.topics().embeddings() + " --partitions 4 --config cleanup.policy=compact"));
  }

  @Test
  void theJobReachesTheBrokerAndTheSharedDirectory() {
    Map<String, Object> broker = map(services.get("broker").get("environment"));
    assertTrue(
        broker
            .get("KAFKA_ADVERTISED_LISTENERS")
            .toString()
            .contains("INTERNAL://" + config.kafka().bootstrapServers()));
    for (String service : List.of("jobmanager", "taskmanager")) {
      List<?> volumes = list(services.get(service).get("volumes"));
      assertTrue(
          volumes.contains("checkpoints:" + config.job().checkpointDirectory()), volumes::toString);
    }
  }

  @Test
  void theClusterIsSafeAndLargeEnough() {
    for (String service : List.of("jobmanager", "taskmanager")) {
      Map<String, String> flink = flinkProperties(service);
      ClusterRules.check(config, flink);
      int slots = Integer.parseInt(flink.get("taskmanager.numberOfTaskSlots"));
      assertTrue(slots >= config.job().parallelism());
      // One word: the image deletes spaces. Not opts.all, which Flink's own configuration sets.
      assertEquals("--add-modules=jdk.incubator.vector", flink.get("env.java.default-opts.all"));
    }
  }

  @Test
  void prometheusAsksWhereFlinkAnswers() throws IOException {
    String port = flinkProperties("taskmanager").get("metrics.reporter.prom.port");
    String prometheus = Files.readString(Deployment.path("deploy/prometheus/prometheus.yml"));
    assertTrue(prometheus.contains("port: " + port));
    assertTrue(prometheus.contains("names: [jobmanager, taskmanager]"));
  }

  @Test
  void theProgramIsTheOneOfTheJar() {
    List<?> command = list(services.get("jobmanager").get("command"));
    assertEquals("io.anabranch.pipeline.cluster.ClusterMain", command.get(2));
  }

  private static Map<String, String> flinkProperties(String service) {
    Map<String, Object> environment = map(services.get(service).get("environment"));
    Map<String, Object> properties =
        map(new Yaml().load(environment.get("FLINK_PROPERTIES").toString()));
    Map<String, String> text = new HashMap<>();
    properties.forEach((key, value) -> text.put(key, value.toString()));
    return text;
  }

  private static String image(String service) {
    return services.get(service).get("image").toString();
  }

  /** The properties of the root pom. */
  private static Map<String, String> versions() throws Exception {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Deployment.path("pom.xml").toFile())
            .getDocumentElement();
    Map<String, String> versions = new HashMap<>();
    Node properties = project.getElementsByTagName("properties").item(0);
    for (Node n = properties.getFirstChild(); n != null; n = n.getNextSibling()) {
      versions.put(n.getNodeName(), n.getTextContent());
    }
    return versions;
  }

  private static Map<String, Object> yaml(String file) throws IOException {
    return map(new Yaml().load(Files.readString(Deployment.path(file))));
  }

  private static List<?> list(Object value) {
    return value == null ? List.of() : (List<?>) value;
  }

  /** YAML's maps, whose keys are names in all of these files. */
  @SuppressWarnings("unchecked")
  private static <T> Map<String, T> map(Object value) {
    return (Map<String, T>) value;
  }
}
