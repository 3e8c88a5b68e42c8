// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.model.layer.SageModel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share a broker, with pipelines on it that have topics of their own. */
abstract class BrokerTest {

  @TempDir static Path directory;
  static LocalBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = LocalBroker.start(directory.resolve("broker"), 0);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  static Pipeline pipeline(String name, SageModel model, String... options) {
    return new Pipeline(
        broker.bootstrapServers(), name, directory.resolve("checkpoints"), model, options);
  }
}
