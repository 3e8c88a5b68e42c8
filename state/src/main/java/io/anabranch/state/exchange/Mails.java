// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import io.anabranch.state.wire.Wire;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What senders say to one vertex: of each the last word. */
final class Mails {

  private record Word(float[] values, long sequence) {}

  private final Object2ObjectOpenHashMap<String, Word> words = new Object2ObjectOpenHashMap<>(4);

  void put(String source, float[] values, long sequence) {
    words.put(source, new Word(values, sequence));
  }

  void write(DataOutputView out) throws IOException {
    Wire.writeVarint(out, words.size());
    for (var entry : words.object2ObjectEntrySet()) {
      Word word = entry.getValue();
      Wire.writeString(out, entry.getKey());
      Wire.writeVarint(out, word.sequence);
      out.writeBoolean(word.values != null);
      if (word.values != null) {
        Wire.writeFloats(out, word.values);
      }
    }
  }

  /**
   * Tells the stage what {@link #write} wrote.
   *
   * @param width elements of a word
   */
  static void read(DataInputView in, int width, String vertex, Cause cause, Inlet stage)
      throws IOException {
    long size = Wire.readVarint(in);
    for (long i = 0; i < size; i++) {
      String source = Wire.readString(in);
      long sequence = Wire.readVarint(in);
      float[] values = in.readBoolean() ? Wire.readFloats(in, width) : null;
      stage.mail(vertex, source, values, sequence, cause);
    }
  }
}
