// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.plugin.PluginManager;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskExecutorResourceUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A JobManager and a TaskManager of four slots in this JVM, started as Flink's scripts start them:
 * its MiniCluster never asks a driver for external resources. The TaskManager has one GPU, of the
 * index that a discovery script prints.
 */
public final class DiscoveringCluster implements AutoCloseable {

  /** The driver, which a cluster has as a plugin. */
  private static final PluginManager PLUGINS =
      new PluginManager() {
        @Override
        public <P> Iterator<P> load(Class<P> service) {
          return Stream.of(new DiscoveryDriver.Factory())
              .filter(service::isInstance)
              .map(service::cast)
              .iterator();
        }
      };

  /*
   * Netty's threads of an actor system end two seconds after it, when the class loader of Flink's RPC is
   * closed. What they load first then, to give back the buffers that they have kept, comes from the class
   * path instead, and the IllegalAccessError of it ends the JVM with exit code 239: Flink passes over a
   * NoClassDefFoundError alone (FLINK-32314). So they keep none.
   */
  static {
    System.setProperty("org.apache.flink.shaded.netty4.io.netty.allocator.smallCacheSize", "0");
    System.setProperty("org.apache.flink.shaded.netty4.io.netty.allocator.normalCacheSize", "0");
  }

  private final Configuration configuration;
  private final StandaloneSessionClusterEntrypoint jobManager;
  private final TaskManagerRunner taskManager;

  private DiscoveringCluster(
      Configuration configuration,
      StandaloneSessionClusterEntrypoint jobManager,
      TaskManagerRunner taskManager) {
    this.configuration = configuration;
    this.jobManager = jobManager;
    this.taskManager = taskManager;
  }

  public static DiscoveringCluster start(Path directory, int index) throws Exception {
    Configuration configuration = configuration(directory, script(directory, index));
    StandaloneSessionClusterEntrypoint jobManager =
        new StandaloneSessionClusterEntrypoint(configuration);
    jobManager.startCluster();
    TaskManagerRunner taskManager =
        new TaskManagerRunner(
            TaskExecutorResourceUtils.adjustForLocalExecution(new Configuration(configuration)),
            PLUGINS,
            TaskManagerRunner::createTaskExecutorService);
    taskManager.start();
    return new DiscoveringCluster(configuration, jobManager, taskManager);
  }

  /** Flink calls it with the number of GPUs that it wants. */
  private static Path script(Path directory, int index) throws IOException {
    Path script = directory.resolve("discover.sh");
    Files.writeString(script, "#!/bin/sh\n[ \"$1\" = 1 ] && echo " + index + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return script;
  }

  private static Configuration configuration(Path directory, Path script) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(JobManagerOptions.ADDRESS, "localhost");
    configuration.set(JobManagerOptions.PORT, freePort());
    configuration.set(RestOptions.ADDRESS, "localhost");
    configuration.set(RestOptions.PORT, freePort());
    configuration.set(TaskManagerOptions.HOST, "localhost");
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, 4);
    configuration.setString("io.tmp.dirs", directory.toString());
    configuration.set(ExternalResourceOptions.EXTERNAL_RESOURCE_LIST, List.of("gpu"));
    configuration.setString("external-resource.gpu.amount", "1");
    configuration.setString(
        "external-resource.gpu.driver-factory.class", DiscoveryDriver.Factory.class.getName());
    configuration.setString("external-resource.gpu.param.discovery-script.path", script.toString());
    return configuration;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Its REST interface. */
  public URI address() {
    return URI.create("http://localhost:" + configuration.get(RestOptions.PORT));
  }

  StreamExecutionEnvironment environment() {
    return StreamExecutionEnvironment.createRemoteEnvironment(
        "localhost", configuration.get(RestOptions.PORT), configuration);
  }

  @Override
  public void close() throws Exception {
    taskManager.close();
    jobManager.closeAsync().get();
  }
}
