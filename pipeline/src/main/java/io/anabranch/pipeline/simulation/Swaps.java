// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.simulation;

import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.swap.ModelForm;
import io.anabranch.pipeline.swap.Succession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * The models of a run, one after the other: which are announced, when checkpoints and the status
 * topic are heard of, and what is to happen inside a sweep.
 */
final class Swaps implements Succession.Hands<SageModel> {

  /** What happens inside a sweep. */
  enum Pin {
    NOTHING,
    /** A checkpoint, and a failure right behind it: the same subtasks go on. */
    RESUME,
    /** The same, and another number of subtasks goes on. */
    RESCALE,
    /** A failure: what a checkpoint before has goes on. */
    KILL,
    /** A model that cannot follow is announced. */
    REFUSE,
    /** The next model is announced. */
    ANNOUNCE
  }

  /** Which of them, where no model is left to be announced. */
  private static final List<Pin> PINS = List.of(Pin.RESUME, Pin.RESCALE, Pin.KILL, Pin.REFUSE);

  private record Kept(
      Succession.State<SageModel> state, List<SageModel> loaded, int heard, int served, int told) {}

  private final SplittableRandom random; // of its own, so that it shifts no other draw
  private final boolean mishears; // the status topic tells of a time that was lost
  private final List<SageModel> topic; // what is announced
  private final SageModel misfit;
  private final ModelForm form;
  private final IntConsumer begins;
  private final Situations situations;
  private final Set<Integer> pinned = new HashSet<>(); // epochs
  private Succession<SageModel> succession;
  private List<SageModel> loaded;
  private int heard;
  private int begun;
  private long checkpoints;
  private Kept kept;

  /**
   * @param begins tells the Neighborhood to begin an epoch
   */
  Swaps(long seed, List<SageModel> models, IntConsumer begins, Situations situations) {
    this.random = new SplittableRandom(seed ^ 0x73776170L);
    this.mishears = random.nextInt(3) == 0;
    this.topic = models.subList(1, models.size());
    SageModel first = models.get(0);
    this.misfit = DrawnModel.of(seed).misfit(first, models.size() + 1, seed);
    this.form = ModelForm.of(first);
    this.begins = begins;
    this.situations = situations;
    this.kept = new Kept(Succession.State.initial(), List.of(first), 0, 0, 0);
    restart();
  }

  private void restart() {
    loaded = new ArrayList<>(kept.loaded);
    heard = kept.heard;
    begun = 0;
    succession = new Succession<>(kept.state, this);
  }

  /** The models by epoch; more may come. */
  List<SageModel> loaded() {
    return loaded;
  }

  /** The latest epoch that was begun. */
  int begun() {
    return begun;
  }

  boolean areDrawn() {
    return !topic.isEmpty();
  }

  /** All were announced, and the last of them was begun. */
  boolean areThrough() {
    return heard == topic.size() && succession.waiting() == null && begun + 1 == loaded.size();
  }

  /** Sometimes a model is announced, or something is heard that another one waits for. */
  void step(boolean soon) {
    if (heard < topic.size() && random.nextInt(soon ? 20 : 100) == 0) {
      announceNext();
    }
    if (random.nextInt(8) == 0) {
      succession.complete(checkpoints);
    }
    boolean serves = kept.served + 1 == loaded.size();
    if (random.nextInt(20) == 0 && (serves || mishears && random.nextInt(5) == 0)) {
      succession.serves();
    }
  }

  void announceNext() {
    if (heard < topic.size()) {
      announce(topic.get(heard++));
    }
  }

  void announceMisfit() {
    situations.count(Situations.Kind.REFUSED);
    announce(misfit);
  }

  private void announce(SageModel model) {
    if (form.refusal(model).isEmpty()) {
      succession.take(model);
    } else if (model != misfit) {
      throw new IllegalStateException(form.refusal(model).orElseThrow());
    }
  }

  /** Where among the vertices a sweep is, work is done, a process is lost or joins. */
  Pin pin(int told) {
    if (!isInside(told) || !pinned.add(begun)) {
      return Pin.NOTHING;
    }
    if (heard < topic.size() && random.nextBoolean()) {
      situations.count(Situations.Kind.ANNOUNCED);
      return Pin.ANNOUNCE;
    }
    return PINS.get(random.nextInt(PINS.size()));
  }

  /** In the middle of a sweep. */
  static boolean isInside(int percent) {
    return percent >= 10 && percent <= 90;
  }

  /**
   * What a checkpoint keeps.
   *
   * @param served the epoch that the whole last layer serves
   * @param told percent of the sweep under way
   */
  void checkpoint(int served, int told) {
    checkpoints++;
    kept = new Kept(succession.snapshot(checkpoints), List.copyOf(loaded), heard, served, told);
  }

  /**
   * A failure takes everything back to the last checkpoint.
   *
   * @param told percent of the sweep under way
   * @param rescaled whether another number of subtasks goes on
   */
  void crash(int told, boolean rescaled) {
    if (isInside(told)) {
      situations.count(Situations.Kind.KILLED);
    }
    if (isInside(kept.told)) {
      situations.count(rescaled ? Situations.Kind.RESCALED : Situations.Kind.RESUMED);
    }
    restart();
  }

  /** The new subtasks are there. */
  void resume() {
    succession.resume();
  }

  @Override
  public void load(int epoch, SageModel model) {
    if (epoch != loaded.size()) {
      throw new IllegalStateException("epoch %d behind %d models".formatted(epoch, loaded.size()));
    }
    loaded.add(model);
  }

  @Override
  public void begin(int epoch) {
    situations.count(Situations.Kind.BEGUN);
    begun = epoch;
    begins.accept(epoch);
  }

  @Override
  public void replaced(SageModel model, SageModel by) {
    situations.count(Situations.Kind.REPLACED);
  }
}
