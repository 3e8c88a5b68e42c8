// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import io.anabranch.pipeline.bootstrap.StateEntry;
import io.anabranch.pipeline.stage.LayerFormat;
import io.anabranch.pipeline.stage.ScatterFormat;
import io.anabranch.pipeline.stage.StageContents;
import io.anabranch.state.neighborhood.NeighborhoodContents;
import io.anabranch.state.neighborhood.NeighborhoodFormat;
import io.anabranch.state.page.PageStore;
import io.anabranch.state.store.VertexFormat;
import io.anabranch.state.wire.Sealed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/** All vertices in a savepoint of the heap backend, by operator and key, as text. */
final class SavepointContents {

  private SavepointContents() {}

  static Map<String, String> of(Path savepoint, int depth) throws Exception {
    Map<String, String> contents = new TreeMap<>();
    add(
        contents,
        savepoint,
        OperatorIds.NEIGHBORHOOD,
        new NeighborhoodFormat(),
        NeighborhoodContents::of);
    add(contents, savepoint, OperatorIds.SCATTER, new ScatterFormat(), StageContents::of);
    for (int number = 1; number <= depth; number++) {
      String uid = OperatorIds.layer(number);
      add(contents, savepoint, uid, new LayerFormat(), StageContents::of);
    }
    return contents;
  }

  /** How many vertices and pages the stages behind the Neighborhood keep in one of their slots. */
  static int slotEntries(Path savepoint, int depth, int slot) throws Exception {
    int entries = entries(savepoint, OperatorIds.SCATTER, slot).size();
    for (int number = 1; number <= depth; number++) {
      entries += entries(savepoint, OperatorIds.layer(number), slot).size();
    }
    return entries;
  }

  private static List<StateEntry> entries(Path savepoint, String uid, int slot) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    SavepointReader reader =
        SavepointReader.read(env, savepoint.toUri().toString(), new HashMapStateBackend());
    List<StateEntry> all = new ArrayList<>();
    try (CloseableIterator<StateEntry> entries =
        reader
            .readKeyedState(
                OperatorIdentifier.forUid(uid), new Entries(slot), Types.STRING, StateEntry.TYPE)
            .executeAndCollect()) {
      entries.forEachRemaining(all::add);
    }
    return all;
  }

  private static <T> void add(
      Map<String, String> contents,
      Path savepoint,
      String uid,
      VertexFormat<T> format,
      Function<T, String> text)
      throws Exception {
    Map<String, byte[]> packed = new HashMap<>();
    Map<String, byte[]> pages = new HashMap<>();
    for (StateEntry entry : entries(savepoint, uid, 0)) {
      if (entry instanceof StateEntry.Vertex vertex) {
        packed.put(vertex.key(), vertex.packed());
      } else if (entry instanceof StateEntry.Page page) {
        pages.put(page.key() + '\0' + page.number(), page.bytes());
      }
    }
    for (Map.Entry<String, byte[]> vertex : packed.entrySet()) {
      DataInputDeserializer in = Sealed.open(vertex.getKey(), vertex.getValue());
      T read = format.read(in, new ReadPages(vertex.getKey(), pages));
      contents.put(uid + " " + vertex.getKey(), text.apply(read));
    }
  }

  private record ReadPages(String vertex, Map<String, byte[]> pages) implements PageStore {

    @Override
    public byte[] read(int page) {
      return pages.get(vertex + '\0' + page);
    }

    @Override
    public void write(int page, byte[] bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(int page) {
      throw new UnsupportedOperationException();
    }
  }

  /** The states of {@link KeyedBacking}. */
  private static final class Entries extends KeyedStateReaderFunction<String, StateEntry> {

    private static final long serialVersionUID = 1L;

    private final int slot;

    private transient ValueState<byte[]> vertex;
    private transient MapState<Integer, byte[]> pages;

    Entries(int slot) {
      this.slot = slot;
    }

    @Override
    public void open(OpenContext context) {
      vertex =
          getRuntimeContext()
              .getState(
                  new ValueStateDescriptor<>(
                      StateNames.slotted("vertex", slot),
                      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
      pages =
          getRuntimeContext()
              .getMapState(
                  new MapStateDescriptor<>(
                      StateNames.slotted("pages", slot),
                      Types.INT,
                      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void readKey(String key, Context context, Collector<StateEntry> out) throws Exception {
      if (vertex.value() == null) {
        return; // a key group's own key
      }
      out.collect(new StateEntry.Vertex(key, vertex.value()));
      for (Map.Entry<Integer, byte[]> page : pages.entries()) {
        out.collect(new StateEntry.Page(key, page.getKey(), page.getValue()));
      }
    }
  }
}
