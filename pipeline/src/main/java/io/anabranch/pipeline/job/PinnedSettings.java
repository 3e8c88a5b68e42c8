// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;

/**
 * What a state was computed with and goes on with, or not at all: sums of another model's messages,
 * edges that were or were not mirrored, or edges that have expired already would make it wrong
 * without a sign. The model is the first one of the job: a state that has gone over to later ones
 * carries those itself.
 *
 * @param values by the name of the option; comparable as text
 */
record PinnedSettings(TreeMap<String, String> values) implements Serializable {

  /** The state that has them: never change it. */
  static final String STATE = "pinned";

  private static final String IS = "=";
  private static final String LINKS = "link.enabled";
  private static final String LINK_MODEL = "link.model";
  private static final String LINK_DECODER = "link.decoder";

  static PinnedSettings of(AnabranchConfig config, SageModel model, ModelBytes bytes) {
    TreeMap<String, String> values = new TreeMap<>();
    values.put("edge.ttl", config.edge().ttl().map(ttl -> ttl.toMillis() + "ms").orElse("off"));
    values.put("graph.direction", config.graph().direction().name().toLowerCase(Locale.ROOT));
    values.put(LINK_MODEL, "none");
    values.put(
        LINK_DECODER,
        config.link().rules().decoder().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    values.put(LINKS, Boolean.toString(config.link().enabled()));
    values.put("model.path", ModelBytes.fingerprint(model, bytes));
    return new PinnedSettings(values);
  }

  /**
   * Refuses other settings than the state's; notes them in a new state. What a state says nothing
   * of is taken as it is.
   */
  void check(StateInitializationContext context) throws Exception {
    ListState<String> kept = kept(context);
    SortedMap<String, String> faults = new TreeMap<>();
    SortedMap<String, String> before = new TreeMap<>();
    for (String pinned : kept.get()) {
      String name = pinned.substring(0, pinned.indexOf(IS));
      before.put(name, pinned.substring(name.length() + IS.length()));
    }
    if (!before.isEmpty() && values.containsKey(LINKS)) {
      before.putIfAbsent(LINKS, "false"); // a state that says nothing of them has none
      before.putIfAbsent(LINK_MODEL, "none");
      before.putIfAbsent(LINK_DECODER, values.get(LINK_DECODER)); // of no meaning without links
    }
    before.forEach(
        (name, earlier) -> {
          if (!earlier.equals(values.get(name))) {
            faults.put(name, "%s: %s, now %s".formatted(name, earlier, values.get(name)));
          }
        });
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "the state was computed with other settings, and goes on with its own or not at all; "
              + String.join("; ", faults.values()));
    }
    kept.update(lines());
  }

  /** Notes them in a state that is being made. */
  void note(StateInitializationContext context) throws Exception {
    kept(context).update(lines());
  }

  /** Owner: the Neighborhood. Bound: one text for each setting and subtask. */
  private static ListState<String> kept(StateInitializationContext context) throws Exception {
    return context
        .getOperatorStateStore()
        .getUnionListState(new ListStateDescriptor<>(STATE, Types.STRING));
  }

  /** The same, with a second model. */
  PinnedSettings withLinkModel(SageModel model) {
    TreeMap<String, String> more = new TreeMap<>(values);
    more.put(LINK_MODEL, ModelBytes.fingerprint(model, ModelBytes.of(model)));
    return new PinnedSettings(more);
  }

  /** As they are kept. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    values.forEach((name, value) -> lines.add(name + IS + value));
    return lines;
  }
}
