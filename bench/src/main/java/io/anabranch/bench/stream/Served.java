// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import io.anabranch.model.layer.SageModel;

/** A trained network. */
record Served(Network network, SageModel model) {}
