// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * The last row of a vertex; while one model follows another, the last of each. Rows come in the
 * order in which they were said. Bounded: two rows. Shrinks with the first row that comes after the
 * model before is retired, and to nothing when the vertex is gone.
 */
public final class HeldRows {

  /** Two rows of one model; to be looked at before either side takes in another one. */
  public record Pair(LinkRow first, LinkRow second) {}

  private @Nullable LinkRow newest; // held by nobody else, as the one before
  private @Nullable LinkRow before; // of an earlier epoch than the newest

  /** No rows. */
  public HeldRows() {}

  /** Takes a copy of a row in. */
  public void put(LinkRow row) {
    if (newest == null) {
      newest = row.copy();
    } else if (row.epoch() == newest.epoch()) {
      newest.set(row);
    } else if (row.epoch() > newest.epoch()) {
      before = newest;
      newest = row.copy();
    } else {
      before = row.copy();
    }
  }

  /** The vertex is gone. */
  public void clear() {
    newest = null;
    before = null;
  }

  /** Whether there is a row besides the newest, which {@link #retire} may forget. */
  boolean isOfTwoModels() {
    return before != null;
  }

  /** Forgets rows of models before an epoch. */
  public void retire(int epoch) {
    if (before != null && before.epoch() < epoch) {
      before = null;
    }
    if (newest != null && newest.epoch() < epoch) {
      newest = null;
    }
  }

  /** Visits them, the latest first; they are not copied. */
  void forEach(Consumer<LinkRow> visitor) {
    if (newest != null) {
      visitor.accept(newest);
    }
    if (before != null) {
      visitor.accept(before);
    }
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return newest == null;
  }

  /** A copy of the row of the latest model; null when there is none. */
  public @Nullable LinkRow newest() {
    return newest == null ? null : newest.copy();
  }

  /** A copy of that of the earliest model: while models change, the one that all vertices have. */
  public @Nullable LinkRow earliest() {
    return before == null ? newest() : before.copy();
  }

  /** The rows of the latest model that both have one of: never two of different models. */
  public Optional<Pair> pair(HeldRows other) {
    for (LinkRow mine = newest; mine != null; mine = mine == newest ? before : null) {
      LinkRow theirs = other.of(mine.epoch());
      if (theirs != null) {
        return Optional.of(new Pair(mine, theirs));
      }
    }
    return Optional.empty();
  }

  private @Nullable LinkRow of(int epoch) {
    if (newest != null && newest.epoch() == epoch) {
      return newest;
    }
    return before != null && before.epoch() == epoch ? before : null;
  }

  /** A copy, which goes its own way. */
  HeldRows copy() {
    HeldRows copy = new HeldRows();
    copy.newest = newest();
    copy.before = before == null ? null : before.copy();
    return copy;
  }

  void write(DataOutputView out) throws IOException {
    out.writeByte(newest == null ? 0 : before == null ? 1 : 2);
    if (newest != null) {
      newest.write(out);
    }
    if (before != null) {
      before.write(out);
    }
  }

  static HeldRows read(DataInputView in) throws IOException {
    HeldRows rows = new HeldRows();
    int count = in.readByte();
    if (count < 0 || count > 2) {
      throw new IOException("expected at most two rows, came " + count);
    }
    rows.newest = count > 0 ? LinkRow.read(in) : null;
    rows.before = count > 1 ? LinkRow.read(in) : null;
    return rows;
  }
}
