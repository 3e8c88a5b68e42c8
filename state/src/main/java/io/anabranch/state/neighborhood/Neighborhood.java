// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.EventOrder;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;
import io.anabranch.state.exchange.Cause;
import io.anabranch.state.exchange.Inlet;
import io.anabranch.state.exchange.LayerMask;
import io.anabranch.state.exchange.Roll;
import io.anabranch.state.neighborhood.EdgePage.EdgeTest;
import io.anabranch.state.page.Pages;
import io.anabranch.state.sample.SampleRule;
import io.anabranch.state.sample.Sampler;
import io.anabranch.state.sample.WeightQuanta;
import io.anabranch.state.store.VertexStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rule of the Neighborhood stage: each write goes against the register of what it writes to,
 * and when it wins, the difference is told to the next stage: +1 or -1 subscription to the source
 * of an edge, the value of the vertex to itself. Where layers sample their in-edges, subscriptions
 * follow the sample.
 */
public final class Neighborhood {

  private static final InputTopic[] INPUTS = InputTopic.values();

  private final VertexStore<NeighborhoodVertex> store;
  private final Deadlines deadlines;
  private final Erases erases;
  private final Inlet next;
  private final float[] zeros;
  private final Sampler sampler;
  private Retelling retelling = Retelling.NONE;
  private LiveEdges liveEdges = LiveEdges.UNHEARD;
  private long expiredOnArrival;
  private long expired;

  /**
   * @param erases those that are kept; none at first, or restored
   * @param featureWidth the number of features; a vertex without them is told as zeros
   * @param sampling which in-edges of a vertex each layer takes
   */
  public Neighborhood(
      VertexStore<NeighborhoodVertex> store,
      Deadlines deadlines,
      Erases erases,
      Inlet next,
      int featureWidth,
      SampleRule sampling) {
    this.store = store;
    this.deadlines = deadlines;
    this.erases = erases;
    this.next = next;
    this.zeros = new float[featureWidth];
    this.sampler = new Sampler(sampling);
  }

  /** The stages of another model are to be told all that there is, too. */
  public void retell(Retelling to) {
    retelling = to;
  }

  /** Somebody is to be told which edges are live. */
  public void watch(LiveEdges watcher) {
    liveEdges = watcher;
  }

  /** Tells all of a vertex, where it is to be told and has not been. */
  public void retell(String key) {
    if (store.look(key).epoch < retelling.wanted(key)) {
      dropIfEmpty(key, at(key));
    }
  }

  /**
   * Tells the features of a vertex ahead of all else of it, where it is to be told and has not
   * been: to stages that have heard of no edge yet, it is news of this vertex alone. All of it is
   * told later, or before it changes, and says the same again.
   */
  public void retellFeatures(String key) {
    int wanted = retelling.wanted(key);
    NeighborhoodVertex vertex = store.look(key);
    if (vertex.epoch < wanted && vertex.features != null) {
      Cause cause = new Cause(vertex.featuresTimestamp, retelling.now());
      retelling.inlet(wanted).self(key, vertex.features, cause);
    }
  }

  /** The vertex as it is; where all of it is to be told anew, that comes before any change. */
  private NeighborhoodVertex at(String key) {
    NeighborhoodVertex vertex = store.at(key);
    int wanted = retelling.wanted(key);
    if (vertex.epoch < wanted) {
      vertex.epoch = wanted;
      tellAll(key, vertex, retelling.inlet(wanted));
    }
    return vertex;
  }

  private void tellAll(String key, NeighborhoodVertex vertex, Inlet to) {
    Cause cause = new Cause(vertex.latest(key), retelling.now());
    if (vertex.isAlive()) {
      to.self(key, vertex.features == null ? zeros : vertex.features, cause);
    }
    if (sampler.takesAll()) {
      vertex.forEachLiveEdge(
          key, edge -> subscribe(to, edge.src(), key, edge.weight(), LayerMask.ALL, 1, cause));
    } else {
      sampler.tell(vertex.sample, new Told(key, to, cause));
    }
  }

  /** Takes a write of any kind in; false when an earlier write wins over this one. */
  public boolean apply(GraphEvent event, Cause cause) {
    if (event instanceof EdgeEvent edge) {
      return apply(edge, cause);
    } else if (event instanceof FeaturesEvent features) {
      return apply(features, cause);
    } else if (event instanceof LabelEvent label) {
      return apply(label, cause);
    }
    throw new IllegalStateException("an event that belongs to no vertex: " + event);
  }

