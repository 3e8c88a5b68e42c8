// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import java.util.Map;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;

/**
 * File systems beside the local one, such as S3, set up as Flink's own programs do it: plugins from
 * {@code FLINK_PLUGINS_DIR}, settings from the configuration in {@code FLINK_CONF_DIR}. Without
 * that there are those on the class path, with their defaults.
 */
final class FileSystems {

  private FileSystems() {}

  static void initialize(Map<String, String> environment) {
    String directory = environment.get(ConfigConstants.ENV_FLINK_CONF_DIR);
    if (directory == null) {
      return;
    }
    try {
      Configuration configuration = GlobalConfiguration.loadConfiguration(directory);
      FileSystem.initialize(
          configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
    } catch (IllegalConfigurationException e) {
      throw CommandException.usage(
          "%s: %s".formatted(ConfigConstants.ENV_FLINK_CONF_DIR, e.getMessage()));
    }
  }
}
