// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format, written in F32: 8 bytes with the length of the header (little-endian),
 * the header (a JSON object: name to dtype, shape and data_offsets), the data. Tensors cover the
 * data without overlap or gap, as the format's own implementation demands.
 */
final class Safetensors {

  static final String WHERE = "model.safetensors";

  /** A model of a thousand layers has a smaller one. */
  static final int LONGEST_HEADER = 1 << 20;

  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;

  private Safetensors() {}

  /** A tensor and where its bytes lie, counted from the begin of the data. */
  private record Slot(String name, String dtype, List<Integer> shape, long begin, long end) {}

  static byte[] write(List<Tensor> tensors) {
    byte[] header = header(tensors);
    long elements = tensors.stream().mapToLong(tensor -> tensor.values().length).sum();
    int dataLength = Math.toIntExact(elements * Float.BYTES);
    ByteBuffer buffer =
        ByteBuffer.allocate(Long.BYTES + header.length + dataLength)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header);
    for (Tensor tensor : tensors) {
      for (float value : tensor.values()) {
        buffer.putFloat(value);
      }
    }
    return buffer.array();
  }

  /** The tensors of an artifact of ours, all F32, in the order of their data. */
  static List<Tensor> read(byte[] bytes) throws ArtifactException {
    int dataStart = Long.BYTES + headerLength(bytes);
    List<Tensor> tensors = new ArrayList<>();
    for (Slot slot : slots(bytes, dataStart)) {
      if (!slot.dtype().equals("F32")) {
        throw new ArtifactException(
            WHERE + " header " + slot.name(), "expected dtype F32; got " + slot.dtype());
      }
      tensors.add(tensor(slot, bytes, dataStart));
    }
    return tensors;
  }

  /** The tensors of a file that others wrote, of any dtype, in the order of their data. */
  static List<ForeignTensor> readForeign(byte[] bytes) throws ArtifactException {
    int dataStart = Long.BYTES + headerLength(bytes);
    List<ForeignTensor> tensors = new ArrayList<>();
    for (Slot slot : slots(bytes, dataStart)) {
      int length = (int) (slot.end() - slot.begin());
      ByteBuffer data =
          ByteBuffer.wrap(bytes, (int) (dataStart + slot.begin()), length)
              .order(ByteOrder.LITTLE_ENDIAN);
      double[] values = Dtype.of(slot.dtype()).map(dtype -> dtype.read(data)).orElse(null);
      tensors.add(new ForeignTensor(slot.name(), slot.dtype(), slot.shape(), values));
    }
    return tensors;
  }

  private static List<Slot> slots(byte[] bytes, int dataStart) throws ArtifactException {
    ObjectNode header =
        Json.readObject(WHERE + " header", bytes, Long.BYTES, dataStart - Long.BYTES);
    List<Slot> slots = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals(METADATA)) {
        slots.add(slot(entry.getKey(), entry.getValue()));
      }
    }
    slots.sort(Comparator.comparingLong(Slot::begin).thenComparingLong(Slot::end));
    requireCover(slots, bytes.length - dataStart);
    return slots;
  }

  private static byte[] header(List<Tensor> tensors) {
    ObjectNode header = Json.MAPPER.createObjectNode();
    long begin = 0;
    for (Tensor tensor : tensors) {
      ObjectNode entry = header.putObject(tensor.name());
      entry.put("dtype", "F32");
      ArrayNode shape = entry.putArray("shape");
      tensor.shape().forEach(shape::add);
      long end = begin + (long) tensor.values().length * Float.BYTES;
      entry.putArray("data_offsets").add(begin).add(end);
      begin = end;
    }
    byte[] json = Json.write(header);
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private static int headerLength(byte[] bytes) throws ArtifactException {
    if (bytes.length < Long.BYTES) {
      throw new ArtifactException(
          WHERE, "expected 8 bytes with the length of the header; the file has " + bytes.length);
    }
    long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > LONGEST_HEADER) {
      throw new ArtifactException(
          WHERE,
          "expected a header of at most %d bytes; its length is given as %s"
              .formatted(LONGEST_HEADER, Long.toUnsignedString(length)));
    }
    if (length > bytes.length - Long.BYTES) {
      throw new ArtifactException(
          WHERE,
          "expected a header of %d bytes; the file ends after %d of them"
              .formatted(length, bytes.length - Long.BYTES));
    }
    return (int) length;
  }

  private static Slot slot(String name, JsonNode entry) throws ArtifactException {
    Fields header = new Fields(WHERE, Json.MAPPER.createObjectNode());
    Fields fields = header.nested(name, entry);
    String dtype = fields.required("dtype", fields::text);
    List<Integer> shape = fields.required("shape", fields.listOf(fields::int32));
    List<Long> offsets = fields.required("data_offsets", fields.listOf(fields::int64));
    if (offsets.size() != 2 || offsets.get(0) < 0 || offsets.get(0) > offsets.get(1)) {
      throw new ArtifactException(
          fields.where(), "expected data_offsets [begin, end]; got " + offsets);
    }
    Slot slot = new Slot(name, dtype, shape, offsets.get(0), offsets.get(1));
    if (Dtype.of(dtype).isPresent()) {
      requireSize(fields.where(), slot, Dtype.of(dtype).get().bytes());
    }
    return slot;
  }

  private static void requireSize(String where, Slot slot, int elementBytes)
      throws ArtifactException {
    long room = slot.end() - slot.begin();
    long size = elementBytes;
    for (int extent : slot.shape()) {
      // Both factors are below 2^31, so that the product cannot overflow.
      size = extent < 0 || size > Integer.MAX_VALUE ? -1 : size * extent;
      if (size < 0) {
        break;
      }
    }
    if (size != room) {
      throw new ArtifactException(
          where,
          "expected data_offsets that fit %s of shape %s; got [%d, %d]"
              .formatted(slot.dtype(), slot.shape(), slot.begin(), slot.end()));
    }
  }

  private static void requireCover(List<Slot> slots, long dataLength) throws ArtifactException {
    long covered = 0;
    for (Slot slot : slots) {
      if (slot.begin() != covered || slot.end() > dataLength) {
        throw new ArtifactException(
            WHERE + " " + slot.name(),
            "expected data_offsets that begin at %d and end by %d; got [%d, %d]"
                .formatted(covered, dataLength, slot.begin(), slot.end()));
      }
      covered = slot.end();
    }
    if (covered != dataLength) {
      throw new ArtifactException(
          WHERE, "expected %d bytes of data; got %d".formatted(covered, dataLength));
    }
  }

  private static Tensor tensor(Slot slot, byte[] bytes, int dataStart) {
    float[] values = new float[(int) ((slot.end() - slot.begin()) / Float.BYTES)];
    ByteBuffer.wrap(bytes, (int) (dataStart + slot.begin()), values.length * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    return new Tensor(slot.name(), slot.shape(), values);
  }
}
