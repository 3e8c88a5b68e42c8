// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.wire;

/**
 * One string for the many that a vertex is called by: its id lies with each neighbor that knows it,
 * in several stages, and was read from bytes each time. Whoever keeps an id for long keeps the one
 * that is given here, which spares memory, and the collector work.
 *
 * <p>A table of fixed size, for the whole process: where two ids share a place the later one takes
 * it, and an id that is given twice may come as two strings. Threads need no lock for it: a place
 * holds one string or another, each of them whole.
 */
public final class Names {

  private static final int PLACES = 1 << 16;
  private static final int SPREAD = 0x9E3779B9;

  private static final String[] KNOWN = new String[PLACES];

  private Names() {}

  /** The same id, as a string that others keep, too, where that is at hand. */
  public static String shared(String id) {
    int place = id.hashCode() * SPREAD >>> 16;
    String known = KNOWN[place];
    if (id.equals(known)) {
      return known;
    }
    KNOWN[place] = id;
    return id;
  }
}
