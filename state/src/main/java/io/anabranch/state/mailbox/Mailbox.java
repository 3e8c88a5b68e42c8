// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.mailbox;

import io.anabranch.state.wire.Wire;
import it.unimi.dsi.fastutil.objects.Object2ObjectOpenHashMap;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The last word of every in-neighbor of a vertex. A sender counts its words, and an older one never
 * replaces a newer one. Bound: one word for every in-neighbor that the fan-out lets in.
 */
public final class Mailbox {

  /** Sees one word. */
  public interface Visitor {
    void word(String source, float[] values);
  }

  private record Word(long sequence, float[] values) {}

  private final Object2ObjectOpenHashMap<String, Word> words;

  /** No words. */
  public Mailbox() {
    this(4);
  }

  private Mailbox(int expected) {
    words = new Object2ObjectOpenHashMap<>(expected);
  }

  /**
   * Takes a word in.
   *
   * @param sequence the sender's count of its words
   * @param values kept, so not to be changed; null takes the sender's word back
   * @return whether anything is different now
   */
  public boolean put(String source, long sequence, float @Nullable [] values) {
    Word held = words.get(source);
    if (held != null && held.sequence > sequence) {
      return false;
    }
    if (values == null) {
      return words.remove(source) != null;
    }
    words.put(source, new Word(sequence, values));
    return true;
  }

  /** The last word of an in-neighbor; null when it has none here. */
  public float @Nullable [] word(String source) {
    Word word = words.get(source);
    return word == null ? null : word.values;
  }

  /** How many in-neighbors have a word here. */
  public int size() {
    return words.size();
  }

  public boolean isEmpty() {
    return words.isEmpty();
  }

  /** Visits all words, in no particular order. */
  public void forEach(Visitor visitor) {
    words.forEach((source, word) -> visitor.word(source, word.values));
  }

  /** Writes all words; {@link #read} reads them. */
  public void write(DataOutputView out) throws IOException {
    Wire.writeVarint(out, words.size());
    for (var entry : words.object2ObjectEntrySet()) {
      Wire.writeString(out, entry.getKey());
      Wire.writeVarint(out, entry.getValue().sequence);
      Wire.writeVarint(out, entry.getValue().values.length);
      Wire.writeFloats(out, entry.getValue().values);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static Mailbox read(DataInputView in) throws IOException {
    int size = (int) Wire.readVarint(in);
    Mailbox mailbox = new Mailbox(size);
    for (int i = 0; i < size; i++) {
      String source = Wire.readString(in);
      long sequence = Wire.readVarint(in);
      float[] values = Wire.readFloats(in, (int) Wire.readVarint(in));
      mailbox.words.put(source, new Word(sequence, values));
    }
    return mailbox;
  }
}
