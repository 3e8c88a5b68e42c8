// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import java.util.Locale;

/** The sets of a {@link LinkSplit}, in the order in which they stand in a file. */
enum LinkSet {
  TRAIN,
  VALIDATION,
  VALIDATION_NEGATIVE,
  TEST,
  TEST_NEGATIVE;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  VertexPairs of(LinkSplit split) {
    return switch (this) {
      case TRAIN -> split.train();
      case VALIDATION -> split.validation();
      case VALIDATION_NEGATIVE -> split.validationNegatives();
      case TEST -> split.test();
      case TEST_NEGATIVE -> split.testNegatives();
    };
  }
}
