// SPDX-License-Identifier: Apache-2.0
/** How good scores are. */
package io.anabranch.model.evaluation;
