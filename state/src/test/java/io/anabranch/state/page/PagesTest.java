// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.junit.jupiter.api.Test;

class PagesTest {

  /** Entries that are nothing but their hash, which is their deadline, too. */
  private static final class HashPage extends Page<HashPage> {

    static final PageFormat<HashPage> FORMAT =
        new PageFormat<>() {
          @Override
          public HashPage empty() {
            return new HashPage();
          }

          @Override
          public HashPage read(DataInputView in) throws IOException {
            HashPage page = new HashPage();
            int size = in.readInt();
            for (int i = 0; i < size; i++) {
              page.append(in.readInt());
            }
            return page;
          }
        };

    void add(int hash) {
      append(hash);
    }

    boolean remove(int hash) {
      for (int i = 0; i < size(); i++) {
        if (hashes[i] == hash) {
          removeAt(i);
          return true;
        }
      }
      return false;
    }

    @Override
    public long deadline() {
      long earliest = Long.MAX_VALUE;
      for (int i = 0; i < size(); i++) {
        earliest = Math.min(earliest, hashes[i]);
      }
      return earliest;
    }

    @Override
    protected HashPage self() {
      return this;
    }

    @Override
    protected void resize(int capacity) {}

    @Override
    protected void copy(int from, HashPage target, int to) {}

    @Override
    protected void clear(int index) {}

    @Override
    protected void writeEntry(int index, DataOutputView out) throws IOException {
      out.writeInt(hashes[index]);
      entriesWritten++;
    }
  }

  private static int entriesWritten;

  private MapPages store = new MapPages();
  private Pages<HashPage> pages = new Pages<>(HashPage.FORMAT, store);

  @Test
  void whatWasWrittenIsWrittenAgainWithoutALook() throws IOException {
    add(1);
    add(2);
    assertEquals(List.of(2, 1, 2), firstPage());
    entriesWritten = 0;
    add(3);
    assertEquals(List.of(3, 1, 2, 3), firstPage());
    assertEquals(1, entriesWritten);
    assertEquals(List.of(3, 1, 2, 3), firstPage());
    assertEquals(1, entriesWritten);
    remove(1);
    assertEquals(List.of(2, 3, 2), firstPage());
    assertEquals(3, entriesWritten);
  }

  /** Its number of entries and its entries, as they are written. */
  private List<Integer> firstPage() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    pages.write(out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    in.skipBytesToRead(2 * Integer.BYTES); // how many entries and pages
    List<Integer> read = new ArrayList<>();
    while (in.available() > 0) {
      read.add(in.readInt());
    }
    return read;
  }

  /** The same entries, whatever came, went and was written in between. */
  @Test
  void pagesThatAreWrittenOftenHoldWhatIsThere() throws IOException {
    Random random = new Random(3);
    List<Integer> there = new ArrayList<>();
    for (int round = 0; round < 200; round++) {
      comeOrGo(random, there, 200);
      DataOutputSerializer out = new DataOutputSerializer(64);
      pages.write(out);
      List<Integer> read = new ArrayList<>();
      Pages<HashPage> again =
          Pages.read(new DataInputDeserializer(out.getCopyOfBuffer()), HashPage.FORMAT, store);
      for (int i = 0; i < again.count(); i++) {
        for (int k = 0; k < again.page(i).size(); k++) {
          read.add(again.page(i).hashes[k]);
        }
      }
      List<Integer> expected = new ArrayList<>(there);
      Collections.sort(expected);
      Collections.sort(read);
      assertEquals(expected, read, "round " + round);
    }
  }

  @Test
  void theFirstPageAloneNeedsNoStore() throws IOException {
    for (int i = 0; i < PageFormat.FILL; i++) {
      add(i);
    }
    assertEquals(1, pages.count());
    putAwayAndFetch();
    assertEquals(0, store.size());
    assertEquals(PageFormat.FILL, pages.size());
    add(PageFormat.FILL);
    assertEquals(2, pages.count());
  }

  @Test
  void anyOrderAnyPagesNothingLost() throws IOException {
    List<Integer> hashes = new ArrayList<>();
    Random random = new Random(5);
    for (int i = 0; i < 5_000; i++) {
      hashes.add(random.nextInt());
    }
    for (int i = 0; i < hashes.size(); i++) {
      add(hashes.get(i));
      if (i % 700 == 0) {
        putAwayAndFetch();
      }
    }
    putAwayAndFetch();
    assertEquals(20, pages.count()); // 5,000 entries at 256 a page
    assertEquals(new TreeSet<>(hashes), all());
    Collections.shuffle(hashes, random);
    for (int i = 0; i < hashes.size(); i++) {
      remove(hashes.get(i));
      if (i % 700 == 0) {
        putAwayAndFetch();
      }
    }
    putAwayAndFetch();
    assertEquals(0, pages.size());
    assertEquals(1, pages.count());
    assertEquals(0, store.size());
  }

