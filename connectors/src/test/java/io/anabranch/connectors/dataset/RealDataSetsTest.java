// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anabranch.connectors.dataset.DataSetOptions.Placement;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sets that the project measures itself on, counted. They lie in {@code ../shared/data} beside
 * the repository, or where the system property {@code anabranch.data} says.
 */
class RealDataSetsTest {

  @ParameterizedTest
  @CsvSource({
    "bitcoin-otc,    5881,  35592,  316, 0",
    "collegemsg,     1899,  59835,    0, 0",
    "jodie-wikipedia,9227, 157474, 8227, 0",
    "cora,           2708,   5278, 2708, 1433",
    "citeseer,       3327,   4552, 3327, 3703",
  })
  void isReadWhole(String name, int vertices, int edges, int labels, int dimension) {
    Path directory = data().resolve(name);
    assumeTrue(Files.isDirectory(directory), directory + " is not there");
    GraphDataSet set = GraphDataSet.open(directory);
    assertEquals(vertices, set.vertexCount());
    assertEquals(dimension, set.featureDimension());
    for (Placement placement : Placement.values()) {
      Map<Class<?>, Integer> counts = new HashMap<>();
      DataSetOptions options = new DataSetOptions(4, placement, true, true);
      try (Stream<GraphEvent> events = set.events(options)) {
        events.forEach(event -> counts.merge(event.getClass(), 1, Integer::sum));
      }
      assertEquals(edges, counts.get(EdgeEvent.class));
      assertEquals(labels, counts.getOrDefault(LabelEvent.class, 0));
      // Fifteen vertices of citeseer have no features.
      int without = name.equals("citeseer") ? 15 : 0;
      assertEquals(vertices - without, counts.get(FeaturesEvent.class));
    }
  }

  private static Path data() {
    String given = System.getProperty("anabranch.data");
    if (given != null) {
      return Path.of(given);
    }
    Path repository = Path.of("").toAbsolutePath().getParent();
    return repository.resolveSibling("shared").resolve("data");
  }
}
