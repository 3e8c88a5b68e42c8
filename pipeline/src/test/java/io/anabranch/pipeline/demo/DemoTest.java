// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.connectors.generator.GeneratorOptions;
import io.anabranch.connectors.generator.PaymentGenerator;
import io.anabranch.model.layer.SageModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo in small, to its verdict. */
class DemoTest {

  @Test
  void everythingIsVerifiedAndJudged(@TempDir Path directory) throws Exception {
    GeneratorOptions options =
        GeneratorOptions.real(3, 200, 6_000, 16).withFraud(6, 6).withMoves(6);
    PaymentGenerator payments = new PaymentGenerator(options);
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    SageModel model = SageModel.random("demo", 1, new int[] {16, 16, 16}, 1, true);
    List<String> overrides = List.of("job.web-port=0", "link.period=1m", "link.pause=0ms");
    boolean exact;
    try (Demo demo =
        Demo.start(directory, model, overrides, 0, Optional.of(payments.truth()), out)) {
      exact = demo.run(payments.events(), 2_000, 0.001, 1_500, sent -> {});
    }
    String said = text.toString();
    assertTrue(exact, said);
    for (String line :
        List.of(
            "new model",
            "likely partners",
            "told beforehand",
            "planted",
            "alerts",
            "embeddings bit-identical",
            "scores bit-identical")) {
      assertTrue(said.contains(line), () -> "'" + line + "' in\n" + said);
    }
  }
}
