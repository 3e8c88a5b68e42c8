// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.stream;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page, in Markdown. What somebody wrote between the marks of the notes stays. */
record StreamPage(
    String command, String commit, long seed, Network network, List<Chapter> chapters) {

  static final String NOTES_BEGIN = "<!-- notes: begin -->\n";
  static final String NOTES_END = "<!-- notes: end -->\n";

  /**
   * @param before the page as it was; "" when there was none
   * @throws IllegalArgumentException when only one of the marks of the notes is there
   */
  String render(String before) {
    StringBuilder text = new StringBuilder(head());
    chapters.forEach(chapter -> text.append(section(chapter)));
    return text.append("\n## Notes\n\n")
        .append(NOTES_BEGIN)
        .append(notes(before))
        .append(NOTES_END)
        .toString();
  }

  private String head() {
    return """
    # Evaluation of the stream

    Written by `%s` from commit %s with seed %d; only the notes are by hand.

    Each edge of the stream is scored before it is learnt (test, then train). The protocol is
    that of the Temporal Graph Benchmark (Huang et al., NeurIPS 2023): 70 / 15 / 15 by quantiles
    of time; each edge of validation and test is ranked against all destinations but those that
    its source acts on at the same time; the rank is the mean of the optimistic and the
    pessimistic one. In *batches* of 200 edges are scored with the state before the batch, and
    what is learnt counts after it; *per event* everything counts at once. A pair is *repeated*
    when it came before in the stream, and *new* otherwise. Everything is chosen on validation.
    The data have no edge features: what others get with them is no comparison.

    The *combination* is a softmax regression over features of the rules and of the embeddings,
    learnt online by AdaGrad from the second half of the training edges on. The *embeddings* are
    those of a %s
    on the first half of the training edges; its features are hashes, and the local engine keeps
    them up to date.
    """
        .formatted(command, commit, seed, network.about());
  }

  private static String section(Chapter chapter) {
    ChapterTables tables = new ChapterTables(chapter);
    return """

    ## %s

    %s

    %s
    ### What the features are worth

    %s
    ### What fresh embeddings are worth

    %s\
    """
        .formatted(
            chapter.name(),
            about(chapter),
            tables.ranking().markdown(),
            tables.ablation().markdown(),
            tables.staleness().markdown());
  }

  private static String about(Chapter chapter) {
    Split split = chapter.split();
    Mrr test = chapter.courses().get(0).outcomes().get(0).test();
    return format(
            "%,d vertices, %,d edges: %,d to train, %,d to validate, %,d to test, %,d of them new"
                + " pairs; %,d candidates. ",
            chapter.vertices(),
            split.end(),
            split.size(Part.TRAIN),
            split.size(Part.VALIDATION),
            split.size(Part.TEST),
            test.freshCount(),
            chapter.candidates())
        + chapter.courses().stream().map(StreamPage::chosen).collect(Collectors.joining(" "));
  }

  private static String chosen(Chapter.Course course) {
    return format(
        "Chosen %s: half-life %.0f minutes, rate %s (%.0f s of one core, tuning included).",
        course.convention().batch() == 1 ? "per event" : "in batches",
        course.tuning().halfLife() / 60_000,
        course.tuning().rate(),
        course.cpuSeconds());
  }

  private static String notes(String before) {
    int begin = before.indexOf(NOTES_BEGIN);
    int end = before.indexOf(NOTES_END);
    if ((begin < 0) != (end < 0)) {
      throw new IllegalArgumentException(
          "the page has one mark of its notes, and they come in twos: "
              + (begin < 0 ? NOTES_BEGIN : NOTES_END).strip()
              + " is missing");
    }
    return begin < 0 ? "" : before.substring(begin + NOTES_BEGIN.length(), end);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
