// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.snapshot;

import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.AnabranchConfig.Backend;
import io.anabranch.pipeline.config.Places;
import io.anabranch.pipeline.job.StateNames;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/** The keyed state of one operator in a checkpoint, key by key. */
public final class SavedState {

  /** Sees each key once, in no order. */
  public interface Visitor {
    void see(SavedKey key) throws IOException;
  }

  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  private SavedState() {}

  /**
   * Reads the state, with a Flink cluster in this JVM.
   *
   * @param config with the backend that wrote the checkpoint
   * @param checkpoint the directory of a checkpoint or savepoint, on any of Flink's file systems
   * @param uid of the operator
   * @param values names of those states that have one value a key; the pages of vertices come
   *     besides
   * @throws IOException when the checkpoint cannot be read whole
   */
  public static void read(
      AnabranchConfig config, URI checkpoint, String uid, List<String> values, Visitor visitor)
      throws IOException {
    try (StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1)) {
      var keys =
          SavepointReader.read(env, checkpoint.toString(), backend(config.state().backend()))
              .readKeyedState(
                  OperatorIdentifier.forUid(uid),
                  new Reader(values),
                  Types.STRING,
                  Types.TUPLE(
                      Types.STRING, Types.MAP(Types.STRING, BYTES), Types.MAP(Types.INT, BYTES)));
      try (CloseableIterator<Tuple3<String, Map<String, byte[]>, Map<Integer, byte[]>>> each =
          keys.executeAndCollect()) {
        while (each.hasNext()) {
          var key = each.next();
          visitor.see(new SavedKey(key.f0, key.f1, key.f2));
        }
      }
    } catch (Exception e) {
      throw new IOException(
          "the state of %s in %s cannot be read: %s"
              .formatted(uid, Places.shown(checkpoint), rootMessage(e)),
          e);
    }
  }

  /** What the innermost exception says that tells of files; those around it tell of jobs. */
  private static String rootMessage(Throwable e) {
    Throwable told = null;
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
      told = root instanceof IOException ? root : told;
    }
    return told == null || told.getMessage() == null ? root.toString() : told.getMessage();
  }

  private static StateBackend backend(Backend backend) {
    return switch (backend) {
      case HEAP -> new HashMapStateBackend();
      case ROCKSDB -> new EmbeddedRocksDBStateBackend();
    };
  }

  /** Gives out what lies under a key, as it lies there. */
  private static final class Reader
      extends KeyedStateReaderFunction<
          String, Tuple3<String, Map<String, byte[]>, Map<Integer, byte[]>>> {

    private static final long serialVersionUID = 1L;

    // -- configuration
    private final List<String> names;

    // -- runtime
    private transient Map<String, ValueState<byte[]>> values;
    private transient MapState<Integer, byte[]> pages;

    Reader(List<String> names) {
      this.names = List.copyOf(names);
    }

    @Override
    public void open(OpenContext context) {
      values = new HashMap<>();
      for (String name : names) {
        values.put(name, getRuntimeContext().getState(new ValueStateDescriptor<>(name, BYTES)));
      }
      pages =
          getRuntimeContext()
              .getMapState(new MapStateDescriptor<>(StateNames.PAGES, Types.INT, BYTES));
    }

    @Override
    public void readKey(
        String key,
        Context context,
        Collector<Tuple3<String, Map<String, byte[]>, Map<Integer, byte[]>>> out)
        throws Exception {
      Map<String, byte[]> present = new HashMap<>();
      for (var value : values.entrySet()) {
        byte[] bytes = value.getValue().value();
        if (bytes != null) {
          present.put(value.getKey(), bytes);
        }
      }
      Map<Integer, byte[]> all = new HashMap<>();
      for (var page : pages.entries()) {
        all.put(page.getKey(), page.getValue());
      }
      out.collect(Tuple3.of(key, present, all));
    }
  }
}
