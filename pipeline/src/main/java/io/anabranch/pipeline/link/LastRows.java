// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.link;

import io.anabranch.connectors.codec.Embedding;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows that wait to be told: of each vertex the last one, and while models change the last one of
 * each. A row is copied into a place that stays when all has gone out, for whoever comes next: rows
 * wait long enough to be moved by the collector, and most are replaced before they are told.
 */
public final class LastRows {

  private static final int KEPT = 1 << 15; // places that stay: some 10 MB where rows are 64 wide

  private static final class Place {
    String vertex;
    boolean gone; // or not told of yet: there is no row
    final LinkRow row = new LinkRow();
  }

  private final List<Place> places = new ArrayList<>();
  private final RowBytes outbox = new RowBytes(); // rows of models before wait in it
  private Object2IntOpenHashMap<String> taken = newIndex();

  /** No row waits. */
  public LastRows() {}

  private static Object2IntOpenHashMap<String> newIndex() {
    Object2IntOpenHashMap<String> index = new Object2IntOpenHashMap<>();
    index.defaultReturnValue(-1);
    return index;
  }

  /**
   * A vertex has a new row.
   *
   * @param epoch of the model that it is of
   */
  public void put(int epoch, Embedding row) {
    Place place = place(row.vertex());
    if (!place.gone && place.row.epoch() != epoch) {
      outbox.add(place.vertex, place.row);
    }
    place.gone = false;
    place.row.set(epoch, row);
  }

  /** A vertex is gone. */
  public void gone(String vertex) {
    place(vertex).gone = true;
  }

  /** Its place, or a new one, without a row. */
  private Place place(String vertex) {
    int free = taken.size();
    int found = taken.putIfAbsent(vertex, free);
    if (found >= 0) {
      return places.get(found);
    }
    if (free == places.size()) {
      places.add(new Place());
    }
    Place place = places.get(free);
    place.vertex = vertex;
    place.gone = true;
    return place;
  }

  /** How many vertices have a row that waits. */
  public int size() {
    return taken.size();
  }

  /** Hands all of them on, those of a key group in the order in which their vertices first came. */
  public void drain(Consumer<LinkMessage> out) {
    for (int i = 0; i < taken.size(); i++) {
      Place place = places.get(i);
      outbox.add(place.vertex, place.gone ? null : place.row);
      place.vertex = null;
    }
    if (taken.size() > KEPT) {
      places.subList(KEPT, places.size()).clear();
      taken = newIndex();
    } else {
      taken.clear();
    }
    outbox.drain(out);
  }
}
