// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.dl4j.device.Buckets.Bucket;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketsTest {

  @Test
  void likeSizesStandTogether() {
    int[] sizes = {1, 0, 4, 3, 2, 5, 1, 8, 0};
    int[] offsets = new int[sizes.length + 1];
    for (int s = 0; s < sizes.length; s++) {
      offsets[s + 1] = offsets[s] + sizes[s];
    }
    List<Bucket> buckets = Buckets.of(offsets, 3);
    assertEquals(List.of(1, 2, 4, 8), buckets.stream().map(Bucket::width).toList());
    assertArrayEquals(new int[] {0, 6}, buckets.get(0).segments());
    assertArrayEquals(new int[] {4}, buckets.get(1).segments());
    assertArrayEquals(new int[] {2, 3}, buckets.get(2).segments());
    assertArrayEquals(new int[] {5, 7}, buckets.get(3).segments());
  }

  @Test
  void aBucketIsSplitWhenItsArrayGrowsTooLarge() {
    // Two rows of 2^20 columns: two segments in an array of 2^22 elements.
    List<Bucket> buckets = Buckets.of(new int[] {0, 2, 4, 6, 8, 10}, 1 << 20);
    assertEquals(
        List.of(2, 2, 1), buckets.stream().map(bucket -> bucket.segments().length).toList());
    // A segment that is too large alone is taken all the same.
    assertEquals(1, Buckets.of(new int[] {0, 3}, 1 << 21).size());
  }

  @Test
  void noSegmentsGiveNoBuckets() {
    assertEquals(List.of(), Buckets.of(new int[1], 5));
    assertEquals(List.of(), Buckets.of(new int[4], 5));
  }
}
