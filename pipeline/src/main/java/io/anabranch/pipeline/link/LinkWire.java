// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.state.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How the parts of messages are written and read. */
final class LinkWire {

  private LinkWire() {}

  static void writeStrings(DataOutputView out, List<String> strings) throws IOException {
    Wire.writeVarint(out, strings.size());
    for (String string : strings) {
      Wire.writeString(out, string);
    }
  }

  static List<String> readStrings(DataInputView in) throws IOException {
    long count = Wire.readVarint(in);
    List<String> strings = new ArrayList<>((int) Math.min(count, 1_024));
    for (long i = 0; i < count; i++) {
      strings.add(Wire.readString(in));
    }
    return strings;
  }

  static void writePartners(DataOutputView out, List<Partner> partners) throws IOException {
    Wire.writeVarint(out, partners.size());
    for (Partner partner : partners) {
      partner.row().write(out);
      out.writeFloat(partner.logit());
    }
  }

  static List<Partner> readPartners(DataInputView in) throws IOException {
    List<Partner> partners = new ArrayList<>();
    for (long i = Wire.readVarint(in); i > 0; i--) {
      partners.add(new Partner(RowName.read(in), in.readFloat()));
    }
    return partners;
  }
}
