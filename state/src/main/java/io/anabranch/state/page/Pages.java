// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.page;

import io.anabranch.state.wire.Sealed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The entries of one vertex, spread over pages by linear hashing (Litwin 1980): pages are split and
 * merged one at a time, so that a change costs one page or two, however many entries there are. The
 * first page is kept with the vertex itself, the others by a {@link PageStore}, read when needed.
 */
public final class Pages<P extends Page<P>> {

  /** A page does not know whose it is. */
  public static final String PAGE = "";

  /** The place of the first page. */
  public static final long FIRST = 0;

  /** Behind the place of the last page. */
  public static final long END = 1L << Integer.SIZE;

  private final PageFormat<P> format;
  private final PageStore store;
  private final List<P> pages = new ArrayList<>(1); // null: not read yet
  private boolean[] changed = new boolean[1];
  private long[] deadlines = {Long.MAX_VALUE}; // of the pages as they were written
  private int stored = 1; // how many pages the store may hold, the first included
  private int size;
  private boolean held;

  /** No entries. */
  public Pages(PageFormat<P> format, PageStore store) {
    this.format = format;
    this.store = store;
    pages.add(format.empty());
  }

  /** How many entries there are on all pages. */
  public int size() {
    return size;
  }

  /** How many pages there are. */
  public int count() {
    return pages.size();
  }

  /** A page, for looking. */
  public P page(int number) {
    P page = pages.get(number);
    if (page == null) {
      page = parse(store.read(number));
      pages.set(number, page);
    }
    return page;
  }

  /** The page where an entry with that hash is or would be, for looking. */
  public P pageOf(int hash) {
    return page(number(hash, pages.size()));
  }

  /** The same, for changing what is on it in place. */
  public P change(int hash) {
    int number = number(hash, pages.size());
    changed[number] = true;
    return page(number);
  }

  /** The number of the page where an entry with that hash is or would be. */
  public int numberOf(int hash) {
    return number(hash, pages.size());
  }

  /**
   * The page at a place, for looking. Places go by the bits of the hashes, the lowest first, and a
   * page holds all entries from its place to that {@link #after} it. Splits and merges move those
   * borders, but no entry: so whoever goes from {@link #FIRST} to {@link #END} meets every entry
   * that is there all the while, whatever comes and goes between two pages.
   */
  public P pageAt(long place) {
    return pageOf(hashAt(place));
  }

  /** The same, for changing what is on it in place. */
  public P changeAt(long place) {
    return change(hashAt(place));
  }

  /** The place behind the page at a place, as the pages are now. */
  public long after(long place) {
    int number = numberOf(hashAt(place));
    int count = pages.size();
    int floor = Integer.highestOneBit(count);
    boolean split = number >= floor || number < count - floor;
    int bits = Integer.numberOfTrailingZeros(floor) + (split ? 1 : 0); // that its hashes share
    int free = Integer.SIZE - bits;
    return (place >>> free) + 1 << free;
  }

  private static int hashAt(long place) {
    return Integer.reverse((int) place);
  }

  /**
   * From now on no page is split or merged, so that every entry stays on its page while somebody
   * goes from one page to the next.
   */
  public void hold() {
    held = true;
  }

  /** Ends {@link #hold}, and splits or merges what was put off. */
  public void release() {
    held = false;
    fit();
  }

  /** Says that an entry was appended to a page that {@link #change} gave. */
  public void added() {
    size++;
    fit();
  }

  private void fit() {
    while (!held && size > pages.size() * format.fill()) {
      split();
    }
    while (!held && pages.size() > 1 && size < pages.size() * (format.fill() / 4)) {
      merge();
    }
  }

  /** Says that an entry was removed from a page that {@link #change} gave. */
  public void removed() {
    size--;
    fit();
  }

  /** The earliest deadline of all pages. */
  public long deadline() {
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < pages.size(); i++) {
      earliest = Math.min(earliest, deadline(i));
    }
    return earliest;
  }

  /** Visits the pages on which a deadline has come; the visitor says whether it changed them. */
  public void visitDue(long time, Predicate<P> visitor) {
    for (int i = pages.size() - 1; i >= 0; i--) {
      if (deadline(i) <= time) {
        changed[i] |= visitor.test(page(i));
      }
    }
  }

  /** Writes the first page, and to the store what has changed on the others. */
  public void write(DataOutputSerializer out) throws IOException {
    out.writeInt(size);
    out.writeInt(pages.size());
    for (int i = 1; i < pages.size(); i++) {
      out.writeLong(deadline(i));
    }
    writeFirst(out);
    for (int i = 1; i < pages.size(); i++) {
      if (changed[i]) {
        P page = pages.get(i);
        DataOutputSerializer bytes = new DataOutputSerializer(format.fill() * 16);
        page.write(bytes);
        int end = bytes.length();
        byte[] sealed = Sealed.seal(PAGE, bytes);
        store.write(i, sealed);
        page.keep(sealed, 0, end);
        deadlines[i] = page.deadline();
      }
    }
    for (int i = pages.size(); i < stored; i++) {
      store.delete(i);
    }
    stored = pages.size();
    Arrays.fill(changed, false);
  }

  private void writeFirst(DataOutputSerializer out) throws IOException {
    P first = pages.get(0);
    int from = out.length();
    first.write(out);
    if (!first.isWritten()) {
      byte[] bytes = Arrays.copyOfRange(out.getSharedBuffer(), from, out.length());
      first.keep(bytes, 0, bytes.length);
    }
  }

  /** Forgets what the store holds of these entries. */
  public void delete() {
    for (int i = 1; i < stored; i++) {
      store.delete(i);
    }
    stored = 1;
  }

  /** Reads what {@link #write} wrote. */
  public static <P extends Page<P>> Pages<P> read(
      DataInputView in, PageFormat<P> format, PageStore store) throws IOException {
    Pages<P> read = new Pages<>(format, store);
    read.size = in.readInt();
    int count = in.readInt();
    read.stored = count;
    read.changed = new boolean[count];
    read.deadlines = new long[count];
    for (int i = 1; i < count; i++) {
      read.deadlines[i] = in.readLong();
      read.pages.add(null);
    }
    read.pages.set(0, format.read(in));
    return read;
  }

  private long deadline(int number) {
    P page = pages.get(number);
    return page == null ? deadlines[number] : page.deadline();
  }

  /** Linear hashing: the pages below the split point have been split once more than those above. */
  private static int number(int hash, int count) {
    int mask = Integer.highestOneBit(count) * 2 - 1;
    int number = hash & mask;
    return number < count ? number : number & mask >> 1;
  }

  private void split() {
    int added = pages.size();
    int from = added - Integer.highestOneBit(added);
    P source = page(from);
    P target = format.empty();
    pages.add(target);
    changed = Arrays.copyOf(changed, added + 1);
    deadlines = Arrays.copyOf(deadlines, added + 1);
    source.moveTo(target, hash -> number(hash, added + 1), added);
    changed[from] = true;
    changed[added] = true;
  }

  private void merge() {
    int last = pages.size() - 1;
    P source = page(last);
    int into = last - Integer.highestOneBit(last);
    P target = page(into);
    source.moveTo(target, hash -> number(hash, last), into);
    pages.remove(last);
    changed = Arrays.copyOf(changed, last);
    changed[into] = true;
  }

  private P parse(byte[] bytes) {
    try {
      return format.read(Sealed.open(PAGE, bytes));
    } catch (IOException e) {
      throw new IllegalStateException("a page of " + bytes.length + " bytes cannot be read", e);
    }
  }
}
