// SPDX-License-Identifier: Apache-2.0
package io.anabranch.model.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anabranch.model.dataset.DataSetException;
import io.anabranch.model.dataset.DataSetFiles;
import io.anabranch.model.dataset.NodeDataSetReader;
import io.anabranch.model.graph.InNeighbors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkSplitTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "cora,4488,263,527",
    "citeseer,3870,227,455",
    "pubmed-partial,37676,2216,4432",
  })
  void realSetsHaveTheProtocolsCounts(String name, int train, int validation, int test) {
    LinkSplit split = LinkSplit.draw(NodeDataSetReader.readGraph(DataSetFiles.real(name)), 1);
    assertEquals(train, split.train().size());
    assertEquals(validation, split.validation().size());
    assertEquals(test, split.test().size());
  }

  @Test
  void tooFewEdgesAndTooFewOtherPairsAreTold() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> LinkSplit.draw(clique(6, 0), 1));
    assertEquals("at least 20 edges, so that no set is empty; got 15", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> LinkSplit.draw(clique(9, 2), 1));
    assertEquals("at least 3 pairs without an edge for the test; got 2", e.getMessage());
    LinkSplit.draw(clique(9, 3), 1); // takes them all
  }

  @Test
  void aFileGivesBackWhatWasWritten() throws IOException {
    LinkSplit split = LinkSplit.draw(clique(9, 5), 1);
    Path file = directory.resolve("split.csv");
    LinkSplitFile.write(split, file);
    LinkSplit read = LinkSplitFile.read(file);
    assertEquals(9, read.vertices());
    for (LinkSet set : LinkSet.values()) {
      assertArrayEquals(set.of(split).u(), set.of(read).u());
      assertArrayEquals(set.of(split).v(), set.of(read).v());
    }
    Path again = directory.resolve("again.csv");
    LinkSplitFile.write(read, again);
    assertEquals(Files.readString(file), Files.readString(again));
  }

  @Test
  void theFormatAsItStands() throws IOException {
    VertexPairs one = new VertexPairs(new int[] {0}, new int[] {2});
    VertexPairs none = new VertexPairs(new int[0], new int[0]);
    Path file = directory.resolve("split.csv");
    LinkSplitFile.write(new LinkSplit(3, one, none, none, one, one), file);
    assertEquals(
        "link-split,1\nvertices,3\ntrain,0,2\ntest,0,2\ntest-negative,0,2\n",
        Files.readString(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|line 1: link-split and a number are expected; got ''",
        "split,1|line 1: link-split and a number are expected; got 'split,1'",
        "link-split,2|line 1: versions up to 1 are read; got 2",
        "link-split,1|line 2: vertices and a number are expected; got ''",
        "link-split,1;vertices,x|line 2: a whole number is expected; got 'x'",
        "link-split,1;vertices,3;train,1|line 3: a pair is SET,u,v; got 'train,1'",
        "link-split,1;vertices,3;none,0,1|line 3: there is no set 'none'",
        "link-split,1;vertices,3;test,0,1;test,1,1|line 4: 0 <= u < v < 3 is expected; got 1,1",
        "link-split,1;vertices,3;test,0,3|line 3: 0 <= u < v < 3 is expected; got 0,3",
      })
  void aBadLineIsTold(String lines, String message) throws IOException {
    Path file = directory.resolve("split.csv");
    Files.write(file, lines == null ? List.of() : List.of(lines.split(";")));
    Exception e = assertThrows(DataSetException.class, () -> LinkSplitFile.read(file));
    assertTrue(e.getMessage().endsWith("split.csv, " + message), e::getMessage);
  }

  @Test
  void aFileThatIsNotThereIsTold() {
    Path file = directory.resolve("nowhere").resolve("split.csv");
    assertThrows(DataSetException.class, () -> LinkSplitFile.read(file));
    LinkSplit split = LinkSplit.draw(clique(9, 5), 1);
    assertThrows(DataSetException.class, () -> LinkSplitFile.write(split, file));
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> new VertexPairs(new int[1], new int[2]));
    assertEquals("a v for each of the 1 u; got 2", e.getMessage());
  }

  /** All pairs of n vertices but the first {@code missing}. */
  private static InNeighbors clique(int n, int missing) {
    int[] all = IntStream.range(0, n * n).filter(k -> k / n < k % n).skip(missing).toArray();
    return InNeighbors.of(
        n,
        IntStream.of(all).map(k -> k / n).toArray(),
        IntStream.of(all).map(k -> k % n).toArray());
  }
}
