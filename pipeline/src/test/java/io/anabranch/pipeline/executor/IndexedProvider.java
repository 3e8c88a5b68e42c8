// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

import io.anabranch.model.device.Device;
import io.anabranch.model.device.DeviceProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A device built for accelerators: our kernels, which remember the index that was asked for. */
public final class IndexedProvider implements DeviceProvider {

  static final List<Integer> CREATED = new CopyOnWriteArrayList<>();

  @Override
  public String name() {
    return "indexed";
  }

  @Override
  public String description() {
    return "accelerators of a test";
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }

  @Override
  public boolean accelerated() {
    return true;
  }

  @Override
  public Device create() {
    throw new IllegalStateException("an accelerator has an index");
  }

  @Override
  public Device create(int index) {
    if (index > 7) {
      throw new IllegalArgumentException("there is no accelerator " + index);
    }
    CREATED.add(index);
    return Device.cpu(1);
  }
}