  /**
   * An in-edge is added or removed; false when an earlier write wins over this one, or it is erased
   * or expired already.
   *
   * <p>An add that has expired is as if it had come in time and gone again, and like that one it
   * leaves no tombstone ({@link EdgePage#deadlineOf} says why): whatever it would have superseded
   * is older, so it is expired, too, or is a removal. Behind a gate none comes, since no event is
   * older than the horizon.
   */
  public boolean apply(EdgeEvent event, Cause cause) {
    String dst = event.dst();
    if (isErased(dst, dst, event.timestamp()) || isErased(dst, event.src(), event.timestamp())) {
      return false;
    }
    NeighborhoodVertex vertex = at(dst);
    int hash = EdgePage.hash(event.src(), event.id());
    EdgePage page = vertex.edges.change(hash);
    long deadline = page.deadlineOf(event.op(), event.timestamp());
    if (event.op() == Op.ADD && deadline <= deadlines.horizon(InputTopic.EDGES)) {
      expiredOnArrival++;
      dropIfEmpty(dst, vertex);
      return false;
    }
    int index = page.find(hash, event.src(), event.id());
    boolean wasAlive = vertex.isAlive();
    if (index < 0) {
      page.add(event.src(), event.id(), event.timestamp(), event.op(), event.weight());
      vertex.edges.added();
      if (event.op() == Op.ADD) {
        enter(vertex, event, cause);
      }
    } else {
      EdgeEvent old = page.edge(index, event.dst());
      if (EventOrder.compareEdges(
              event.timestamp(),
              event.op(),
              event.weight(),
              old.timestamp(),
              old.op(),
              old.weight())
          <= 0) {
        return false;
      }
      page.set(index, event.timestamp(), event.op(), event.weight());
      replace(vertex, old, event, cause);
    }
    settle(dst, vertex, cause);
    wake(InputTopic.EDGES, dst, vertex, deadline);
    if (vertex.isAlive() != wasAlive) {
      tellSelf(event.dst(), vertex, cause);
    }
    return true;
  }

  /** Features are set or withdrawn; false when an earlier write wins over this one. */
  public boolean apply(FeaturesEvent event, Cause cause) {
    if (isErased(event.vertex(), event.vertex(), event.timestamp())) {
      return false;
    }
    NeighborhoodVertex vertex = at(event.vertex());
    if (vertex.featuresTimestamp != NeighborhoodVertex.NEVER
        && EventOrder.compareFeatures(
                event.timestamp(), event.features(), vertex.featuresTimestamp, vertex.features)
            <= 0) {
      return false;
    }
    boolean same = Arrays.equals(vertex.features, event.features());
    vertex.features = event.features();
    vertex.featuresTimestamp = event.timestamp();
    wake(InputTopic.FEATURES, event.vertex(), vertex, vertex.deadline(InputTopic.FEATURES));
    if (!same) {
      tellSelf(event.vertex(), vertex, cause);
    }
    return true;
  }

  /** A label is set or withdrawn; false when an earlier write wins over this one. */
  public boolean apply(LabelEvent event, Cause cause) {
    if (isErased(event.vertex(), event.vertex(), event.timestamp())) {
      return false;
    }
    NeighborhoodVertex vertex = at(event.vertex());
    if (vertex.labelTimestamp != NeighborhoodVertex.NEVER
        && EventOrder.compareLabels(
                event.timestamp(), event.label(), vertex.labelTimestamp, vertex.label)
            <= 0) {
      return false;
    }
    boolean wasAlive = vertex.isAlive();
    vertex.label = event.label();
    vertex.labelTimestamp = event.timestamp();
    wake(InputTopic.FEATURES, event.vertex(), vertex, vertex.deadline(InputTopic.FEATURES));
    if (vertex.isAlive() != wasAlive) {
      tellSelf(event.vertex(), vertex, cause);
    }
    return true;
  }

  /**
   * A key group hears that a vertex was erased; false when an erase as late was heard before. If
   * the vertex is of that group, what is kept of itself goes at once, its in-edges too if one page
   * holds them; other in-edges, and its edges to others, wait for the {@link Sweep}.
   */
  public boolean erase(int group, EraseEvent event, Cause cause) {
    String key = event.vertex();
    if (!erases.hear(group, key, cause)) {
      return false;
    }
    if (erases.groupOf(key) == group) {
      NeighborhoodVertex vertex = at(key);
      boolean wasAlive = vertex.isAlive();
      boolean hadValues = vertex.eraseValues(event.timestamp());
      if (vertex.edges.count() == 1) {
        take(key, vertex, Pages.FIRST, erased(key), cause);
      } else {
        erases.leave(Visit.of(key, cause));
      }
      if (hadValues || vertex.isAlive() != wasAlive) {
        tellSelf(key, vertex, cause);
      }
      next.erased(key, cause);
      dropIfEmpty(key, vertex);
    }
    return true;
  }

