// SPDX-License-Identifier: Apache-2.0
/** Payments with planted fraud: a stream for demos and drills that needs no download. */
package io.anabranch.connectors.generator;
