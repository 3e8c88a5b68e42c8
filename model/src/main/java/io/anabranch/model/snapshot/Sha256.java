// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.snapshot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksum of a file that stands in its own header: taken with zeros in its place. */
final class Sha256 {

  /** Stands in the checksum's place while it is taken. */
  static final String ZEROS = "0".repeat(64);

  private Sha256() {}

  /** A checksum that has seen the header's length, and the header with zeros for the checksum. */
  static MessageDigest begin(byte[] header) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(SnapshotFile.length(header.length));
      digest.update(header);
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The header with the checksum in the place of zeros. */
  static byte[] seal(byte[] header, MessageDigest digest) {
    return replace(header, ZEROS, HexFormat.of().formatHex(digest.digest()));
  }

  /** The header with zeros in the place of the checksum. */
  static byte[] unseal(byte[] header, String checksum) {
    return replace(header, checksum, ZEROS);
  }

  private static byte[] replace(byte[] header, String what, String with) {
    byte[] replaced = header.clone();
    int at = new String(header, ISO_8859_1).indexOf('"' + what + '"');
    if (at < 0) {
      throw new IllegalStateException("a header has its checksum");
    }
    System.arraycopy(with.getBytes(US_ASCII), 0, replaced, at + 1, with.length());
    return replaced;
  }
}
