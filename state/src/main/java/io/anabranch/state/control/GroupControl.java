// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.control;

import io.anabranch.state.event.InputTopic;
import io.anabranch.state.gate.Horizon;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** All that a stage keeps of one key group as such. */
public final class GroupControl {

  private static final int FORMAT = 3; // 1 knew one model alone, 2 no periods

  private static final InputTopic[] INPUTS = InputTopic.values();

  private final Map<InputTopic, Horizon> horizons;
  private final Marks marks;
  private final GroupEpochs epochs;
  private final Horizon periods;

  /** Nothing heard yet. */
  public GroupControl() {
    this(new EnumMap<>(InputTopic.class), new Marks(), new GroupEpochs(), new Horizon());
    for (InputTopic input : INPUTS) {
      horizons.put(input, new Horizon());
    }
  }

  private GroupControl(
      Map<InputTopic, Horizon> horizons, Marks marks, GroupEpochs epochs, Horizon periods) {
    this.horizons = horizons;
    this.marks = marks;
    this.epochs = epochs;
    this.periods = periods;
  }

  /** The clocks of an input topic as this group has heard them. */
  public Horizon horizon(InputTopic input) {
    return horizons.get(input);
  }

  /** The probes under way. */
  public Marks marks() {
    return marks;
  }

  /** The models that the group computes with. */
  public GroupEpochs epochs() {
    return epochs;
  }

  /**
   * The ends of periods, as the groups of the stage before have come to them; in the Neighborhood
   * the last one that it has told.
   */
  public Horizon periods() {
    return periods;
  }

  /** This as bytes. */
  public byte[] toBytes() {
    DataOutputSerializer out = new DataOutputSerializer(64);
    try {
      out.writeByte(FORMAT);
      for (InputTopic input : INPUTS) {
        horizons.get(input).write(out);
      }
      Wire.writeVarint(out, marks.heard().size());
      for (Map.Entry<String, BitSet> probe : marks.heard().entrySet()) {
        Wire.writeString(out, probe.getKey());
        byte[] bits = probe.getValue().toByteArray();
        Wire.writeVarint(out, bits.length);
        out.write(bits);
      }
      epochs.write(out);
      periods.write(out);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return out.getCopyOfBuffer();
  }

  /** Reads {@link #toBytes()}. */
  public static GroupControl fromBytes(byte[] bytes) {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    try {
      int format = in.readByte();
      if (format < 1 || format > FORMAT) {
        throw new IllegalStateException(
            "control state of format " + format + ", this build reads up to " + FORMAT);
      }
      Map<InputTopic, Horizon> horizons = new EnumMap<>(InputTopic.class);
      for (InputTopic input : INPUTS) {
        horizons.put(input, Horizon.read(in));
      }
      Marks marks = new Marks();
      long probes = Wire.readVarint(in);
      for (long i = 0; i < probes; i++) {
        String probe = Wire.readString(in);
        byte[] bits = new byte[(int) Wire.readVarint(in)];
        in.readFully(bits);
        marks.heard().put(probe, BitSet.valueOf(bits));
      }
      GroupEpochs epochs = format == 1 ? new GroupEpochs() : GroupEpochs.read(in);
      Horizon periods = format < 3 ? new Horizon() : Horizon.read(in);
      return new GroupControl(horizons, marks, epochs, periods);
    } catch (IOException e) {
      throw new IllegalStateException("control state of " + bytes.length + " bytes is damaged", e);
    }
  }
}
