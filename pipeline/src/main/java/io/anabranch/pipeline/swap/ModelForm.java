// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import io.anabranch.model.layer.AttentionWeights;
import io.anabranch.model.layer.Heads;
import io.anabranch.model.layer.SageLayer;
import io.anabranch.model.layer.SageModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the stages cannot change about a model while they run, and what the Neighborhood has chosen
 * its samples by.
 */
public final class ModelForm {

  private final Map<String, Object> parts;

  private ModelForm(Map<String, Object> parts) {
    this.parts = parts;
  }

  public static ModelForm of(SageModel model) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("depth", model.depth());
    parts.put("input width", model.inputWidth());
    parts.put("aggregator", model.aggregator().text());
    parts.put("heads", heads(model));
    parts.put("sampling", model.sampling());
    return new ModelForm(parts);
  }

  private static List<Heads> heads(SageModel model) {
    List<Heads> heads = new ArrayList<>();
    for (SageLayer layer : model.layers()) {
      if (layer.weights() instanceof AttentionWeights attention) {
        heads.add(attention.heads());
      }
    }
    return heads;
  }

  /** Why a model of another form cannot follow one of this form; empty when it can. */
  public Optional<String> refusal(SageModel next) {
    Map<String, Object> others = of(next).parts;
    return parts.keySet().stream()
        .filter(part -> !Objects.equals(parts.get(part), others.get(part)))
        .findFirst()
        .map(
            part ->
                "expected the same %s as the running model's, %s; got %s: start a new job with this"
                        .formatted(part, parts.get(part), others.get(part))
                    + " model");
  }
}
