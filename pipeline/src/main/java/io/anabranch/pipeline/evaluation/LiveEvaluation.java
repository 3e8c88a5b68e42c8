// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import io.anabranch.pipeline.evaluation.EvaluationRecord.Counts;
import io.anabranch.pipeline.link.LinkMessage;
import io.anabranch.pipeline.prequential.DriftWatch;
import io.anabranch.pipeline.prequential.Measures;
import io.anabranch.pipeline.prequential.Observation;
import io.anabranch.pipeline.prequential.Prequential;
import io.anabranch.pipeline.prequential.ScorerName;
import io.anabranch.pipeline.prequential.Versions;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.gate.Horizon;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Measures the live stream: test, then train.
 *
 * <pre>{@code
 * LiveEvaluation evaluation = new LiveEvaluation(settings, records::add);
 * evaluation.hear(partition, partitions, time);   // may end a period
 * evaluation.edge(edge);
 * evaluation.row(row);
 * }</pre>
 *
 * <p>An edge counts once, whatever its later writes at the same time say; later meetings of the two
 * are edges of their own. What was ranked is not taken back: a removal or an expiry does not undo
 * that the two have met. An erase does. Late edges are the gate's.
 *
 * <p>Bound: that of {@link Prequential}, {@link SeenEdges}, {@link ErasedVertices} and {@link
 * EmbeddingRows}.
 */
public final class LiveEvaluation {

  private static final int VERSION = 1;
  private static final int MOST_SEEN = 1 << 18;
  private static final int MOST_CONDEMNED = 256;
  private static final long NONE = Long.MIN_VALUE;

  private final EvaluationSettings settings;
  private final Consumer<EvaluationRecord> outlet;
  private final long period;
  private final int watched;

  private final Set<String> condemned = new HashSet<>(); // erased, and still in the memory

  private Prequential prequential;
  private DriftWatch drift;
  private Horizon horizon = new Horizon();
  private SeenEdges seen = new SeenEdges(MOST_SEEN);
  private ErasedVertices erased = new ErasedVertices();
  private EmbeddingRows rows;
  private long edges;
  private long ranked;
  private long repeated;
  private long rankedInAll;
  private long ended = NONE; // the end of the last period that is over
  private long newest = NONE; // of all edges

  /**
   * @param outlet takes a record at the end of each period in which there was an edge
   */
  public LiveEvaluation(EvaluationSettings settings, Consumer<EvaluationRecord> outlet) {
    this.settings = settings;
    this.outlet = outlet;
    this.period = settings.config().period().toMillis();
    this.prequential = new Prequential(settings.prequential());
    this.drift = new DriftWatch(settings.drift());
    this.rows = new EmbeddingRows(settings.config().vertices());
    this.watched = prequential.scorers().indexOf(settings.drift().scorer());
  }

  /**
   * Hears the time of a partition of the edge topic: no older edge of it is to come.
   *
   * @param partitions how many there are
   */
  public void hear(int partition, int partitions, long time) {
    horizon.hear(partition, partitions, time);
    long now = horizon.time();
    if (now == NONE) {
      return;
    }
    seen.forgetBefore(now);
    erased.forgetBefore(now);
    long end = Math.floorDiv(now, period) * period;
    if (end > ended) {
      if (ended != NONE && edges > 0) {
        close(end, false);
      }
      ended = end;
    }
  }

  /** Ranks an add that has passed the gate, if it is drawn, and learns it. */
  public void edge(EdgeEvent edge) {
    if (erased.takes(edge)) {
      return;
    }
    long hash = SeenEdges.hash(edge);
    if (!seen.add(hash, edge.timestamp())) {
      repeated++;
      return;
    }
    if (condemned.contains(edge.src()) || condemned.contains(edge.dst())) {
      forget();
    }
    edges++;
    newest = Math.max(newest, edge.timestamp());
    if (Long.remainderUnsigned(hash, settings.config().oneIn()) == 0) {
      rank(edge);
    } else {
      prequential.learn(edge.src(), edge.dst(), edge.timestamp());
    }
  }

