// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors;

import io.anabranch.model.layer.SageModel;
import kafka.server.KafkaConfig;

/** Breaks the rules of connectors. */
final class Offender {

  private SageModel model;
  private KafkaConfig config;

  void print() {
    System.out.println(model + " " + config);
    new IllegalStateException().printStackTrace();
  }
}
