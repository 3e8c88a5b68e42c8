// SPDX-License-Identifier: Apache-2.0
/** What a training loop is made of: the optimiser, penalties, when to stop, how to begin. */
package io.anabranch.model.training;
