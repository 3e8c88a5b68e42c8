// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.ring;

import io.anabranch.connectors.generator.GeneratorOptions;
import io.anabranch.connectors.generator.PaymentGenerator;
import io.anabranch.connectors.generator.PlantedTruth;
import io.anabranch.model.dataset.GraphDataSet;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ego graphs of the payment generator's stream, with the planted truth: around a member of a ring
 * at the ring's payments, and around others at theirs, in equal numbers. A ring is of one fold.
 */
public final class RingSamples {

  /** A ring is looked at after so many of its payments, a first time and again and again. */
  private static final int EVERY = 12;

  private static final int FEWEST = 5; // edges of late, as a trigger asks for

  private final RecentEdges recent;
  private final long windowMillis;
  private final int folds;
  private final EgoDataSet data = new EgoDataSet();
  private final Map<String, Integer> ringOf = new HashMap<>();
  private final List<PlantedTruth.Ring> rings;
  private final Set<String> inRings = new HashSet<>();
  private final Map<Integer, Integer> payments = new HashMap<>(); // of a ring, so far
  private int owed; // graphs of others
  private int others;

  private RingSamples(PlantedTruth truth, RingWatch.Settings settings, int folds) {
    this.rings = truth.rings();
    this.recent = new RecentEdges(settings.edges());
    this.windowMillis = settings.windowMillis();
    this.folds = folds;
    for (int r = 0; r < rings.size(); r++) {
      for (String account : rings.get(r).accounts()) {
        ringOf.put(account, r);
        inRings.add(account);
      }
    }
  }

  /** The graphs of a stream, in the order of its payments. */
  public static GraphDataSet of(GeneratorOptions options, RingWatch.Settings settings, int folds) {
    PaymentGenerator generator = new PaymentGenerator(options);
    RingSamples samples = new RingSamples(generator.truth(), settings, folds);
    Iterator<GraphEvent> events = generator.events();
    while (events.hasNext()) {
      if (events.next() instanceof EdgeEvent edge && edge.op() == EdgeEvent.Op.ADD) {
        samples.take(edge);
      }
    }
    return samples.data.build();
  }

  private void take(EdgeEvent edge) {
    recent.add(edge.src(), edge.dst(), edge.timestamp(), false);
    long since = edge.timestamp() - windowMillis;
    Integer ring = ringOf.get(edge.src());
    if (ring != null && ring.equals(ringOf.get(edge.dst())) && isActive(ring, edge)) {
      int count = payments.merge(ring, 1, Integer::sum);
      if (count % EVERY == 0) {
        data.add(edge.src(), EgoGraph.of(recent, edge.src(), since), 1, ring % folds);
        owed++;
      }
    } else if (owed > 0
        && !inRings.contains(edge.src())
        && recent.of(edge.src(), since).size() >= FEWEST) {
      data.add(edge.src(), EgoGraph.of(recent, edge.src(), since), 0, others++ % folds);
      owed--;
    }
  }

  private boolean isActive(int ring, EdgeEvent edge) {
    PlantedTruth.Ring planted = rings.get(ring);
    return edge.timestamp() >= planted.fromMillis() && edge.timestamp() <= planted.toMillis();
  }
}
