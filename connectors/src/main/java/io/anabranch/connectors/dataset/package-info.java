// SPDX-License-Identifier: Apache-2.0
/** Graphs in files, as event streams. */
package io.anabranch.connectors.dataset;
