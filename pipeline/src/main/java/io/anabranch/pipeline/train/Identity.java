// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.layer.ModelCard;
import java.nio.file.Path;

/** Under what name a model is kept: {@code <root>/<name>/<version>}, and what its card says. */
public record Identity(Path root, String name, int version, ModelCard card) {}