  /**
   * Takes what erases take away out of one page of the in-edges of a vertex.
   *
   * @return the visit of the next page
   */
  Visit sweep(Visit visit) {
    String key = visit.key();
    Pages<EdgePage> edges = store.look(key).edges;
    EdgePage page = edges.pageAt(visit.place());
    Visit next = visit.next(edges.after(visit.place()), page.size());
    EdgeTest erased = erased(key);
    if (page.any(erased)) {
      NeighborhoodVertex vertex = at(key);
      boolean wasAlive = vertex.isAlive();
      take(key, vertex, visit.place(), erased, visit.cause());
      if (vertex.isAlive() != wasAlive) {
        tellSelf(key, vertex, visit.cause());
      }
      dropIfEmpty(key, vertex);
    }
    return next;
  }

  /** Picks the in-edges of a vertex that an erase takes away, of the vertex or of a source. */
  private EdgeTest erased(String key) {
    return (page, i) ->
        isErased(key, key, page.timestamps[i])
            || isErased(key, page.sources[i], page.timestamps[i]);
  }

  /** How many in-edges of a vertex are live. */
  public int liveEdges(String key) {
    return store.look(key).liveEdges;
  }

  /** Visits the live in-edges of a vertex, in no order. */
  public void forEachLiveEdge(String key, Consumer<EdgeEvent> visitor) {
    store.look(key).forEachLiveEdge(key, visitor);
  }

  /** Forgets the erases that have done their work. To be called when a horizon has moved. */
  public void forgetErases() {
    long horizon = Long.MAX_VALUE;
    for (InputTopic input : INPUTS) {
      horizon = Math.min(horizon, deadlines.horizon(input));
    }
    erases.forget(horizon);
  }

  /** Adds that had expired when they came, since the start. */
  public long expiredOnArrival() {
    return expiredOnArrival;
  }

  /** Edges that lived and expired, since the start. */
  public long expired() {
    return expired;
  }

  /** Asks again for what a vertex was to be woken for, where deadlines do not outlive a process. */
  public void restore(String key) {
    NeighborhoodVertex vertex = at(key);
    for (InputTopic input : INPUTS) {
      if (vertex.timers[input.ordinal()] != Long.MAX_VALUE) {
        deadlines.set(input, key, vertex.timers[input.ordinal()]);
      }
    }
  }

  /**
   * The horizon of an input has come to a deadline of the vertex: edges end to live, and tombstones
   * behind it go.
   */
  public void expire(InputTopic input, String key, long horizon, Cause cause) {
    NeighborhoodVertex vertex = at(key);
    vertex.timers[input.ordinal()] = Long.MAX_VALUE;
    switch (input) {
      case EDGES -> expireEdges(key, vertex, horizon, cause);
      case FEATURES -> expireFeatures(vertex, horizon);
    }
    if (!dropIfEmpty(key, vertex)) {
      wake(input, key, vertex, vertex.deadline(input));
    }
  }

  private void expireEdges(String key, NeighborhoodVertex vertex, long horizon, Cause cause) {
    boolean wasAlive = vertex.isAlive();
    List<EdgeEvent> due = new ArrayList<>();
    vertex.edges.visitDue(horizon, page -> page.takeOut((p, i) -> p.isDue(i, horizon), key, due));
    expired += retract(key, vertex, due, cause);
    if (vertex.isAlive() != wasAlive) {
      tellSelf(key, vertex, cause);
    }
  }

  private static void expireFeatures(NeighborhoodVertex vertex, long horizon) {
    if (vertex.features == null && vertex.featuresTimestamp < horizon) {
      vertex.featuresTimestamp = NeighborhoodVertex.NEVER;
    }
    if (vertex.label == null && vertex.labelTimestamp < horizon) {
      vertex.labelTimestamp = NeighborhoodVertex.NEVER;
    }
  }

  private void replace(NeighborhoodVertex vertex, EdgeEvent old, EdgeEvent now, Cause cause) {
    boolean same =
        old.op() == now.op()
            && Float.floatToRawIntBits(old.weight()) == Float.floatToRawIntBits(now.weight())
            && (old.timestamp() == now.timestamp() || !sampler.goesByTime());
    if (same) {
      return;
    }
    if (old.op() == Op.ADD) {
      leave(vertex, old, cause);
    }
    if (now.op() == Op.ADD) {
      enter(vertex, now, cause);
    }
  }

