// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.train;

import io.anabranch.model.device.Device;
import java.nio.file.Path;

/**
 * What a session is opened for.
 *
 * @param data where the data set is; null where the training makes its own
 * @param seed of the first weights, and of all chance in training
 * @param widths of a model that is there, or {@link Widths#OF_DATA}
 */
public record Request(Path data, Settings settings, long seed, Device device, Widths widths) {}
