// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import io.anabranch.state.event.ControlEvent;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random events and embeddings. */
final class Samples {

  static final int DIMENSION = 3;

  private Samples() {}

  static Arbitrary<GraphEvent> events() {
    return Arbitraries.oneOf(edges(), features(), labels(), erases(), heartbeats(), probes());
  }

  private static Arbitrary<GraphEvent> edges() {
    return Combinators.combine(
            Arbitraries.of(EdgeEvent.Op.values()),
            ids(),
            ids(),
            Arbitraries.oneOf(Arbitraries.just(""), ids()),
            timestamps(),
            floats())
        .as(EdgeEvent::new);
  }

  private static Arbitrary<GraphEvent> features() {
    return Combinators.combine(
            ids(),
            timestamps(),
            floats().map(f -> f + 0f).array(float[].class).ofSize(DIMENSION).injectNull(0.2))
        .as(FeaturesEvent::new);
  }

  private static Arbitrary<GraphEvent> labels() {
    return Combinators.combine(ids(), timestamps(), ids().injectNull(0.2)).as(LabelEvent::new);
  }

  private static Arbitrary<GraphEvent> erases() {
    return Combinators.combine(ids(), timestamps()).as(EraseEvent::new);
  }

  private static Arbitrary<GraphEvent> heartbeats() {
    return timestamps().map(ControlEvent.Heartbeat::new);
  }

  private static Arbitrary<GraphEvent> probes() {
    return Combinators.combine(ids(), Arbitraries.integers().between(0, 100), timestamps())
        .as((probe, index, time) -> new ControlEvent.Probe(probe, index, index + 1, time));
  }

  static Arbitrary<Embedding> embeddings() {
    return Combinators.combine(
            ids(),
            Arbitraries.longs(),
            Arbitraries.longs(),
            Arbitraries.longs(),
            Arbitraries.integers().between(0, Integer.MAX_VALUE),
            floats().array(float[].class).ofMaxSize(200))
        .as(Embedding::new);
  }

  /** Any code points but U+0000 and lone surrogates, in at most 256 bytes. */
  static Arbitrary<String> ids() {
    return Arbitraries.integers()
        .between(1, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .list()
        .ofMinSize(1)
        .ofMaxSize(64)
        .map(
            points ->
                points.stream()
                    .collect(
                        StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
  }

  private static Arbitrary<Long> timestamps() {
    return Arbitraries.longs().greaterOrEqual(0);
  }

  /** Any bits that are finite, -0.0 and the smallest ones included. */
  static Arbitrary<Float> floats() {
    return Arbitraries.integers().map(Float::intBitsToFloat).filter(Float::isFinite);
  }
}
