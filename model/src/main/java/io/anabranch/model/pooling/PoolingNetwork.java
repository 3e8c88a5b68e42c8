// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.pooling;

import io.anabranch.model.autograd.Operations;
import io.anabranch.model.autograd.Parameter;
import io.anabranch.model.autograd.Variable;
import io.anabranch.model.device.Pointwise;
import io.anabranch.model.training.Glorot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Levels of vertices, each embedded and read out, with pooling between them (Ying et al. 2018,
 * section 3.2); the readouts of all levels side by side go through two dense layers, as in the
 * authors' program.
 */
public final class PoolingNetwork {

  /** Width of the head's hidden layer: that of the authors' program is 50. */
  private static final int HEAD = 48;

  /**
   * @param logits graphs x classes
   * @param penalties to be added to the loss while training, each 1 x 1
   * @param roles the assignment of the first pooling, vertices x clusters; nothing where it is not
   *     learnt
   */
  record Outcome(Variable logits, List<Variable> penalties, Optional<Variable> roles) {}

  private final PoolingSettings settings;
  private final List<VertexEncoder> encoders = new ArrayList<>();
  private final List<Pooling> poolings = new ArrayList<>();
  private final Dense hidden;
  private final Dense last;

  /**
   * @param width of the features
   * @param largest how many vertices the largest graph has: learnt clusters are a share of it
   * @param seed of the first weights
   */
  public PoolingNetwork(PoolingSettings settings, int width, int largest, int classes, long seed) {
    this.settings = settings;
    Glorot glorot = new Glorot(seed);
    int in = width;
    for (int level = 0; level <= settings.pools(); level++) {
      encoders.add(encoder(glorot, "levels." + level + ".embedding", in, settings.hidden()));
      if (level < settings.pools()) {
        poolings.add(pooling(glorot, level, in, settings.clusters(largest, level)));
      }
      in = encoders.get(level).width();
    }
    int readouts = encoders.stream().mapToInt(VertexEncoder::width).sum();
    this.hidden = Dense.draw(glorot, "head.0", readouts, HEAD);
    this.last = Dense.draw(glorot, "head.1", HEAD, classes);
  }

  private VertexEncoder encoder(Glorot glorot, String name, int in, int last) {
    return switch (settings.encoder()) {
      case SAGE -> new SageEncoder(glorot, name, in, settings.layers(), settings.hidden(), last);
      case STRUCTURE2VEC ->
          new StructureEncoder(glorot, name, in, settings.layers(), settings.hidden());
    };
  }

  private Pooling pooling(Glorot glorot, int level, int in, int clusters) {
    if (!settings.learnt()) {
      return new FixedPooling(level);
    }
    String name = "levels." + level + ".assignment";
    VertexEncoder encoder = encoder(glorot, name, in, clusters);
    return new DiffPool(
        encoder,
        Dense.draw(glorot, name + ".lin", encoder.width(), clusters),
        settings.linkWeight(),
        settings.entropyWeight());
  }

  /** In the order in which they were drawn. */
  public List<Parameter> parameters() {
    return Stream.of(
            encoders.stream().flatMap(e -> e.parameters().stream()),
            poolings.stream().flatMap(p -> p.parameters().stream()),
            hidden.parameters().stream(),
            last.parameters().stream())
        .flatMap(s -> s)
        .toList();
  }

  /**
   * What batch norms have learnt besides: no gradient reaches it, but whoever keeps a network keeps
   * it, too.
   */
  public List<Parameter> moments() {
    return Stream.concat(
            encoders.stream().flatMap(e -> e.moments().stream()),
            poolings.stream().flatMap(p -> p.moments().stream()))
        .toList();
  }

  Outcome apply(Pass pass, GraphBatch batch) {
    Operations o = pass.o();
    Variable[] readouts = new Variable[encoders.size()];
    List<Variable> penalties = new ArrayList<>();
    Optional<Variable> roles = Optional.empty();
    Level level = batch.level();
    Signal x = batch.features();
    for (int i = 0; i < readouts.length; i++) {
      Variable z = encoders.get(i).apply(pass, level, x);
      readouts[i] = settings.readout().of(o, z, level.blocks());
      if (i < poolings.size()) {
        Pooling.Pooled pooled = poolings.get(i).apply(pass, batch, level, x, z);
        penalties.addAll(pooled.penalties());
        roles = i == 0 ? pooled.assignment() : roles;
        level = pooled.level();
        x = new Signal.Rows(pooled.x());
      }
    }
    Variable graphs = readouts.length == 1 ? readouts[0] : o.concatColumns(readouts);
    Variable h = o.activate(Pointwise.RELU, hidden.apply(pass, graphs));
    return new Outcome(last.apply(pass, h), penalties, roles);
  }
}
