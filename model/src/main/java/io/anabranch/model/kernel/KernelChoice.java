// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.kernel;

/** Which kernels this JVM runs. {@link VectorKernels} is linked only once its module is known. */
final class KernelChoice {

  static final String PROPERTY = "anabranch.kernels";
  static final RowKernels BEST = choose(System.getProperty(PROPERTY, ""));
  static final ElementKernels BEST_OF_ELEMENTS = elements(BEST);

  private static final String MODULE = "jdk.incubator.vector";

  private KernelChoice() {}

  static RowKernels choose(String wanted) {
    return switch (wanted) {
      case "" -> vectorIsThere() ? new VectorKernels() : new ScalarKernels();
      case "scalar" -> new ScalarKernels();
      case "vector" -> {
        if (!vectorIsThere()) {
          throw new IllegalStateException(
              PROPERTY + "=vector needs a JVM started with --add-modules " + MODULE);
        }
        yield new VectorKernels();
      }
      default ->
          throw new IllegalStateException(
              PROPERTY + " is scalar, vector or not set; it is '" + wanted + "'");
    };
  }

  private static ElementKernels elements(RowKernels chosen) {
    return chosen instanceof ScalarKernels ? new ScalarElements() : new VectorElements();
  }

  private static boolean vectorIsThere() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }
}
