// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

/** What an edge is for. */
enum Part {
  TRAIN,
  VALIDATION,
  TEST
}
