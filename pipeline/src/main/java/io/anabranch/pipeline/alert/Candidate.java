// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A score that may come to an alert of a rule. Of most only the score is looked at, so the rest
 * stays the bytes that it came as until somebody asks.
 */
public final class Candidate {

  private final String rule;
  private final String key;
  private final float score;
  private final long eventTime;
  private final byte @Nullable [] bytes; // of the signal; null: it was not read from bytes
  private @Nullable Signal signal; // null: nobody has asked yet

  Candidate(String rule, String key, Signal signal) {
    this(rule, key, signal.score(), signal.eventTime(), null);
    this.signal = signal;
  }

  private Candidate(String rule, String key, float score, long eventTime, byte @Nullable [] bytes) {
    this.rule = rule;
    this.key = key;
    this.score = score;
    this.eventTime = eventTime;
    this.bytes = bytes;
  }

  static Candidate of(AlertRule rule, Signal signal) {
    return new Candidate(rule.name(), rule.name() + "/" + rule.key().of(signal), signal);
  }

  /** The name of the rule. */
  public String rule() {
    return rule;
  }

  /** What it is deduplicated by: of the rule and the rule's key. */
  public String key() {
    return key;
  }

  /** The signal's. */
  float score() {
    return score;
  }

  /** The signal's, milliseconds. */
  long eventTime() {
    return eventTime;
  }

  /** All of the score. */
  public Signal signal() {
    if (signal == null) {
      try {
        signal = SignalWire.read(new DataInputDeserializer(bytes));
      } catch (IOException e) {
        throw new IllegalStateException("a signal of " + bytes.length + " odd bytes", e);
      }
    }
    return signal;
  }

  void write(DataOutputView out) throws IOException {
    Wire.writeString(out, rule);
    Wire.writeString(out, key);
    out.writeFloat(score);
    out.writeLong(eventTime);
    if (bytes != null) {
      out.writeInt(bytes.length);
      out.write(bytes);
    } else {
      DataOutputSerializer written = new DataOutputSerializer(256);
      SignalWire.write(signal, written);
      out.writeInt(written.length());
      out.write(written.getSharedBuffer(), 0, written.length());
    }
  }

  static Candidate read(DataInputView in) throws IOException {
    String rule = Wire.readString(in);
    String key = Wire.readString(in);
    float score = in.readFloat();
    long eventTime = in.readLong();
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new Candidate(rule, key, score, eventTime, bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Candidate that
        && rule.equals(that.rule)
        && key.equals(that.key)
        && signal().equals(that.signal());
  }

  @Override
  public int hashCode() {
    return Objects.hash(rule, key, signal());
  }

  @Override
  public String toString() {
    return "%s: %s".formatted(key, signal());
  }
}
