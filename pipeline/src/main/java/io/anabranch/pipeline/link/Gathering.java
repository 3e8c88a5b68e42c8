// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.pipeline.link.LinkMessage.Found;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What the shards have found for a vertex in one period, with one row of it, until all of them have
 * answered. Hearing a shard again changes nothing.
 */
public final class Gathering {

  private static final int FORMAT = 1;
  private static final LinkMessageSerializer MESSAGES = new LinkMessageSerializer();

  private final TreeMap<Integer, Found> found = new TreeMap<>(); // by the shard's group

  /**
   * Whether an answer belongs here: a vertex that is asked again within a period may be searched
   * with two rows, and no answer is put together of both.
   */
  public boolean takes(Found part) {
    if (found.isEmpty()) {
      return true;
    }
    Found any = found.firstEntry().getValue();
    return any.period() == part.period() && any.row().equals(part.row());
  }

  /**
   * Takes an answer in.
   *
   * @return all together, when it was the last one missing
   */
  public Optional<LinkScores> add(Found part, LinkRules rules) {
    found.put(part.from(), part);
    return found.size() < rules.shards()
        ? Optional.empty()
        : Optional.of(LinkScores.of(found.values(), rules.topK()));
  }

  /** This as bytes. */
  public byte[] toBytes() {
    DataOutputSerializer out = new DataOutputSerializer(256);
    try {
      out.writeByte(FORMAT);
      out.writeByte(found.size());
      for (Found part : found.values()) {
        MESSAGES.serialize(part, out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return out.getCopyOfBuffer();
  }

  /** Reads {@link #toBytes()}. */
  public static Gathering fromBytes(byte[] bytes) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("a gathering of format " + format + ", this build reads " + FORMAT);
    }
    Gathering gathering = new Gathering();
    for (int i = in.readUnsignedByte(); i > 0; i--) {
      Found part = (Found) MESSAGES.deserialize(in);
      gathering.found.put(part.from(), part);
    }
    return gathering;
  }
}
