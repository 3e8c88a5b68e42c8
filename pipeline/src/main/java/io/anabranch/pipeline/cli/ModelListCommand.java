// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.anabranch.pipeline.registry.Latest;
import io.anabranch.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the registry holds. */
@Command(
    name = "list",
    description = {
      "Lists the models in the registry, which model.registry names, and their versions.",
      "A star stands at the version that is to be served."
    },
    footer = {"", "Example:", "  anabranch model list"})
final class ModelListCommand implements Callable<Integer> {

  private static final JsonMapper JSON = new JsonMapper();

  @Spec private CommandSpec spec;
  @Mixin private ConfigMixin configuration;

  @Override
  public Integer call() throws IOException {
    ModelRegistry registry = ModelRegistry.at(configuration.load().model().registryUri());
    List<String> names = registry.names();
    PrintWriter out = spec.commandLine().getOut();
    int listed = 0;
    for (String name : names) {
      Optional<Latest> latest = registry.latest(name);
      for (int version : registry.versions(name)) {
        boolean serves = latest.isPresent() && latest.get().version() == version;
        out.println(line(name, version, serves, JSON.readTree(registry.card(name, version))));
        listed++;
      }
    }
    if (listed == 0) {
      out.println("there is no model yet");
    }
    return ExitCode.OK;
  }

  private static String line(String name, int version, boolean serves, JsonNode card) {
    JsonNode metrics = card.path("metrics");
    JsonNode auc =
        metrics.path(metrics.has("validation.auc") ? "validation.auc" : "validation_auc");
    JsonNode gain = metrics.path("gain_auc");
    String measured = auc.isNumber() ? "AUC %.4f".formatted(auc.doubleValue()) : "";
    if (gain.isNumber()) {
      measured += String.format(Locale.ROOT, " (%+.4f)", gain.doubleValue());
    }
    return String.format(
            Locale.ROOT,
            "%s %-24s %6d  %-10s %-20s %s",
            serves ? "*" : " ",
            name,
            version,
            card.path("architecture").asText(),
            card.path("created_by").asText(),
            measured)
        .stripTrailing();
  }
}
