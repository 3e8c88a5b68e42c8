// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.util.Arrays;
import java.util.Map;

/**
 * The job's answer to a probe: it is at rest, having read the inputs up to the probe's records.
 *
 * @param horizon no event still to come is older than this
 * @param offsets by topic, the offset of the probe's record in each partition
 */
public record ProbeStatus(
    String probe, long horizon, int modelVersion, Map<String, long[]> offsets) {

  @Override
  public boolean equals(Object other) {
    return other instanceof ProbeStatus that
        && probe.equals(that.probe)
        && horizon == that.horizon
        && modelVersion == that.modelVersion
        && offsets.keySet().equals(that.offsets.keySet())
        && offsets.entrySet().stream()
            .allMatch(e -> Arrays.equals(e.getValue(), that.offsets.get(e.getKey())));
  }

  @Override
  public int hashCode() {
    return probe.hashCode();
  }
}
