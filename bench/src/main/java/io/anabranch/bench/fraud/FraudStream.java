// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.fraud;

import io.anabranch.connectors.dataset.DataSetOptions;
import io.anabranch.connectors.dataset.GraphDataSet;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.LabelEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The edges of a data set, all of weight 1, in the order of time, and who is known to be what.
 *
 * @param labels 1 of the fraudulent, 0 of the benign; others are not there
 */
record FraudStream(List<EdgeEvent> edges, Map<String, Integer> labels) {

  static FraudStream read(Path data) {
    List<EdgeEvent> edges = new ArrayList<>();
    Map<String, Integer> labels = new TreeMap<>();
    DataSetOptions options = new DataSetOptions(0, DataSetOptions.Placement.FIRST, false, true);
    try (Stream<GraphEvent> events = GraphDataSet.open(data).events(options)) {
      events.forEach(
          event -> {
            if (event instanceof EdgeEvent edge) {
              edges.add(edge);
            } else if (event instanceof LabelEvent label) {
              labels.put(label.vertex(), Integer.valueOf(label.label()));
            }
          });
    }
    return new FraudStream(edges, labels);
  }
}
