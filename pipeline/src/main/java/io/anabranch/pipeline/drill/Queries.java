// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.connectors.codec.LinkQuery;
import io.anabranch.connectors.codec.LinkQueryCodec;
import io.anabranch.connectors.kafka.LinkQuerySender;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Asks for the scores of pairs in the middle of a drill, and counts the answers at its end. */
final class Queries {

  private final AnabranchConfig config;
  private final List<EdgeEvent> edges;
  private long asked;

  /**
   * @param events whose edges are asked for
   */
  Queries(AnabranchConfig config, List<GraphEvent> events) {
    this.config = config;
    this.edges =
        events.stream().filter(EdgeEvent.class::isInstance).map(EdgeEvent.class::cast).toList();
  }

  /** Asks for some of them. */
  void ask(int count, SplittableRandom random) {
    LinkQuerySender sender =
        new LinkQuerySender(
            config.kafka().bootstrapServers(),
            config.link().topics().queries(),
            new LinkQueryCodec(config.events().maxRecordBytes(), config.events().maxIdBytes()),
            config.kafka().timeout());
    List<LinkQuery> queries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EdgeEvent edge = edges.get(random.nextInt(edges.size()));
      queries.add(new LinkQuery("q" + asked++, edge.src(), edge.dst()));
    }
    sender.ask(queries);
  }

  /**
   * Waits until all have an answer.
   *
   * @param patience after which it is given up: what is missing is for the verdict
   */
  void awaitAnswers(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    TopicReader reader = config.kafka().committed();
    String answers = config.link().topics().answers();
    Set<String> answered = new HashSet<>();
    reader.follow(
        answers,
        new long[reader.ends(answers).length],
        () -> answered.size() < asked && System.nanoTime() < deadline,
        record -> answered.add(new String(record.key(), UTF_8)));
  }

  /**
   * What was answered.
   *
   * @param asked so many queries
   * @param answered so many of them
   * @param again answers beyond the first of a query
   */
  record Answered(long asked, long answered, long again) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,d of %,d answered, %,d again", answered, asked, again);
    }
  }

  /** Reads the answers; the key of each is its query. */
  Answered answered() {
    Map<String, Integer> answers = new HashMap<>();
    config
        .kafka()
        .committed()
        .read(
            config.link().topics().answers(),
            record -> answers.merge(new String(record.key(), UTF_8), 1, Integer::sum));
    long all = answers.values().stream().mapToLong(Integer::longValue).sum();
    return new Answered(asked, answers.size(), all - answers.size());
  }
}
