// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.connectors.kafka.TopicReader;
import io.anabranch.pipeline.alert.Alert;
import io.anabranch.pipeline.alert.AlertCodec;
import io.anabranch.pipeline.alert.AlertException;
import io.anabranch.pipeline.config.AnabranchConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the job has written of links and alerts, read back from the topics.
 *
 * @param arrivals of edges, as the topic of surprises has them
 * @param namings of likely partners, but for those at the end of a bounded input
 */
public record Found(List<Arrival> arrivals, List<Naming> namings, List<Alert> alerts) {

  /** Reads the topics up to their ends; the job scores links. */
  public static Found read(AnabranchConfig config) {
    Reading reading = new Reading(config);
    return new Found(
        reading.all(config.link().topics().surprises(), Reading::arrival),
        reading.all(config.link().topics().scores(), Reading::naming).stream()
            .filter(naming -> naming.periodEnd() >= 0)
            .toList(),
        reading.all(config.topics().alerts(), Reading::alert));
  }

  /**
   * The first moment of event time from which on edges were scored with rows of no older version:
   * that of the earliest edge, where there was none before.
   */
  public long since(int modelVersion) {
    long since = arrivals.stream().mapToLong(Arrival::time).min().orElse(0);
    for (Arrival edge : arrivals) {
      if (edge.isScored() && edge.modelVersion() < modelVersion) {
        since = Math.max(since, edge.time() + 1);
      }
    }
    return since;
  }

  /** Reads values of topics. */
  private static final class Reading {

    private interface Decoder<T> {
      T decode(byte[] value) throws IOException, AlertException;
    }

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final TopicReader reader;

    Reading(AnabranchConfig config) {
      this.reader = config.kafka().committed();
    }

    <T> List<T> all(String topic, Decoder<T> decoder) {
      List<T> all = new ArrayList<>();
      reader.read(topic, record -> all.add(decode(record, decoder)));
      return all;
    }

    private static <T> T decode(ConsumerRecord<byte[], byte[]> record, Decoder<T> decoder) {
      try {
        return decoder.decode(record.value());
      } catch (IOException | AlertException e) {
        throw new IllegalStateException(
            TopicReader.where(record) + " cannot be read: " + e.getMessage(), e);
      }
    }

    static Arrival arrival(byte[] value) throws IOException {
      JsonNode edge = MAPPER.readTree(value);
      return new Arrival(
          edge.required("src").textValue(),
          edge.required("dst").textValue(),
          edge.required("timestamp").longValue(),
          edge.path("srcRow").path("modelVersion").asInt(-1));
    }

    static Naming naming(byte[] value) throws IOException {
      JsonNode named = MAPPER.readTree(value);
      List<String> partners = new ArrayList<>();
      named.required("partners").forEach(p -> partners.add(p.required("vertex").textValue()));
      return new Naming(
          named.required("vertex").textValue(),
          named.path("periodEnd").asLong(-1),
          named.required("row").required("modelVersion").intValue(),
          partners);
    }

    static Alert alert(byte[] value) throws AlertException {
      return new AlertCodec().decode(value);
    }
  }
}
