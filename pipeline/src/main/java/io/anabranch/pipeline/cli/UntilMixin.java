// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.pipeline.verify.Until;
import io.anabranch.pipeline.verify.UntilException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How far topics are read. */
final class UntilMixin {

  @Option(
      names = "--until",
      paramLabel = "TIME|OFFSETS",
      converter = Converter.class,
      description = {
        "With --topics: only what was written to them before this time, such as 2026-11-26T08:00:00Z;",
        "or before these offsets, such as anabranch.edges:0=1234,anabranch.edges:1=1240."
            + " Partitions that are not named are read to their end."
      })
  private Until until;

  /**
   * How far, when it was said.
   *
   * @param topics whether topics are read at all
   */
  Optional<Until> given(boolean topics) {
    if (until != null && !topics) {
      throw CommandException.usage("--until: expected with --topics; came without");
    }
    return Optional.ofNullable(until);
  }

  boolean isGiven() {
    return until != null;
  }

  static final class Converter implements ITypeConverter<Until> {

    @Override
    public Until convert(String text) {
      try {
        return Until.parse(text);
      } catch (UntilException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
