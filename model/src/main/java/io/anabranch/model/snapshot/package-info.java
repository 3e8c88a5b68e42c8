// SPDX-License-Identifier: Apache-2.0
/** The graph that training sees: what a checkpoint of the live job holds, in one file. */
package io.anabranch.model.snapshot;
