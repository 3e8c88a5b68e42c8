// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anabranch.connectors.broker.LocalBroker;
import io.anabranch.connectors.codec.EventLimits;
import io.anabranch.connectors.codec.JsonEventCodec;
import io.anabranch.connectors.kafka.TopicNames;
import io.anabranch.connectors.kafka.Topics;
import io.anabranch.connectors.replay.ReplayOptions;
import io.anabranch.connectors.replay.Replayer;
import io.anabranch.pipeline.config.AnabranchConfig;
import io.anabranch.pipeline.job.FlinkSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The bound of the live job: Flink's source, two exchanges, keyed state and sink with the same
 * records in and rows of the same size out, one an edge, and nothing learned in between. All edges
 * lie in the topic before the clock starts; the clock stops at the end of the bounded job.
 */
@Command(name = "ceiling", mixinStandardHelpOptions = true, description = "The bound.")
final class CeilingBench implements Callable<Integer> {

  private static final int ROW_BYTES = 290;
  private static final TypeInformation<float[]> VECTOR =
      PrimitiveArrayTypeInfo.FLOAT_PRIMITIVE_ARRAY_TYPE_INFO;
  private static final TypeInformation<Tuple2<Integer, Integer>> EDGE =
      Types.TUPLE(Types.INT, Types.INT);
  private static final TypeInformation<Tuple2<Integer, float[]>> ROW =
      Types.TUPLE(Types.INT, VECTOR);

  @Option(names = "--graph", defaultValue = "ba20k", description = "ba2k, ba20k, ba100k or a file")
  private String graph;

  @Option(names = "--backend", defaultValue = "heap", description = "heap or rocksdb")
  private String backend;

  @Option(names = "--runs", defaultValue = "4", description = "the first warms up")
  private int runs;

  @Override
  public Integer call() throws Exception {
    EdgeStream stream = EdgeStream.of(graph);
    Path directory = Scratch.directory();
    TopicNames names = TopicNames.defaults();
    double[] figures = new double[runs];
    try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"), 0)) {
      String servers = broker.bootstrapServers();
      try (Topics topics = Topics.connect(servers, Duration.ofSeconds(30))) {
        topics.create(names, 2, (short) 1);
      }
      new Replayer(servers, names, new JsonEventCodec(EventLimits.ofDimension(Models.WIDTH)))
          .replay(stream.edges().iterator(), ReplayOptions.FLAT_OUT, sent -> {});
      Configuration flink =
          FlinkSettings.of(
              AnabranchConfig.of(
                  "state.backend=" + backend,
                  "job.checkpoint-directory=" + directory.resolve("checkpoints"),
                  // The end waits for a last checkpoint.
                  "flink.execution.checkpointing.min-pause=0ms",
                  "job.web-port=0"));
      for (int run = 0; run < runs; run++) {
        figures[run] = stream.size() / seconds(flink, servers, names);
        System.err.printf(Locale.ROOT, "run %d: %.0f edges/s%n", run, figures[run]);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "ceiling %s backend=%s: %.0f edges/s%n",
        stream.name(),
        backend,
        Runs.of(figures).median());
    return 0;
  }

