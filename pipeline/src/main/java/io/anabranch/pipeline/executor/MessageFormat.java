// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.network.NodeTrainer.Epoch;
import io.anabranch.model.training.Meeting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Messages as bytes: a kind, then the fields. They live no longer than a job, so no version. */
final class MessageFormat {

  private MessageFormat() {}

  static byte[] write(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(message, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Message message, DataOutputStream out) throws IOException {
    if (message instanceof Message.Hello hello) {
      out.writeByte(1);
      out.writeUTF(hello.device());
      out.writeUTF(hello.process());
    } else if (message instanceof Message.Begin begin) {
      out.writeByte(2);
      write(begin.devices(), out);
      out.writeInt(begin.beside());
    } else if (message instanceof Message.OfPart of) {
      out.writeByte(3);
      write(of.part().values(), out);
      out.writeLong(of.part().items());
      out.writeBoolean(of.part().done());
    } else if (message instanceof Message.OfAverage of) {
      out.writeByte(4);
      write(of.average().values(), out);
      out.writeBoolean(of.average().done());
    } else if (message instanceof Message.OfAccount of) {
      out.writeByte(5);
      out.writeFloat(of.account().loss());
      out.writeLong(of.account().items());
      out.writeDouble(of.account().validationLoss());
      out.writeDouble(of.account().validationMetric());
    } else if (message instanceof Message.OfEpoch of) {
      out.writeByte(6);
      out.writeInt(of.epoch().number());
      out.writeFloat(of.epoch().loss());
      out.writeDouble(of.epoch().validationLoss());
      out.writeDouble(of.epoch().validationAccuracy());
    } else if (message instanceof Message.Weights weights) {
      out.writeByte(7);
      write(weights.values(), out);
    } else if (message instanceof Message.End end) {
      out.writeByte(8);
      out.writeInt(end.count());
      out.writeInt(end.inputWidth());
      write(end.labels(), out);
    }
  }

  private static void write(List<String> texts, DataOutputStream out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      out.writeUTF(text);
    }
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }

  static Message read(byte[] bytes) {
    try {
      return read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException("a message of %d bytes ends early".formatted(bytes.length), e);
    }
  }

  private static Message read(DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case 1 -> new Message.Hello(in.readUTF(), in.readUTF());
      case 2 -> new Message.Begin(texts(in), in.readInt());
      case 3 -> new Message.OfPart(new Meeting.Part(floats(in), in.readLong(), in.readBoolean()));
      case 4 -> new Message.OfAverage(new Meeting.Average(floats(in), in.readBoolean()));
      case 5 ->
          new Message.OfAccount(
              new Meeting.Account(in.readFloat(), in.readLong(), in.readDouble(), in.readDouble()));
      case 6 ->
          new Message.OfEpoch(
              new Epoch(in.readInt(), in.readFloat(), in.readDouble(), in.readDouble()));
      case 7 -> new Message.Weights(floats(in));
      case 8 -> new Message.End(in.readInt(), in.readInt(), texts(in));
      default -> throw new IllegalArgumentException("a message is of kind 1 to 8; got " + kind);
    };
  }

  private static List<String> texts(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(in.readUTF());
    }
    return List.copyOf(texts);
  }

  private static float[] floats(DataInputStream in) throws IOException {
    float[] values = new float[in.readInt()];
    ByteBuffer.wrap(in.readNBytes(values.length * Float.BYTES)).asFloatBuffer().get(values);
    return values;
  }
}
