// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

/** What lives on the heap of this JVM. */
final class UsedHeap {

  private UsedHeap() {}

  /** Bytes, after the garbage is collected. */
  static long bytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
