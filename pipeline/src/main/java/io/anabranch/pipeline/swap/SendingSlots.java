// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.swap;

import io.anabranch.state.exchange.KeyGroups;
import java.util.function.IntFunction;

/** The slots of a stage that has a next one. */
public final class SendingSlots extends StageSlots {

  private final Telling.Hands hands;

  public SendingSlots(Groups groups, IntFunction<StageSlot> opener, Telling.Hands hands) {
    super(groups, opener);
    this.hands = hands;
  }

  @Override
  void turnThoseTold() throws Exception {
    boolean turned;
    do {
      turned = false;
      int earliest = groups().earliestServed();
      for (int group : groups().owned()) {
        // None is ahead of the others by two epochs: there would be no room.
        if (groups().at(group).serving() == earliest && groups().at(group).isTold()) {
          turn(group, earliest + 1);
          turned = true;
        }
      }
      release();
    } while (turned);
  }

  /** Says all of the new epoch, hubs too, and that it was all; of the old one nothing more. */
  private void turn(int group, int epoch) throws Exception {
    hands.flush();
    at(epoch).settle();
    StageSlot old = slotOrNull(epoch - 1);
    if (old != null) {
      old.forgetHubs(vertex -> KeyGroups.of(vertex) == group);
    }
    groups().change(group).serveNext();
    hands.turn(group, epoch);
  }
}
