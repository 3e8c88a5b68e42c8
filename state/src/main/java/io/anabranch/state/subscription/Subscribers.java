// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.subscription;

import io.anabranch.state.page.PageStore;
import io.anabranch.state.page.Pages;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The subscribers of a vertex u: for each target v and weight w the number c of edges u -> v of
 * that weight which the layer behind takes. Subscribing and unsubscribing are +1 and -1; the count
 * may be negative for a moment, and an entry goes when it is 0, so nothing rests on the order in
 * which the two arrive.
 */
public final class Subscribers {

  /** Sees one subscriber. */
  public interface Visitor {
    /**
     * @param count the number of edges with this weight to the target, never 0
     */
    void subscriber(String target, float weight, int count);
  }

  private final Pages<SubscriberPage> pages;

  /** Nobody. */
  public Subscribers(PageStore store) {
    this(new Pages<>(SubscriberPage.FORMAT, store));
  }

  private Subscribers(Pages<SubscriberPage> pages) {
    this.pages = pages;
  }

  /**
   * Counts edges of one weight to one target in, or out.
   *
   * @return how many there are now
   */
  public int change(String target, float weight, int change) {
    int hash = SubscriberPage.hash(target, weight);
    SubscriberPage page = pages.change(hash);
    int index = page.find(hash, target, weight);
    if (index < 0) {
      page.add(target, weight, change);
      pages.added();
      return change;
    }
    int now = page.change(index, change);
    if (now == 0) {
      page.remove(index);
      pages.removed();
    }
    return now;
  }

  /** How many edges of one weight to one target there are. */
  public int count(String target, float weight) {
    int hash = SubscriberPage.hash(target, weight);
    SubscriberPage page = pages.pageOf(hash);
    int index = page.find(hash, target, weight);
    return index < 0 ? 0 : page.counts[index];
  }

  /** True when nobody subscribes. */
  public boolean isEmpty() {
    return pages.size() == 0;
  }

  /** How many entries there are. */
  public int size() {
    return pages.size();
  }

  /** Visits all of them, in no particular order. */
  public void forEach(Visitor visitor) {
    for (int p = 0; p < pages.count(); p++) {
      forEachOf(p, visitor);
    }
  }

  /** How many pages they lie on. */
  public int pageCount() {
    return pages.count();
  }

  /** The page that an entry lies on or would lie on. */
  public int pageOf(String target, float weight) {
    return pages.numberOf(SubscriberPage.hash(target, weight));
  }

  /**
   * Visits those on one page.
   *
   * @return how many they are
   */
  public int forEachOf(int number, Visitor visitor) {
    SubscriberPage page = pages.page(number);
    for (int i = 0; i < page.size(); i++) {
      visitor.subscriber(page.targets[i], page.weights[i], page.counts[i]);
    }
    return page.size();
  }

  /** From now on every entry stays on its page. */
  public void hold() {
    pages.hold();
  }

  /** Ends {@link #hold}. */
  public void release() {
    pages.release();
  }

  /** Writes the first page, and the changed ones to the store. */
  public void write(DataOutputSerializer out) throws IOException {
    pages.write(out);
  }

  /** Forgets what the store holds. */
  public void delete() {
    pages.delete();
  }

  /** Reads what {@link #write} wrote. */
  public static Subscribers read(DataInputView in, PageStore store) throws IOException {
    return new Subscribers(Pages.read(in, SubscriberPage.FORMAT, store));
  }
}
