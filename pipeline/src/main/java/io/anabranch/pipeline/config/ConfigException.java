// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration is not usable. The message lists every fault, a line each. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  public ConfigException(List<Fault> faults) {
    super(describe(faults));
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }

  private static String describe(List<Fault> faults) {
    return faults.stream()
        .map(fault -> "\n  " + fault)
        .collect(
            Collectors.joining(
                "",
                faults.size() == 1
                    ? "the configuration has a fault:"
                    : "the configuration has " + faults.size() + " faults:",
                ""));
  }
}
