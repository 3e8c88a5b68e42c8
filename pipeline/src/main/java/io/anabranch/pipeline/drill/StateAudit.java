// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.drill;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.config.AnabranchConfig.Backend;
import io.anabranch.pipeline.job.OperatorIds;
import io.anabranch.pipeline.stage.LayerFormat;
import io.anabranch.state.page.NoPages;
import io.anabranch.state.wire.Sealed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/** The embeddings as a checkpoint has them, in the keyed state of the last layer. */
final class StateAudit {

  private StateAudit() {}

  /** Reads them with Flink's own reader of states. */
  static Map<String, float[]> embeddings(AnabranchConfig config, SageModel model, Path checkpoint)
      throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1);
    SavepointReader reader =
        SavepointReader.read(
            env, checkpoint.toAbsolutePath().toUri().toString(), backend(config.state().backend()));
    var packed =
        reader.readKeyedState(
            OperatorIdentifier.forUid(OperatorIds.layer(model.depth())),
            new Packed(),
            Types.STRING,
            Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    Map<String, float[]> embeddings = new HashMap<>();
    try (CloseableIterator<Tuple2<String, byte[]>> vertices = packed.executeAndCollect()) {
      while (vertices.hasNext()) {
        Tuple2<String, byte[]> vertex = vertices.next();
        float[] value = value(vertex.f0, vertex.f1);
        if (value != null) {
          embeddings.put(vertex.f0, value);
        }
      }
    }
    return embeddings;
  }

  private static StateBackend backend(Backend backend) {
    return switch (backend) {
      case HEAP -> new HashMapStateBackend();
      case ROCKSDB -> new EmbeddedRocksDBStateBackend();
    };
  }

  /** Nobody subscribes to the last layer, so its vertices have no pages behind the first. */
  private static float[] value(String key, byte[] packed) throws IOException {
    return new LayerFormat().read(Sealed.open(key, packed), NoPages.INSTANCE).value();
  }

  /** The vertices of a layer as they lie in its state. */
  private static final class Packed
      extends KeyedStateReaderFunction<String, Tuple2<String, byte[]>> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<byte[]> vertex;

    @Override
    public void open(OpenContext context) {
      vertex =
          getRuntimeContext()
              .getState(
                  new ValueStateDescriptor<>(
                      OperatorIds.VERTICES, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void readKey(String key, Context context, Collector<Tuple2<String, byte[]>> out)
        throws Exception {
      if (vertex.value() != null) { // keys of key groups have none
        out.collect(Tuple2.of(key, vertex.value()));
      }
    }
  }
}
