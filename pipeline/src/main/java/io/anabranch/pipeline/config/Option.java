// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

/**
 * One option.
 *
 * @param name {@code section.option}, in kebab case
 * @param defaultText the default, as a user would write it
 * @param doc one line
 */
record Option<T>(String name, OptionType<T> type, String defaultText, String doc) {

  Option {
    if (name.indexOf('.') < 1) {
      throw new IllegalArgumentException("an option has a section: " + name);
    }
  }

  String section() {
    return name.substring(0, name.indexOf('.'));
  }

  /** The name within its section. */
  String key() {
    return name.substring(name.indexOf('.') + 1);
  }

  T defaultValue() {
    return type.parse(defaultText)
        .orElseThrow(() -> new IllegalStateException("bad default of " + name));
  }
}
