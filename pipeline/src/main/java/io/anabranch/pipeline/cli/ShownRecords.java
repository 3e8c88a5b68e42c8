// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.alert.AlertException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine;

/**
 * Shows records of a topic as they come, a text each, until so many are shown. One that cannot be
 * read is named by its offset, counts as shown, and makes the command fail in the end.
 */
final class ShownRecords {

  /** What is shown of a record. */
  interface Text {
    String of(ConsumerRecord<byte[], byte[]> record) throws BadRecordException, AlertException;
  }

  private final CommandLine command;
  private final long limit;
  private long shown;
  private boolean damaged;

  /**
   * @param limit after so many it ends
   * @throws CommandException if that is none
   */
  ShownRecords(CommandLine command, long limit) {
    if (limit < 1) {
      throw CommandException.usage("--limit: expected 1 or more; came " + limit);
    }
    this.command = command;
    this.limit = limit;
  }

  /**
   * Shows what comes in a topic, from given offsets on.
   *
   * @param wanted whether a record is to be shown
   * @return the exit code
   */
  int follow(
      TopicReader reader,
      String topic,
      long[] begins,
      Predicate<ConsumerRecord<byte[], byte[]>> wanted,
      Text text) {
    reader.follow(
        topic,
        begins,
        () -> shown < limit,
        record -> {
          if (shown < limit && wanted.test(record)) {
            show(record, text);
          }
        });
    return damaged ? ExitCode.CHECK_FAILED : ExitCode.OK;
  }

  private void show(ConsumerRecord<byte[], byte[]> record, Text text) {
    shown++;
    try {
      command.getOut().println(text.of(record));
      command.getOut().flush();
    } catch (BadRecordException | AlertException e) {
      damaged = true;
      command
          .getErr()
          .println(
              "anabranch: %s, partition %d, offset %d: %s"
                  .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()));
      command.getErr().flush();
    }
  }
}