  private static double seconds(Configuration flink, String servers, TopicNames names)
      throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, flink);
    KafkaSource<Tuple2<Integer, Integer>> source =
        KafkaSource.<Tuple2<Integer, Integer>>builder()
            .setBootstrapServers(servers)
            .setTopics(names.edges())
            .setGroupId("ceiling")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setValueOnlyDeserializer(new Edges())
            .build();
    KafkaSink<Tuple2<Integer, float[]>> sink =
        KafkaSink.<Tuple2<Integer, float[]>>builder()
            .setBootstrapServers(servers)
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setRecordSerializer(new Rows(names.embeddings()))
            .setProperty("linger.ms", "5")
            .setProperty("batch.size", Integer.toString(128 * 1024))
            .build();
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "edges", EDGE)
        .uid("edges")
        .keyBy(edge -> edge.f0, Types.INT)
        .process(new Sender(), ROW)
        .uid("sender")
        .keyBy(row -> row.f0, Types.INT)
        .process(new Receiver(), ROW)
        .uid("receiver")
        .sinkTo(sink)
        .uid("rows");
    return env.execute("ceiling").getNetRuntime() / 1_000.0;
  }

  /** Reads src and dst off the JSON of an edge. */
  static final class Edges implements DeserializationSchema<Tuple2<Integer, Integer>> {

    private static final long serialVersionUID = 1L;
    private transient JsonFactory json;

    @Override
    public Tuple2<Integer, Integer> deserialize(byte[] message) throws IOException {
      if (json == null) {
        json = new JsonFactory();
      }
      int src = 0;
      int dst = 0;
      try (JsonParser parser = json.createParser(message)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String field = parser.currentName();
          parser.nextToken();
          if (field.equals("src")) {
            src = Integer.parseInt(parser.getText());
          } else if (field.equals("dst")) {
            dst = Integer.parseInt(parser.getText());
          }
        }
      }
      return Tuple2.of(src, dst);
    }

    @Override
    public boolean isEndOfStream(Tuple2<Integer, Integer> edge) {
      return false;
    }

    @Override
    public TypeInformation<Tuple2<Integer, Integer>> getProducedType() {
      return EDGE;
    }
  }

  /** Keyed by src: remembers the target, and sends it a vector. */
  static final class Sender
      extends KeyedProcessFunction<Integer, Tuple2<Integer, Integer>, Tuple2<Integer, float[]>> {

    private static final long serialVersionUID = 1L;
    private transient ListState<Integer> targets;
    private transient ValueState<float[]> vector;

    @Override
    public void open(OpenContext context) {
      targets = getRuntimeContext().getListState(new ListStateDescriptor<>("targets", Types.INT));
      vector = getRuntimeContext().getState(new ValueStateDescriptor<>("vector", VECTOR));
    }

    @Override
    public void processElement(
        Tuple2<Integer, Integer> edge, Context context, Collector<Tuple2<Integer, float[]>> out)
        throws Exception {
      targets.add(edge.f1);
      float[] own = vector.value();
      if (own == null) {
        own = new float[Models.WIDTH];
        own[0] = edge.f0;
        vector.update(own);
      }
      out.collect(Tuple2.of(edge.f1, own));
    }
  }

  /** Keyed by dst: adds the vector to what came before, and emits the sum. */
  static final class Receiver
      extends KeyedProcessFunction<Integer, Tuple2<Integer, float[]>, Tuple2<Integer, float[]>> {

    private static final long serialVersionUID = 1L;
    private transient ValueState<float[]> sum;

    @Override
    public void open(OpenContext context) {
      sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", VECTOR));
    }

    @Override
    public void processElement(
        Tuple2<Integer, float[]> sent, Context context, Collector<Tuple2<Integer, float[]>> out)
        throws Exception {
      float[] old = sum.value();
      float[] added = sent.f1.clone();
      for (int i = 0; old != null && i < added.length; i++) {
        added[i] += old[i];
      }
      sum.update(added);
      out.collect(Tuple2.of(sent.f0, added));
    }
  }

  /** A row of the size of an embedding. */
  static final class Rows implements KafkaRecordSerializationSchema<Tuple2<Integer, float[]>> {

    private static final long serialVersionUID = 1L;
    private final String topic;

    Rows(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Tuple2<Integer, float[]> row, KafkaSinkContext context, Long timestamp) {
      ByteBuffer value = ByteBuffer.allocate(ROW_BYTES);
      value.asFloatBuffer().put(row.f1);
      byte[] key = Integer.toString(row.f0).getBytes(StandardCharsets.UTF_8);
      return new ProducerRecord<>(topic, key, value.array());
    }
  }
}
