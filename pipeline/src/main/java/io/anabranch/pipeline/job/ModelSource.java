// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import java.io.Serializable;
import java.net.URI;

/**
 * Where a job hears of models that are to follow its own.
 *
 * @param topic of the announcements
 * @param registry where the models may lie
 * @param start when the job was started, milliseconds by the wall clock
 * @param first its own model
 */
record ModelSource(String topic, URI registry, long start, ModelBytes first)
    implements Serializable {}
