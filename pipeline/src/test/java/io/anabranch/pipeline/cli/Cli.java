// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A run of the program within the test's JVM. */
record Cli(int exitCode, String out, String err) {

  static Cli run(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Cli(exitCode, out.toString(), err.toString());
  }
}
