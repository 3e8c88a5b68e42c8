// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.page;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Some of a vertex's entries, in columns, in no particular order. A subclass adds its columns.
 *
 * <p>Most pages only grow: what was written of the entries that nothing has touched since is kept,
 * and written again without a look at them. A vertex's ids lie all over memory.
 *
 * @param <P> the subclass
 */
public abstract class Page<P extends Page<P>> {

  private static final int FIRST_CAPACITY = 4;
  private static final byte[] NOTHING = new byte[0];

  /** The hash of each entry; it alone decides which page the entry is on. */
  protected int[] hashes = new int[FIRST_CAPACITY];

  private int size;
  private byte[] written = NOTHING; // holds the first entries as they were written, from an offset
  private int writtenFrom;
  private int writtenTo;
  private int writtenEntries;

  /** How many entries there are. */
  public final int size() {
    return size;
  }

  /** Makes room for one more entry with that hash; its other columns are for the caller to fill. */
  protected final int append(int hash) {
    if (size == hashes.length) {
      int capacity = hashes.length * 2;
      hashes = Arrays.copyOf(hashes, capacity);
      resize(capacity);
    }
    hashes[size] = hash;
    return size++;
  }

  /** Takes an entry out; the last one moves into its place. */
  protected final void removeAt(int index) {
    touched(index);
    size--;
    if (index != size) {
      hashes[index] = hashes[size];
      copy(size, self(), index);
    }
    clear(size);
  }

  /** Moves the entries that belong to another page there. */
  final void moveTo(P target, PageOf pageOf, int targetNumber) {
    for (int i = size - 1; i >= 0; i--) {
      if (pageOf.number(hashes[i]) == targetNumber) {
        copy(i, target, target.append(hashes[i]));
        removeAt(i);
      }
    }
  }

  /** The earliest time at which an entry of this page wants to be looked at again. */
  public long deadline() {
    return Long.MAX_VALUE;
  }

  /** This, as what it is. */
  protected abstract P self();

  /** Grows the subclass's columns. */
  protected abstract void resize(int capacity);

  /** Copies the subclass's columns of one entry. */
  protected abstract void copy(int from, P target, int to);

  /** Lets go of the objects of an entry that is no more. */
  protected abstract void clear(int index);

  /** Says that an entry is not as it was. */
  protected final void touched(int index) {
    if (index < writtenEntries) {
      keep(NOTHING, 0, 0, 0);
    }
  }

  /** Writes the entries; the factory reads them. */
  public final void write(DataOutputSerializer out) throws IOException {
    out.writeInt(size);
    out.write(written, writtenFrom, writtenTo - writtenFrom);
    for (int i = writtenEntries; i < size; i++) {
      writeEntry(i, out);
    }
  }

  /**
   * Keeps what {@link #write} wrote.
   *
   * @param bytes not copied; nobody changes them
   * @param from where the page begins
   * @param to behind its end
   */
  final void keep(byte[] bytes, int from, int to) {
    keep(bytes, from + Integer.BYTES, to, size);
  }

  private void keep(byte[] bytes, int from, int to, int entries) {
    written = bytes;
    writtenFrom = from;
    writtenTo = to;
    writtenEntries = entries;
  }

  /** True when all entries are as they were last written. */
  final boolean isWritten() {
    return writtenEntries == size;
  }

  /** Writes the subclass's columns of one entry. */
  protected abstract void writeEntry(int index, DataOutputView out) throws IOException;

  /** Which page a hash belongs to. */
  interface PageOf {
    int number(int hash);
  }
}