  private void rank(EdgeEvent edge) {
    Observation observation =
        prequential.observe(edge.src(), edge.dst(), edge.timestamp(), rows::of);
    if (!observation.ranks().isEmpty()) {
      ranked++;
      rankedInAll++;
      drift.add(1 / observation.ranks().get(watched));
    }
  }

  /**
   * Leaves nothing of a vertex, and takes no edge of it that was written before. To forget is a
   * pass over the memory, so several are forgotten at once: before a record, before anything is
   * written, before the next edge of one of them.
   */
  public void erase(EraseEvent erase) {
    rows.remove(erase.vertex());
    erased.add(erase.vertex(), erase.timestamp());
    condemned.add(erase.vertex());
    if (condemned.size() == MOST_CONDEMNED) {
      forget();
    }
  }

  private void forget() {
    prequential.forget(condemned);
    condemned.clear();
  }

  /** A row of the embeddings; nothing is done where they do not rank. */
  public void row(LinkMessage.Row row) {
    if (row.row() == null) {
      rows.remove(row.vertex());
    } else {
      rows.put(row.vertex(), row.row());
    }
  }

  /** A key group has gone over to another model. */
  public void mark(LinkMessage.Mark mark) {
    rows.hear(mark);
  }

  /** The input has ended: what there was since the last record makes one more. */
  public void end() {
    if (edges > 0) {
      close(Math.floorDiv(newest, period) * period + period, true);
    }
  }

  private void close(long end, boolean last) {
    forget();
    List<Measures> measures = prequential.measures();
    double mrr = measures.get(watched).mrr();
    outlet.accept(
        new EvaluationRecord(
            end,
            last,
            new Counts(edges, ranked, repeated, rankedInAll),
            rows.version(),
            measures.stream().filter(this::ranks).toList(),
            drift.judge(mrr, end)));
    edges = 0;
    ranked = 0;
    repeated = 0;
  }

  private boolean ranks(Measures measures) {
    return settings.config().embeddings()
        || !measures.scorer().equals(ScorerName.EMBEDDINGS.text());
  }

  /** How many entries are kept of vertices, pairs, edges and rows. */
  public long entries() {
    forget();
    return prequential.entries() + seen.size() + erased.size() + rows.size();
  }

  /** Writes everything, with the version of the format. */
  public void write(DataOutput out) throws IOException {
    forget();
    out.writeInt(VERSION);
    long[] times = horizon.times();
    out.writeInt(times.length);
    for (long time : times) {
      out.writeLong(time);
    }
    for (long number : new long[] {edges, ranked, repeated, rankedInAll, ended, newest}) {
      out.writeLong(number);
    }
    seen.write(out);
    erased.write(out);
    rows.write(out);
    out.writeUTF(settings.pinned());
    prequential.write(out);
    drift.write(out);
  }

  /**
   * Takes over what was written. What was measured under other settings is of no use under these:
   * then the measuring begins anew, with the rows that there are.
   *
   * @throws IOException also when the format is of another version
   */
  public void read(DataInput in) throws IOException {
    Versions.require("the live evaluation", VERSION, in.readInt());
    long[] times = new long[in.readInt()];
    for (int i = 0; i < times.length; i++) {
      times[i] = in.readLong();
    }
    horizon = new Horizon(times);
    edges = in.readLong();
    ranked = in.readLong();
    repeated = in.readLong();
    rankedInAll = in.readLong();
    ended = in.readLong();
    newest = in.readLong();
    seen = SeenEdges.read(in, MOST_SEEN);
    erased = ErasedVertices.read(in);
    rows = EmbeddingRows.read(in, settings.config().vertices());
    if (in.readUTF().equals(settings.pinned())) {
      prequential = Prequential.read(in, settings.prequential());
      drift = DriftWatch.read(in, settings.drift());
    } else {
      beginAnew();
    }
  }

  private void beginAnew() {
    edges = 0;
    ranked = 0;
    repeated = 0;
    rankedInAll = 0;
    ended = NONE;
  }
}
