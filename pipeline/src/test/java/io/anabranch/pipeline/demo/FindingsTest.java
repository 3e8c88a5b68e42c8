// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.connectors.generator.PlantedTruth;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.EdgeRef;
import io.anabranch.pipeline.alert.Metric;
import io.anabranch.pipeline.judge.Arrival;
import io.anabranch.pipeline.judge.Found;
import io.anabranch.pipeline.judge.Naming;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is printed of a stream of seven edges, by hand. */
class FindingsTest {

  /** Version 2 serves from 31 on. */
  private static final List<Arrival> ARRIVALS =
      List.of(
          new Arrival("a", "b", 10, 1),
          new Arrival("c", "d", 20, -1),
          new Arrival("a", "c", 30, 1),
          new Arrival("d", "a", 30, 2),
          new Arrival("t", "a", 40, 2), // by a thief
          new Arrival("b", "d", 50, 2),
          new Arrival("m", "b", 60, 2), // by somebody who has moved
          new Arrival("b", "c", 70, 2));

  private static final Found FOUND =
      new Found(
          ARRIVALS,
          List.of(
              new Naming("a", 5, 1, List.of("b")), // by the first version
              new Naming("b", 35, 2, List.of("c", "d")),
              new Naming("b", 65, 2, List.of("c"))),
          List.of(edge("a", "c", 30), edge("t", "a", 40), edge("m", "b", 60), vertex("t", 41)));

  private static final PlantedTruth TRUTH =
      new PlantedTruth(
          List.of(
              new PlantedTruth.Ring(List.of("a", "b", "d"), 10, 20),
              new PlantedTruth.Ring(List.of("x", "y", "z"), 45, 55)),
          List.of(new PlantedTruth.Takeover("t", 40)),
          List.of(new PlantedTruth.Move("m", 50), new PlantedTruth.Move("n", 50)));

  private static Alert edge(String src, String dst, long time) {
    EdgeRef edge = new EdgeRef(src, dst, "", time);
    return alert("odd-payment", Metric.SURPRISE, dst, time, List.of(edge));
  }

  private static Alert vertex(String vertex, long time) {
    return alert("jump", Metric.EMBEDDING_JUMP, vertex, time, List.of());
  }

  private static Alert alert(
      String rule, Metric metric, String subject, long time, List<EdgeRef> events) {
    return new Alert(
        rule + subject + time,
        rule,
        metric,
        subject,
        2f,
        1f,
        time,
        2,
        List.of(),
        events,
        List.of(),
        null,
        null);
  }

  private static String printed(Optional<PlantedTruth> truth) {
    StringWriter text = new StringWriter();
    new Findings(FOUND, 2, Duration.ZERO).print(new Lines(new PrintWriter(text)), truth);
    return text.toString().replace("\r\n", "\n");
  }

  @Test
  void judgedByWhatIsPlanted() {
    assertEquals(
        """
          likely partners     3 named over 2 periods, none of them met before: 66.67 % met in the next one
                              beside that: of the most popular ones 50.00 %, of ones drawn 50.000 %
          planted             2 rings, 1 takeovers and 2 honest moves in the whole stream
          alerts              right of all  precision  by chance  rings  takeovers  moves
            jump                  1 of   1       1.00      0.667      0          1      0
            odd-payment           1 of   3       0.33      0.286      0          1      1
            together              2 of   4       0.50      0.381      0          1      1
          planted             1 rings, 1 takeovers and 2 honest moves since version 2 serves
          alerts              right of all  precision  by chance  rings  takeovers  moves
            jump                  1 of   1       1.00      0.667      0          1      0
            odd-payment           1 of   2       0.50      0.250      0          1      1
            together              2 of   3       0.67      0.389      0          1      1
        """,
        printed(Optional.of(TRUTH)));
  }

  @Test
  void countedWhereNothingIsKnown() {
    assertEquals(
        """
          likely partners     3 named over 2 periods, none of them met before: 66.67 % met in the next one
                              beside that: of the most popular ones 50.00 %, of ones drawn 50.000 %
          alerts              since version 2 serves: 1 jump, 2 odd-payment; nothing is known to be planted, so neither precision nor recall
        """,
        printed(Optional.empty()));
  }
}
