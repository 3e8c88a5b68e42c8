// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.Devices;
import io.anabranch.pipeline.config.Places;
import io.anabranch.pipeline.executor.ExecutorSettings;
import io.anabranch.pipeline.retrain.ExecutorCluster;
import io.anabranch.pipeline.retrain.ExecutorLearner;
import io.anabranch.pipeline.retrain.Learner;
import io.anabranch.pipeline.retrain.LocalLearner;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where is learnt, and what computes. */
final class ExecutorMixin {

  @Mixin private DeviceMixin device;

  @Option(
      names = "--executors",
      paramLabel = "N",
      defaultValue = "0",
      description = "Trains on so many executors of a Flink cluster; 0: in this process alone.")
  private int count;

  @Option(
      names = "--executors-on",
      paramLabel = "URL",
      description =
          "With --executors: the cluster's REST interface, such as http://localhost:8081. Default:"
              + " a cluster in this process.")
  private URI address;

  @Option(
      names = "--job-jar",
      paramLabel = "FILE",
      description =
          "With --executors-on: the jar that goes to the cluster. Default: none, the cluster has"
              + " our code.")
  private Path jobJar;

  @Option(
      names = "--executor-directory",
      paramLabel = "DIR",
      defaultValue = "work/executors",
      description =
          "With --executors: where what they learn from is put, seen by all of them; a path or a"
              + " URI.")
  private String directory;

  @Option(
      names = "--meet-every",
      paramLabel = "STEPS",
      defaultValue = "10",
      description = "With --executors: from one average of their parameters to the next.")
  private int every;

  @Option(
      names = "--executor-patience",
      paramLabel = "DURATION",
      defaultValue = "2m",
      converter = DurationConverter.class,
      description = "With --executors: how long to wait for their slots.")
  private Duration patience;

  /** Of all that executors do not do: with them, this process computes on its own cores. */
  Device device() {
    requireSense();
    return count == 0 ? device.device() : Device.cpu(Runtime.getRuntime().availableProcessors());
  }

  private void requireSense() {
    if (count < 0) {
      throw CommandException.usage("--executors: expected at least 0; came " + count);
    }
    if (count == 0 && address != null) {
      throw CommandException.usage("--executors-on: expected with --executors; came without");
    }
    if (address == null && jobJar != null) {
      throw CommandException.usage("--job-jar: expected with --executors-on; came without");
    }
    if (address != null && (address.getHost() == null || address.getPort() < 0)) {
      throw CommandException.usage(
          "--executors-on: expected a URL with a host and a port; came " + address);
    }
    if (Devices.all().stream().noneMatch(known -> known.name().equals(device.name()))) {
      device.device(); // says what there is
    }
  }

  Learner learner(Device computes) {
    if (count == 0) {
      return new LocalLearner(computes, device.name());
    }
    try {
      return new ExecutorLearner(
          address == null ? ExecutorCluster.HERE : new ExecutorCluster(address, jobJar),
          ExecutorSettings.of(count, device.name()).every(every).within(patience),
          Places.of(directory));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--executors, --meet-every: " + e.getMessage());
    }
  }
}
