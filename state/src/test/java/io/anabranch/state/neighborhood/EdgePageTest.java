// SPDX-License-Identifier: Apache-2.0
package io.anabranch.state.neighborhood;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anabranch.state.event.EdgeEvent;
import io.anabranch.state.event.EdgeEvent.Op;
import io.anabranch.state.page.MapPages;
import io.anabranch.state.page.PageFormat;
import io.anabranch.state.page.Pages;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class EdgePageTest {

  private final MapPages store = new MapPages();
  private final EdgePage.Format format =
      new EdgePage.Format(NeighborhoodFormat.NO_TTL, PageFormat.FILL);

  @Test
  void anEdgeThatIsReplacedAfterItWasWrittenIsWrittenAnew() throws IOException {
    Pages<EdgePage> pages = new Pages<>(format, store);
    pages.changeAt(Pages.FIRST).add("u", "1", 10, Op.ADD, 0.5f);
    pages.added();
    pages.changeAt(Pages.FIRST).add("u", "2", 20, Op.ADD, 0.5f);
    pages.added();
    putAwayAndFetch(pages);
    pages.changeAt(Pages.FIRST).set(0, 30, Op.REMOVE, 0.25f);
    EdgePage fetched = putAwayAndFetch(pages).pageAt(Pages.FIRST);
    assertEquals(new EdgeEvent(Op.REMOVE, "u", "v", "1", 30, 0.25f), fetched.edge(0, "v"));
    assertEquals(new EdgeEvent(Op.ADD, "u", "v", "2", 20, 0.5f), fetched.edge(1, "v"));
  }

  private Pages<EdgePage> putAwayAndFetch(Pages<EdgePage> pages) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    pages.write(out);
    return Pages.read(new DataInputDeserializer(out.getCopyOfBuffer()), format, store);
  }
}
