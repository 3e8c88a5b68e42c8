// SPDX-License-Identifier: Apache-2.0
/** Networks that learn on a tape, and how they are trained and evaluated. */
package io.anabranch.model.network;
