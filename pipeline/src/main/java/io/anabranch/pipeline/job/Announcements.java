// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.kafka.ModelAnnouncement;
import io.anabranch.connectors.kafka.RawRecord;
import io.anabranch.model.artifact.ModelArtifacts;
import io.anabranch.model.layer.SageModel;
import io.anabranch.pipeline.registry.ModelRegistry;
import io.anabranch.pipeline.swap.ModelForm;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/**
 * The rules for models that are announced to a running job. What is refused leaves the model that
 * serves alone.
 */
final class Announcements {

  /** Every key group of every stage is sent the model: larger ones want a restart. */
  private static final int LARGEST = 32 << 20;

  /** What became of an announcement. */
  sealed interface Verdict {

    /** It is none of ours. */
    record Ignored() implements Verdict {}

    /** The model can follow the one that serves. */
    record Taken(AnnouncedModel model) implements Verdict {}

    /** It cannot. */
    record Refused(String name, int version, String reason) implements Verdict {}
  }

  private static final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
      super(reason);
    }
  }

  private final URI registry;
  private final SageModel first;
  private final ModelForm form;

  /**
   * @param registry where models may lie
   * @param first the model that the job was started with
   */
  Announcements(URI registry, SageModel first) {
    this.registry = registry;
    this.first = first;
    this.form = ModelForm.of(first);
  }

  /** Of the models that are ours. */
  String name() {
    return first.name();
  }

  /**
   * Judges a record, for which it reads the artifact.
   *
   * @param latest the version of the model that was taken last
   */
  Verdict judge(RawRecord record, int latest) {
    boolean keyed = record.key() != null && new String(record.key(), UTF_8).equals(first.name());
    ModelAnnouncement announced;
    try {
      announced = ModelAnnouncement.fromBytes(record.value());
    } catch (BadRecordException e) {
      return keyed ? new Verdict.Refused(first.name(), 0, e.getMessage()) : new Verdict.Ignored();
    }
    if (!announced.name().equals(first.name())) {
      return new Verdict.Ignored();
    }
    try {
      if (!keyed) {
        throw new Refusal("expected a record whose key is the model's name");
      }
      return take(announced, latest);
    } catch (Refusal | IOException e) {
      return new Verdict.Refused(announced.name(), announced.version(), e.getMessage());
    }
  }

  private Verdict take(ModelAnnouncement announced, int latest) throws Refusal, IOException {
    if (announced.version() == latest) {
      throw new Refusal("version %d was taken already".formatted(latest));
    }
    requirePlace(announced);
    SageModel model = ModelRegistry.at(registry).read(announced.name(), announced.version());
    ModelBytes bytes = ModelBytes.of(model);
    String sha256 = ModelArtifacts.sha256(bytes.safetensors());
    if (!sha256.equals(announced.sha256().toLowerCase(Locale.ROOT))) {
      throw new Refusal(
          "expected weights with SHA-256 %s, as announced; got %s"
              .formatted(announced.sha256(), sha256));
    }
    Optional<String> misfit = form.refusal(model);
    if (misfit.isPresent()) {
      throw new Refusal(misfit.get());
    }
    if (bytes.safetensors().length > LARGEST) {
      throw new Refusal(
          "expected at most %d bytes of weights, got %d: start a new job with this model"
              .formatted(LARGEST, bytes.safetensors().length));
    }
    return new Verdict.Taken(new AnnouncedModel(model.name(), model.version(), bytes));
  }

  /** In the registry, under the name and version that were announced, and nowhere else. */
  private void requirePlace(ModelAnnouncement announced) throws Refusal, IOException {
    Path place =
        new Path(qualified(new Path(registry)), announced.name() + "/" + announced.version());
    Path given;
    try {
      given = qualified(new Path(announced.uri())); // and without any ".."
    } catch (IllegalArgumentException e) {
      throw new Refusal("expected a URI, got '%s'".formatted(announced.uri()));
    }
    if (!given.equals(place)) {
      throw new Refusal("expected the artifact at %s, got %s".formatted(place, given));
    }
  }

  private static Path qualified(Path path) throws IOException {
    return path.makeQualified(path.getFileSystem());
  }
}
