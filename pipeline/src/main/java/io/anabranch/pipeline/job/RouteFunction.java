// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.alert.AlertRouter;
import io.anabranch.pipeline.alert.AlertRule;
import io.anabranch.pipeline.alert.Signal;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Carries the router, where scores are computed. */
final class RouteFunction implements FlatMapFunction<Signal, AlertInput> {

  private static final long serialVersionUID = 1L;

  // -- configuration
  private final ArrayList<AlertRule> rules;

  // -- runtime
  private transient AlertRouter router;

  RouteFunction(List<AlertRule> rules) {
    this.rules = new ArrayList<>(rules);
  }

  @Override
  public void flatMap(Signal signal, Collector<AlertInput> out) {
    if (router == null) {
      router = new AlertRouter(rules);
    }
    router.route(signal, candidate -> out.collect(AlertInput.of(candidate)));
  }
}