  /** Pages that are merged away and split off again between two writes. */
  @Test
  void shrinkingAndGrowingBetweenTwoWrites() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      add(i);
    }
    putAwayAndFetch();
    for (int i = 0; i < 1_990; i++) {
      remove(i);
    }
    assertEquals(1, pages.count());
    for (int i = 3_000; i < 4_000; i++) {
      add(i);
    }
    putAwayAndFetch();
    TreeSet<Integer> expected = new TreeSet<>();
    for (int i = 1_990; i < 2_000; i++) {
      expected.add(i);
    }
    for (int i = 3_000; i < 4_000; i++) {
      expected.add(i);
    }
    assertEquals(expected, all());
    assertEquals(pages.count() - 1, store.size());
  }

  @Test
  void onlyWhatChangedIsWritten() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      add(i);
    }
    putAwayAndFetch();
    int before = store.writes();
    putAwayAndFetch();
    assertEquals(before, store.writes());
    remove(1); // on the second page
    putAwayAndFetch();
    assertEquals(before + 1, store.writes());
  }

  /** The deadlines of pages that were not read are known. */
  @Test
  void whatIsDueIsFoundOnPagesThatLieInTheStore() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      add(i);
    }
    putAwayAndFetch();
    assertEquals(0, pages.deadline());
    List<Integer> due = new ArrayList<>();
    pages.visitDue(
        2,
        page -> {
          for (int hash = 0; hash <= 2; hash++) {
            if (page.remove(hash)) {
              due.add(hash);
            }
          }
          return true;
        });
    due.forEach(hash -> pages.removed());
    Collections.sort(due);
    assertEquals(List.of(0, 1, 2), due);
    assertEquals(3, pages.deadline());
    putAwayAndFetch();
    assertEquals(3, pages.deadline());
    assertEquals(1_997, pages.size());
  }

  /** Those that are there all the while, though half of them come and go on the way. */
  @Test
  void aWalkByPlacesMeetsWhatStaysWhateverComesAndGoes() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 40; round++) {
      store = new MapPages();
      pages = new Pages<>(HashPage.FORMAT, store);
      TreeSet<Integer> stays = new TreeSet<>();
      List<Integer> goes = new ArrayList<>();
      for (int i = random.nextInt(6_000); i > 0; i--) {
        int hash = random.nextInt();
        add(hash);
        if (random.nextBoolean()) {
          goes.add(hash);
        } else {
          stays.add(hash);
        }
      }
      TreeSet<Integer> met = new TreeSet<>();
      int steps = 0;
      for (long place = Pages.FIRST; place != Pages.END; steps++) {
        long here = place;
        place = pages.after(here);
        HashPage page = pages.pageAt(here);
        for (int i = 0; i < page.size(); i++) {
          met.add(page.hashes[i]);
        }
        comeOrGo(random, goes, 4 * PageFormat.FILL);
        if (random.nextInt(8) == 0) {
          putAwayAndFetch();
        }
      }
      assertTrue(met.containsAll(stays), "round " + round);
      assertTrue(steps <= 4 * 6_000 / PageFormat.FILL + 64, steps + " pages");
    }
  }

  private void comeOrGo(Random random, List<Integer> some, int most) {
    boolean come = random.nextBoolean();
    for (int i = random.nextInt(most); i > 0 && (come || !some.isEmpty()); i--) {
      if (come) {
        some.add(random.nextInt());
        add(some.get(some.size() - 1));
      } else {
        remove(some.remove(some.size() - 1));
      }
    }
  }

  @Test
  void aWalkOfNothingIsOnePage() {
    assertEquals(Pages.END, pages.after(Pages.FIRST));
    assertEquals(0, pages.pageAt(Pages.FIRST).size());
  }

  @Test
  void deleteForgetsThePages() throws IOException {
    for (int i = 0; i < 2_000; i++) {
      add(i);
    }
    putAwayAndFetch();
    pages.delete();
    assertEquals(0, store.size());
  }

  private void add(int hash) {
    pages.change(hash).add(hash);
    pages.added();
  }

  private void remove(int hash) {
    assertEquals(true, pages.change(hash).remove(hash), () -> hash + " is not on its page");
    pages.removed();
  }

  private TreeSet<Integer> all() {
    TreeSet<Integer> all = new TreeSet<>();
    for (int p = 0; p < pages.count(); p++) {
      HashPage page = pages.page(p);
      for (int i = 0; i < page.size(); i++) {
        all.add(page.hashes[i]);
      }
    }
    return all;
  }

  private void putAwayAndFetch() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    pages.write(out);
    pages = Pages.read(new DataInputDeserializer(out.getCopyOfBuffer()), HashPage.FORMAT, store);
  }
}