  /** An edge is live from now on; {@link #settle} follows when all that happens together has. */
  private void enter(NeighborhoodVertex vertex, EdgeEvent edge, Cause cause) {
    if (sampler.takesAll()) {
      subscribe(next, edge.src(), edge.dst(), edge.weight(), LayerMask.ALL, 1, cause);
    } else {
      sampler.enter(vertex.sample, edge, vertex.liveEdges);
    }
    vertex.liveEdges++;
    liveEdges.changed(edge.src(), edge.dst(), 1);
  }

  /** An edge that was live is no more; {@link #settle} follows. */
  private void leave(NeighborhoodVertex vertex, EdgeEvent edge, Cause cause) {
    if (sampler.takesAll()) {
      subscribe(next, edge.src(), edge.dst(), edge.weight(), LayerMask.ALL, -1, cause);
    } else {
      sampler.leave(vertex.sample, edge);
    }
    vertex.liveEdges--;
    liveEdges.changed(edge.src(), edge.dst(), -1);
  }

  /**
   * Tells what has become of the sample. The in-edges must be as they are from now on: where too
   * many members have left, the sample is taken anew from them.
   */
  private void settle(String key, NeighborhoodVertex vertex, Cause cause) {
    if (!sampler.takesAll()) {
      sampler.settle(
          vertex.sample,
          vertex.liveEdges,
          visitor -> vertex.forEachLiveEdge(key, visitor),
          new Told(key, next, cause));
    }
  }

  /** Tells the source of an edge, and where layers divide by what it weighs its target, too. */
  private void subscribe(
      Inlet to, String src, String dst, float weight, int mask, int change, Cause cause) {
    to.subscription(src, dst, weight, mask, change, cause);
    if (sampler.tellsDegree()) {
      to.degree(dst, mask, change * WeightQuanta.of(weight), cause);
    }
  }

  /** Hears what has become of the sample of one vertex. */
  private final class Told implements Sampler.Listener {

    private final String key;
    private final Inlet next;
    private final Cause cause;

    Told(String key, Inlet next, Cause cause) {
      this.key = key;
      this.next = next;
      this.cause = cause;
    }

    @Override
    public void changed(String src, float weight, int mask, int change) {
      subscribe(next, src, key, weight, mask, change, cause);
    }

    @Override
    public void ordered(Roll roll) {
      next.roll(key, roll, cause);
    }
  }

  /** Takes edges out of a page of the in-edges; those that lived are no more. */
  private void take(
      String key, NeighborhoodVertex vertex, long place, EdgeTest picked, Cause cause) {
    List<EdgeEvent> taken = new ArrayList<>();
    vertex.edges.changeAt(place).takeOut(picked, key, taken);
    retract(key, vertex, taken, cause);
  }

  /** What was taken out of the in-edges is told, once it is out of all of them. */
  private int retract(String key, NeighborhoodVertex vertex, List<EdgeEvent> taken, Cause cause) {
    for (int i = 0; i < taken.size(); i++) {
      vertex.edges.removed();
    }
    int lived = 0;
    for (EdgeEvent edge : taken) {
      if (edge.op() == Op.ADD) {
        leave(vertex, edge, cause);
        lived++;
      }
    }
    settle(key, vertex, cause);
    return lived;
  }

  private boolean isErased(String key, String vertex, long timestamp) {
    return erases.erased(key, vertex, timestamp) != null;
  }

  private boolean dropIfEmpty(String key, NeighborhoodVertex vertex) {
    if (!vertex.isEmpty()) {
      return false;
    }
    for (InputTopic input : INPUTS) {
      long asked = vertex.timers[input.ordinal()];
      if (asked != Long.MAX_VALUE) {
        deadlines.cancel(input, key, asked);
      }
    }
    store.drop(key);
    return true;
  }

  private void tellSelf(String key, NeighborhoodVertex vertex, Cause cause) {
    if (vertex.isAlive()) {
      next.self(key, vertex.features == null ? zeros : vertex.features, cause);
    } else {
      next.gone(key, cause);
    }
  }

  private void wake(InputTopic input, String key, NeighborhoodVertex vertex, long deadline) {
    long asked = vertex.timers[input.ordinal()];
    if (deadline < asked) {
      if (asked != Long.MAX_VALUE) {
        deadlines.cancel(input, key, asked);
      }
      vertex.timers[input.ordinal()] = deadline;
      deadlines.set(input, key, deadline);
    }
  }
}
