// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Directories and files that are named by a path of this machine or by a URI. */
public final class Places {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");

  private Places() {}

  /** The URI itself, or that of the path. */
  public static URI of(String place) {
    return isUri(place) ? URI.create(place) : Path.of(place).toAbsolutePath().normalize().toUri();
  }

  public static boolean isUri(String place) {
    return SCHEME.matcher(place).matches();
  }

  /** The last part of it. */
  public static String name(URI place) {
    return Path.of(place.getPath()).getFileName().toString();
  }

  /** For messages: a local file by its path alone. */
  public static String shown(URI place) {
    return "file".equals(place.getScheme()) ? Path.of(place).toString() : place.toString();
  }
}
