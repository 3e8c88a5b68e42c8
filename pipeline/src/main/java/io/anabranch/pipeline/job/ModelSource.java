// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageModel;
import io.anabranch.state.exchange.Message;
import java.io.Serializable;
import java.net.URI;
import java.util.function.Consumer;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * Where a job hears of models that are to follow its own.
 *
 * @param topic of the announcements
 * @param registry where the models may lie
 * @param start when the job was started, milliseconds by the wall clock
 * @param first its own model
 */
record ModelSource(String topic, URI registry, long start, ModelBytes first)
    implements Serializable {

  /** Opens the state of one subtask. */
  ModelGate open(
      Consumer<Message> out, Consumer<StatusPart> status, StateInitializationContext context)
      throws Exception {
    SageModel model = first.read();
    return new ModelGate(
        new Announcements(registry, model), start, model.version(), out, status, context);
  }
}
