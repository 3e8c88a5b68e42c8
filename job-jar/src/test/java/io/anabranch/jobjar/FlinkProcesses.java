// SPDX-License-Identifier: Apache-2.0
package io.anabranch.jobjar;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Flink's own programs in child JVMs, on a class path that holds what Flink's distribution holds
 * and nothing of ours: what the job needs beyond that has to be in the job jar.
 */
final class FlinkProcesses implements AutoCloseable {

  static final String JOB_MANAGER =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  static final String APPLICATION =
      "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";

  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
  private static final String CLIENT = "org.apache.flink.client.cli.CliFrontend";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** The libraries of flink-dist, its lib directory, and of the one plugin that we use. */
  private static final Pattern DISTRIBUTION =
      Pattern.compile(
          "(flink-(?!connector-kafka|test)(?!.*-tests).*|commons-(cli|collections|compress|io|lang3|math3|text)"
              + "|kryo|minlog|objenesis|reflectasm|RoaringBitmap|snakeyaml-engine|jsr305|javassist"
              + "|snappy-java|lz4-java|frocksdbjni|async-profiler|simpleclient.*"
              + "|slf4j-api|log4j-(api|core|slf4j-impl))-[0-9].*\\.jar");

  /** The packages of java.base that Flink's own {@code config.yaml} opens. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.net",
          "java.io",
          "java.nio",
          "sun.nio.ch",
          "java.lang.reflect",
          "java.text",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks");

  private static final String LOGGING =
      """
      rootLogger.level = warn
      rootLogger.appenderRef.console.ref = console
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1}: %m%n
      """;

  private final Path home;
  private final Path conf;
  private final URI rest;
  private final URI metrics;
  private final List<Process> processes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  /** A distribution of its own directory, as the Docker image has it: conf, lib, usrlib. */
  FlinkProcesses(Path home) {
    this.home = home;
    this.conf = home.resolve("conf");
    List<Integer> ports = freePorts(3);
    this.rest = URI.create("http://localhost:" + ports.get(0));
    this.metrics = URI.create("http://localhost:" + ports.get(1) + "/metrics");
    try {
      Files.createDirectories(conf);
      Files.createDirectories(home.resolve("lib"));
      Files.createDirectories(home.resolve("usrlib"));
      Files.writeString(conf.resolve("config.yaml"), config(ports));
      Files.writeString(conf.resolve("log4j.properties"), LOGGING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String config(List<Integer> ports) {
    return """
    jobmanager.rpc.address: localhost
    jobmanager.rpc.port: %3$d
    rest.address: localhost
    rest.port: %1$d
    rest.bind-port: %1$d
    parallelism.default: 2
    taskmanager.host: localhost
    taskmanager.numberOfTaskSlots: 2
    taskmanager.cpu.cores: 2.0
    taskmanager.memory.framework.heap.size: 128m
    taskmanager.memory.framework.off-heap.size: 128m
    taskmanager.memory.jvm-metaspace.size: 256m
    taskmanager.memory.jvm-overhead.min: 192m
    taskmanager.memory.jvm-overhead.max: 192m
    taskmanager.memory.task.heap.size: 256m
    taskmanager.memory.task.off-heap.size: 0m
    taskmanager.memory.managed.size: 64m
    taskmanager.memory.network.min: 64m
    taskmanager.memory.network.max: 64m
    metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
    io.tmp.dirs: %4$s
    """
        .formatted(ports.get(0), ports.get(1), ports.get(2), home.resolve("tmp"));
  }

  /** Where application mode looks for the job jar. */
  Path usrlib() {
    return home.resolve("usrlib");
  }

  /** Starts a JobManager and waits until it answers. */
  void startJobManager(String program, String... args) {
    List<String> all = new ArrayList<>(List.of("--configDir", conf.toString()));
    all.add("-Dmetrics.reporter.prom.port=0");
    all.addAll(List.of(args));
    start(List.of(), program, all);
    awaitAnswer("/overview", "\"taskmanagers\"");
  }

  /** Starts a TaskManager and waits until the JobManager knows it. */
  void startTaskManager(String... jvm) {
    start(
        Arrays.asList(jvm),
        TASK_MANAGER,
        List.of(
            "--configDir", conf.toString(), "-Dmetrics.reporter.prom.port=" + metrics.getPort()));
    awaitAnswer("/overview", "\"taskmanagers\":1");
  }

  /**
   * Runs the {@code flink} command.
   *
   * @return its exit code, and what it printed in {@link #output}
   */
  int flink(String... args) throws IOException, InterruptedException {
    Process process = start(List.of(), CLIENT, Arrays.asList(args));
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("flink " + args[0] + " does not end: " + output());
    }
    return process.exitValue();
  }

  /** What the programs printed. */
  String output() throws IOException {
    return Files.readString(log());
  }

  private Path log() {
    return home.resolve("output.log");
  }

  private Process start(List<String> jvm, String program, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:TieredStopAtLevel=1"); // seconds of life: the second compiler does not pay
    command.add("-Dlog4j.configurationFile=" + conf.resolve("log4j.properties"));
    OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
    command.addAll(jvm);
    command.addAll(List.of("-cp", classPath(), program));
    command.addAll(args);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().put("FLINK_CONF_DIR", conf.toString());
    builder.environment().put("FLINK_LIB_DIR", home.resolve("lib").toString());
    try {
      Process process = builder.start();
      processes.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String classPath() {
    String own = System.getProperty("surefire.test.class.path", "");
    String all = own.isEmpty() ? System.getProperty("java.class.path") : own;
    return Arrays.stream(all.split(File.pathSeparator))
        .filter(jar -> DISTRIBUTION.matcher(Path.of(jar).getFileName().toString()).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void awaitAnswer(String path, String part) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              if (!processes.get(processes.size() - 1).isAlive()) {
                throw new AssertionError("the process has ended: " + output());
              }
              return get(rest.resolve(path)).contains(part);
            });
  }

  /** The page that Prometheus would scrape from the TaskManager. */
  String scrape() throws IOException, InterruptedException {
    return get(metrics);
  }

  private String get(URI uri) throws IOException, InterruptedException {
    try {
      return http.send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (ConnectException e) {
      return "";
    }
  }

  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("there is no free port", e);
    }
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }
}
