// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.anabranch.model.device.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A matrix in NumPy's format, versions 1 to 3: the magic bytes, the version, the length of the
 * header, the header, the values row by row, as little-endian floats or doubles.
 */
final class NpyFile {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f([48])', 'fortran_order': False, 'shape': \\((\\d{1,9}), (\\d{1,9})\\),? ?\\}\\s*");

  private final Path file;
  private final ByteBuffer bytes;

  private NpyFile(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static Matrix read(Path file) {
    try {
      return new NpyFile(file, Files.readAllBytes(file)).read();
    } catch (NoSuchFileException e) {
      throw new DataSetException(file + " is not there", e);
    } catch (IOException e) {
      throw new DataSetException(file + " cannot be read", e);
    }
  }

  private Matrix read() {
    Matcher header = HEADER.matcher(header());
    if (!header.matches()) {
      throw GraphSageReader.error(
          file, "a matrix of <f4 or <f8, row by row; got header " + header());
    }
    int width = Integer.parseInt(header.group(1));
    int rows = Integer.parseInt(header.group(2));
    int columns = Integer.parseInt(header.group(3));
    if ((long) rows * columns * width != bytes.remaining()) {
      throw GraphSageReader.error(
          file,
          "%d x %d values of %d bytes; got %d bytes"
              .formatted(rows, columns, width, bytes.remaining()));
    }
    Matrix m = Matrix.zeros(rows, columns);
    for (int i = 0; i < m.values().length; i++) {
      m.values()[i] = finite(width == 4 ? bytes.getFloat() : (float) bytes.getDouble(), i, columns);
    }
    return m;
  }

  private float finite(float value, int i, int columns) {
    if (!Float.isFinite(value)) {
      throw GraphSageReader.error(
          file,
          "finite values; got %s in row %d, column %d".formatted(value, i / columns, i % columns));
    }
    return value;
  }

  /** Leaves the buffer where the values begin. */
  private String header() {
    bytes.rewind();
    byte[] magic = new byte[MAGIC.length];
    if (bytes.remaining() < 12) {
      throw GraphSageReader.error(file, "NumPy's format; got " + bytes.remaining() + " bytes");
    }
    bytes.get(magic);
    int version = bytes.get();
    bytes.get();
    long length = version == 1 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
    if (!Arrays.equals(magic, MAGIC)
        || version < 1
        || version > 3
        || length < 0
        || length > bytes.remaining()) {
      throw GraphSageReader.error(file, "NumPy's format, versions 1 to 3; got other bytes");
    }
    byte[] header = new byte[(int) length];
    bytes.get(header);
    return new String(header, ISO_8859_1).strip();
  }
}
