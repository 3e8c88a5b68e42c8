// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.exchange;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EraseEvent;
import io.anabranch.state.event.FeaturesEvent;
import io.anabranch.state.event.GraphEvent;
import io.anabranch.state.event.InputTopic;
import io.anabranch.state.event.LabelEvent;
import org.jspecify.annotations.Nullable;

/** One record on the way from the gate to the last layer. */
public sealed interface Message {

  /** The key it travels under: a vertex, or the synthetic key of a group. */
  String key();

  /**
   * An event that passed the gate, and is of one vertex.
   *
   * @param arrived when it reached Kafka, milliseconds by the wall clock
   */
  record Arrival(GraphEvent event, long arrived) implements Message {
    @Override
    public String key() {
      if (event instanceof EdgeEvent edge) {
        return edge.dst();
      } else if (event instanceof FeaturesEvent features) {
        return features.vertex();
      } else if (event instanceof LabelEvent label) {
        return label.vertex();
      }
      throw new IllegalArgumentException("no key of " + event);
    }
  }

  /**
   * The time of one partition of an input topic, told to one group.
   *
   * @param partitions how many the topic has
   */
  record Clock(int group, InputTopic input, int partition, int partitions, long time)
      implements Message {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /** A vertex was erased: told to every group, because its edges may end at any vertex. */
  record Erase(int group, EraseEvent event, long arrived) implements Message {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /**
   * A sender has said all that it had to say before the probe.
   *
   * @param group the group that is told
   * @param from the sender's number
   * @param of how many senders there are
   */
  record Mark(int group, String probe, int from, int of) implements Message {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /**
   * What one stage says to the vertices of one group of the next, packed by {@link Outbox}.
   *
   * @param epoch of the model that it is said for
   */
  record Block(int group, int epoch, byte[] bytes) implements Message {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /**
   * A model to come. It goes from each group to the same group of the next stage.
   *
   * @param epoch counts the models of a job, the first one is 0
   * @param safetensors the artifact's two files
   */
  record Model(int group, int epoch, byte[] safetensors, byte[] card) implements Message {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /** All stages have the model of the epoch: the Neighborhood may tell them all that it has. */
  record Begin(int group, int epoch) implements Message {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /**
   * A group of the stage before has said all that was due before a period of event time ended.
   *
   * @param from the group that has
   * @param time the end of the period, milliseconds
   */
  record Period(int group, int from, long time) implements Message {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /**
   * A group of the stage before has told all of an epoch, and tells nothing more of earlier ones.
   *
   * @param from the group that has
   */
  record Turn(int group, int epoch, int from) implements Message {
    @Override
    public String key() {
      return KeyGroups.key(group);
    }
  }

  /**
   * Somebody asks what a score is made of: the Neighborhood takes it apart into what is to be asked
   * of whom.
   *
   * @param id comes back with every answer
   * @param src of a pair; of one vertex, that vertex
   * @param dst whose in-edges the score comes from
   * @param matter what kind of score it is
   */
  record Question(String id, String src, String dst, Matter matter) implements Message {
    @Override
    public String key() {
      return dst;
    }
  }

  /**
   * A part of a question, on its way through all stages under the vertex that it is asked of.
   *
   * @param edge whose target wants to know what it has heard along it; null: the last layer is
   *     asked what it has of the vertex
   * @param of how many in-edges the target has
   * @param matter what kind of score the last layer is asked about; of an edge nobody looks at it
   */
  record Ask(String id, String vertex, @Nullable EdgeEvent edge, int of, Matter matter)
      implements Message {
    @Override
    public String key() {
      return vertex;
    }
  }

  /**
   * What a vertex has told the target of an edge, said to the last layer of the target: behind all
   * that it told it before.
   *
   * @param said null: nothing
   * @param of how many in-edges the target has
   */
  record Told(String id, EdgeEvent edge, float @Nullable [] said, int of) implements Message {
    @Override
    public String key() {
      return edge.dst();
    }
  }
}
