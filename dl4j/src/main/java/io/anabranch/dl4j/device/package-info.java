// SPDX-License-Identifier: Apache-2.0
/**
 * ND4J as a training device. Matrices lie on the heap, so each call copies its arguments to ND4J's
 * memory and its result back; nothing stays there between calls. Sums that a call adds to are added
 * to on the heap, which saves the copy in and half the copies out.
 *
 * <p>What ND4J 1.0.0-M2.1 lacks, and what stands in its place: there are no sparse tensors, and
 * {@code unsortedSegmentSum} is slow and {@code unsortedSegmentMax} slower; segments are padded to
 * the next power of two of their size, so that dense operations do (see {@link
 * io.anabranch.dl4j.device.Buckets}). The gradient of SameDiff's {@code gather} is wrong; our
 * backward passes are our own, and rows are pulled, which is also 8 times faster. On a CPU all this
 * is slower than the device {@code cpu}: it is there for backends that are not CPUs, and to be
 * compared with.
 */
package io.anabranch.dl4j.device;
