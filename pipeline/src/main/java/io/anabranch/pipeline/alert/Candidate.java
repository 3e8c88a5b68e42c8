// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A score that exceeds the limit of a rule: the first of its key and window is an alert.
 *
 * @param rule its name
 * @param key what it is deduplicated by: of the rule and the rule's key
 * @param threshold that the score exceeds
 */
public record Candidate(String rule, String key, float threshold, Signal signal) {

  static Candidate of(AlertRule rule, Signal signal, float threshold) {
    return new Candidate(rule.name(), rule.name() + "/" + rule.key().of(signal), threshold, signal);
  }

  void write(DataOutputView out) throws IOException {
    Wire.writeString(out, rule);
    Wire.writeString(out, key);
    out.writeFloat(threshold);
    SignalWire.write(signal, out);
  }

  static Candidate read(DataInputView in) throws IOException {
    return new Candidate(
        Wire.readString(in), Wire.readString(in), in.readFloat(), SignalWire.read(in));
  }
}
