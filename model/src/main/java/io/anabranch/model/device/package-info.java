// SPDX-License-Identifier: Apache-2.0
/**
 * The heavy primitives of training behind one small interface, so that a model is written once and
 * runs on any device. Values are float matrices on the heap, row-major.
 */
package io.anabranch.model.device;
