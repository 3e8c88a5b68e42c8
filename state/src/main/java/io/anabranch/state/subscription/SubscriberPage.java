// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.subscription;

import io.anabranch.state.page.Page;
import io.anabranch.state.page.PageFormat;
import io.anabranch.state.wire.Names;
import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Some subscribers: target, weight, and the number of edges of that weight to that target. */
final class SubscriberPage extends Page<SubscriberPage> {

  static final PageFormat<SubscriberPage> FORMAT =
      new PageFormat<>() {
        @Override
        public SubscriberPage empty() {
          return new SubscriberPage();
        }

        @Override
        public SubscriberPage read(DataInputView in) throws IOException {
          SubscriberPage page = new SubscriberPage();
          int size = in.readInt();
          for (int i = 0; i < size; i++) {
            page.add(Wire.readString(in), in.readFloat(), (int) Wire.readSigned(in));
          }
          return page;
        }
      };

  String[] targets = new String[hashes.length];
  float[] weights = new float[hashes.length];
  int[] counts = new int[hashes.length];

  static int hash(String target, float weight) {
    int mixed = (target.hashCode() * 31 + Float.floatToRawIntBits(weight)) * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  int find(int hash, String target, float weight) {
    for (int i = 0; i < size(); i++) {
      if (hashes[i] == hash
          && Float.floatToRawIntBits(weights[i]) == Float.floatToRawIntBits(weight)
          && targets[i].equals(target)) {
        return i;
      }
    }
    return -1;
  }

  void add(String target, float weight, int count) {
    int index = append(hash(target, weight));
    targets[index] = Names.shared(target);
    weights[index] = weight;
    counts[index] = count;
  }

  /** Counts in, or out; how many there are now. */
  int change(int index, int change) {
    touched(index);
    counts[index] += change;
    return counts[index];
  }

  void remove(int index) {
    removeAt(index);
  }

  @Override
  protected SubscriberPage self() {
    return this;
  }

  @Override
  protected void resize(int capacity) {
    targets = Arrays.copyOf(targets, capacity);
    weights = Arrays.copyOf(weights, capacity);
    counts = Arrays.copyOf(counts, capacity);
  }

  @Override
  protected void copy(int from, SubscriberPage target, int to) {
    target.targets[to] = targets[from];
    target.weights[to] = weights[from];
    target.counts[to] = counts[from];
  }

  @Override
  protected void clear(int index) {
    targets[index] = null;
  }

  @Override
  protected void writeEntry(int index, DataOutputView out) throws IOException {
    Wire.writeString(out, targets[index]);
    out.writeFloat(weights[index]);
    Wire.writeSigned(out, counts[index]);
  }
}
