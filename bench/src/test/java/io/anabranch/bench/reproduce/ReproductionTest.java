// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {

  @TempDir Path directory;

  @Test
  void whatIsFinishedIsNotDoneAgain() throws Exception {
    Counting counting = new Counting(2, 4);
    List<Result> heard = Collections.synchronizedList(new ArrayList<>());
    at(Scale.QUICK, "aaa").run(List.of(counting), 2, heard::add);
    assertEquals(2, heard.size());
    assertEquals(2, counting.done().size());
    counting.done().clear();
    at(Scale.FULL, "bbb").run(List.of(counting), 1, result -> {});
    assertEquals(
        List.of(new Run("seed", 2, 7), new Run("seed", 3, 7)), List.copyOf(counting.done()));

    Standing standing = at(Scale.FULL, "ccc").standing(counting);
    assertTrue(standing.pending().isEmpty());
    assertEquals(Optional.of(1.5), standing.summary(Measure.mean("number")).map(Summary::mean));
    assertEquals(
        List.of("aaa", "aaa", "bbb", "bbb"),
        standing.results().stream().map(Result::commit).toList());
  }

  @Test
  void atQuickScaleOnlyTheseSourcesCount() throws Exception {
    Counting counting = new Counting(1, 1);
    at(Scale.QUICK, "aaa").run(List.of(counting), 1, result -> {});
    assertEquals(0, at(Scale.QUICK, "aaa").standing(counting).pending().size());
    assertEquals(1, at(Scale.QUICK, "bbb").standing(counting).pending().size());
    at(Scale.QUICK, "ccc+").run(List.of(counting), 1, result -> {});
    assertEquals(1, at(Scale.QUICK, "ccc+").standing(counting).pending().size());
  }

  @Test
  void anotherLimitOfEpochsIsAnotherRun() throws Exception {
    Counting counting = new Counting(1, 1);
    ResultFile file = new ResultFile(directory, "counting");
    file.append(result(new Run("seed", 0, 6)));
    assertEquals(1, at(Scale.FULL, "aaa").standing(counting).pending().size());
    file.append(result(new Run("seed", 0, 7)));
    assertEquals(0, at(Scale.FULL, "aaa").standing(counting).pending().size());
  }

  @Test
  void aRunThatFailsEndsAllAndKeepsThoseBefore() {
    Counting counting = new Counting(20, 20);
    Exception e =
        assertThrows(
            ExecutionException.class,
            () -> at(Scale.FULL, "aaa").run(List.of(counting), 1, result -> {}));
    assertEquals("thirteen", e.getCause().getMessage());
    assertTrue(at(Scale.FULL, "aaa").standing(counting).results().size() >= 13);
  }

  @Test
  void aLineThatWasCutOffIsNoResult() throws Exception {
    ResultFile file = new ResultFile(directory, "counting");
    Result curve =
        new Result(
            "counting",
            new Run("fold", 1, 3),
            new Outcome(Figures.none().with("a", 1.5).with("b", List.of(1.0, 2.0)), 3, "r"),
            0.25,
            "aaa",
            "cpu",
            1);
    file.append(curve);
    Path path = directory.resolve("counting.jsonl");
    String whole = Files.readString(path);
    Files.writeString(path, whole + whole.substring(0, 40));
    assertEquals(List.of(curve), file.read());
    file.append(result(new Run("seed", 0, 7)));
    assertEquals(List.of(curve, result(new Run("seed", 0, 7))), file.read());
  }

  @Test
  void aNewerFormatAndALineThatIsNoneAreRefused() throws Exception {
    Path path = directory.resolve("counting.jsonl");
    ResultFile file = new ResultFile(directory, "counting");
    refuses(file, path, "{\"format\":2}", "line 1: written by format 2, this build reads 1");
    refuses(file, path, "{}", "line 1: field format is expected; there is none");
    refuses(file, path, "{\"format\":", "line 1: no JSON: ");
  }

  private static void refuses(ResultFile file, Path path, String line, String message)
      throws Exception {
    Files.writeString(path, line + "\n");
    Exception e = assertThrows(ReproductionException.class, file::read);
    assertTrue(e.getMessage().contains(message), e::getMessage);
  }

  private static Result result(Run run) {
    return new Result(
        "counting", run, new Outcome(Figures.none().with("number", 1), 5), 1, "aaa", "cpu", 1);
  }

  private Reproduction at(Scale scale, String commit) {
    return new Reproduction(scale, new DataSets(directory), directory, commit);
  }
}
