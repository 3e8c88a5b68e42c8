// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.dataset;

import io.anabranch.connectors.dataset.DataSetOptions.Placement;
import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.GraphEvent;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Walks over the edges and lets the vertices say their events in time. */
final class EventIterator implements Iterator<GraphEvent> {

  private final CsvFile file;
  private final VertexEvents vertexEvents;
  private final Vertices vertices;
  private final DataSetOptions options;

  private final int src;
  private final int dst;
  private final int timestamp;
  private final int weight;

  private final Queue<GraphEvent> ready = new ArrayDeque<>();
  private final int first; // vertices below say their events before the first edge
  private int vertexAhead; // the next vertex to say its events outside the edges
  private EdgeEvent edgeAhead; // read, but not given out
  private long now = -1; // timestamp of the last edge that was read

  EventIterator(
      CsvFile file, VertexEvents vertexEvents, Vertices vertices, DataSetOptions options) {
    this.file = file;
    this.vertexEvents = vertexEvents;
    this.vertices = vertices;
    this.options = options;
    src = file.column("src");
    dst = file.column("dst");
    timestamp = file.optionalColumn("timestamp_ms");
    weight = file.optionalColumn("weight");
    edgeAhead = readEdge();
    first = options.placement() == Placement.FIRST ? vertices.count() : 0;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && advance()) {
      // A step may give nothing: a vertex without features and label.
    }
    return !ready.isEmpty();
  }

  private boolean advance() {
    if (vertexAhead < first) {
      vertexEvents.say(vertexAhead++, Math.max(0, now), ready);
      return true;
    }
    if (edgeAhead != null) {
      vertexEvents.say(vertices.numberOf(edgeAhead.src()), edgeAhead.timestamp(), ready);
      vertexEvents.say(vertices.numberOf(edgeAhead.dst()), edgeAhead.timestamp(), ready);
      ready.add(edgeAhead);
      edgeAhead = readEdge();
      return true;
    }
    if (vertexAhead < vertices.count()) {
      vertexEvents.say(vertexAhead++, Math.max(0, now), ready); // those without an edge
      return true;
    }
    return false;
  }

  @Override
  public GraphEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private EdgeEvent readEdge() {
    if (!file.next()) {
      return null;
    }
    now = time();
    float value = options.weights() && !file.cell(weight).isEmpty() ? file.real(weight) : 1f;
    return new EdgeEvent(EdgeEvent.Op.ADD, known(src), known(dst), "", now, value);
  }

  private long time() {
    if (file.cell(timestamp).isEmpty()) {
      return now + 1;
    }
    long time = file.number(timestamp);
    if (time < 0) {
      throw file.bad("the timestamp is " + time + ", expected milliseconds >= 0");
    }
    return time;
  }

  private String known(int column) {
    String id = file.requiredCell(column);
    if (vertices.numberOf(id) < 0) {
      throw file.bad("the vertex '" + id + "' is not in the nodes file");
    }
    return id;
  }
}
