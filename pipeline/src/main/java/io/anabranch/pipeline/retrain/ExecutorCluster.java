// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.retrain;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalResourceOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink cluster that executors run on.
 *
 * @param address of its REST interface, such as {@code http://localhost:8081}; null: a cluster of
 *     its own in this process, for each training
 * @param jobJar our code, which goes to the cluster with each training; null: it is there already
 */
public record ExecutorCluster(URI address, Path jobJar) {

  private static final String RESOURCES = ExternalResourceOptions.EXTERNAL_RESOURCE_LIST.key();

  /** In this process. */
  public static final ExecutorCluster HERE = new ExecutorCluster(null, null);

  /**
   * An environment for one training. It knows of the external resources that the cluster's own
   * configuration names, so that executors ask for them where they are.
   *
   * @throws NotYetException when the cluster does not answer
   */
  StreamExecutionEnvironment environment() throws IOException {
    if (address == null) {
      return StreamExecutionEnvironment.createLocalEnvironment();
    }
    Configuration client = new Configuration();
    String resources = new JobManager(address).configuration().get(RESOURCES);
    if (resources != null) {
      client.setString(RESOURCES, resources);
    }
    String[] jars = jobJar == null ? new String[0] : new String[] {jobJar.toString()};
    return StreamExecutionEnvironment.createRemoteEnvironment(
        address.getHost(), address.getPort(), client, jars);
  }

  String described() {
    return address == null ? "this process" : address.toString();
  }
}
