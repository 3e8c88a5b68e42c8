// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state;

import io.anabranch.model.layer.SageModel;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Breaks the rules of state. */
final class Offender {

  private SageModel model;

  TypeInformation<SageModel> generic() {
    return TypeInformation.of(SageModel.class);
  }

  TypeInformation<SageModel> kryo() {
    return Types.GENERIC(SageModel.class);
  }

  void javaSerialization(OutputStream out) throws IOException {
    new ObjectOutputStream(out).writeObject(model);
  }

  String now() {
    return Instant.now() + " " + System.currentTimeMillis() + " " + System.nanoTime();
  }
}
