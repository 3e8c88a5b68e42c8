// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.device;

import io.anabranch.model.device.Device;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * A device that computes on one accelerator. CUDA keeps the choice for each thread, and a device is
 * called from any: so the choice is made before each call.
 */
final class BoundDevice {

  private BoundDevice() {}

  /**
   * @param choice of the accelerator, for the calling thread
   */
  static Device of(Device device, Runnable choice) {
    return (Device)
        Proxy.newProxyInstance(
            Device.class.getClassLoader(),
            new Class<?>[] {Device.class},
            (proxy, method, arguments) -> {
              choice.run();
              try {
                return method.invoke(device, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
