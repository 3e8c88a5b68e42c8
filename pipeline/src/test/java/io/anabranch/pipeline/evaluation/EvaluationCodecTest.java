// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.pipeline.evaluation.EvaluationRecord.Counts;
import io.anabranch.pipeline.prequential.Drift;
import io.anabranch.pipeline.prequential.Measures;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationCodecTest {

  private static final EvaluationRecord RECORD =
      new EvaluationRecord(
          1_767_225_600_000L,
          false,
          new Counts(1_204, 120, 3, 5_300),
          3,
          List.of(
              new Measures("recency", 0.75, 0.1 + 0.2, 0.5),
              new Measures("embeddings", Double.NaN, Double.NaN, Double.NaN)),
          new Drift("embeddings", "mrr", 0.25, 0.5, true, 1_767_222_000_000L));

  private static final String JSON =
      """
      {"format":1,"period":1767225600000,"last":false,"edges":1204,"ranked":120,"repeated":3,\
      "rankedInAll":5300,"modelVersion":3,"scorers":[{"scorer":"recency","auc":0.75,\
      "ap":0.30000000000000004,"mrr":0.5},{"scorer":"embeddings","auc":null,"ap":null,"mrr":null}],\
      "drift":{"scorer":"embeddings","metric":"mrr","value":0.25,"reference":0.5,"fallen":true,\
      "since":1767222000000}}""";

  private final EvaluationCodec codec = new EvaluationCodec();

  @Test
  void usageExample() throws BadRecordException {
    assertEquals(JSON, new String(codec.encode(RECORD), UTF_8));
    assertEquals(RECORD, codec.decode(JSON.getBytes(UTF_8)));
  }

  @Test
  void whatIsNotThereIsNull() throws BadRecordException {
    EvaluationRecord record =
        new EvaluationRecord(
            0,
            true,
            new Counts(0, 0, 0, 0),
            null,
            List.of(),
            new Drift("recency", "mrr", Double.NaN, Double.NaN, false, null));
    assertEquals(record, codec.decode(codec.encode(record)));
  }

  @Test
  void whatIsNotKnownIsPassedOverAndWhatIsWrongIsNamed() throws BadRecordException {
    assertEquals(RECORD, codec.decode(with("\"last\":false", "\"last\":false,\"more\":[1]")));
    assertEquals(
        "unknown-schema: a record of format 2, this build reads up to 1",
        refused(with("\"format\":1", "\"format\":2")));
    assertEquals("missing-field: 'edges' is not given", refused(with("\"edges\":1204,", "")));
    assertEquals(
        "wrong-type: 'ranked': expected a whole number; came \"many\"",
        refused(with("\"ranked\":120", "\"ranked\":\"many\"")));
    assertEquals(
        "wrong-type: 'since': expected a time; came null",
        refused(with("\"since\":1767222000000", "\"since\":null")));
    assertEquals("null-value: a record of the evaluation has a value", refused(null));
    assertEquals("malformed", refused("{".getBytes(UTF_8)).split(":", 2)[0]);
  }

  private String refused(byte[] value) {
    return assertThrows(BadRecordException.class, () -> codec.decode(value)).getMessage();
  }

  private static byte[] with(String part, String instead) {
    return JSON.replace(part, instead).getBytes(UTF_8);
  }

  @Test
  void theTableIsForEyes() {
    assertEquals(
        """
        up to 2026-01-01T00:00:00Z: 1,204 edges, 120 of them ranked, 5,300 in all; embeddings of \
        model version 3
          scorer                   AUC      AP     MRR
          recency               0.7500  0.3000  0.5000
          embeddings                 -       -       -
          MRR of embeddings is 0.2500, its reference 0.5000: fallen since the period up to \
        2025-12-31T23:00:00Z""",
        EvaluationTable.of(RECORD));
  }
}
