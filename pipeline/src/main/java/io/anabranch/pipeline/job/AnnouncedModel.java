// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

/** A model that was announced, read and found to fit. */
record AnnouncedModel(String name, int version, ModelBytes bytes) {}
