// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.externalresource.ExternalResourceDriver;
import org.apache.flink.api.common.externalresource.ExternalResourceDriverFactory;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.configuration.Configuration;

/**
 * Asks a discovery script, as the driver in Flink's plugin for GPUs does: it is called with the
 * number that is wanted and prints indexes with commas between.
 */
record DiscoveryDriver(String script) implements ExternalResourceDriver {

  /** What the configuration names. Drivers are given what stands behind {@code param.}. */
  public static final class Factory implements ExternalResourceDriverFactory {

    @Override
    public ExternalResourceDriver createExternalResourceDriver(Configuration configuration) {
      return new DiscoveryDriver(configuration.getString("discovery-script.path", "none"));
    }
  }

  private record Index(String index) implements ExternalResourceInfo {

    @Override
    public Optional<String> getProperty(String key) {
      return key.equals("index") ? Optional.of(index) : Optional.empty();
    }

    @Override
    public Collection<String> getKeys() {
      return List.of("index");
    }
  }

  @Override
  public Set<? extends ExternalResourceInfo> retrieveResourceInfo(long amount) throws Exception {
    Process process = new ProcessBuilder(script, Long.toString(amount)).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the discovery script has failed");
    }
    return Stream.of(printed.split(",")).map(Index::new).collect(Collectors.toSet());
  }
}
