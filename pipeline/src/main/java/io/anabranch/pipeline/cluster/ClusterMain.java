// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cluster;

import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.job.EmbeddingJob;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The program of the job jar: submits the live job to the cluster that runs it.
 *
 * <pre>
 * flink run --detached anabranch-job.jar --config anabranch.yaml --set job.parallelism=8
 * </pre>
 *
 * It never ends the JVM: in application mode that is the JobManager's.
 */
public final class ClusterMain {

  private ClusterMain() {}

  public static void main(String[] args) throws Exception {
    AnabranchConfig config = ClusterArguments.read(args);
    Configuration settings = ClusterSettings.of(config, clusterOptions());
    SageModel model = ModelArtifacts.read(config.model().path());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    EmbeddingJob.of(config, model).assemble(env);
    env.execute();
  }

  /** What the cluster and the command line of {@code flink} say. */
  private static Map<String, String> clusterOptions() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    if (env instanceof LocalStreamEnvironment) {
      throw new IllegalStateException(
          "expected to be started by Flink ('flink run', or application mode);"
              + " 'scripts/anabranch run' brings a cluster of its own");
    }
    return env.getConfiguration().toMap();
  }
}
