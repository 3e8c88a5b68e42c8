// SPDX-License-Identifier: Apache-2.0
package io.anabranch.dl4j.device;

import io.anabranch.model.device.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of one call. Their memory is not the heap's, and goes back at the end of the call: the
 * garbage collector does not see how large it is, and would come too late.
 */
final class Scratch implements AutoCloseable {

  private final List<INDArray> arrays = new ArrayList<>();

  /** A copy on the device, rows x columns. */
  INDArray upload(Matrix m) {
    return upload(m.values(), m.rows(), m.columns());
  }

  /** A copy on the device, row-major. */
  INDArray upload(float[] values, long... shape) {
    return keep(Nd4j.create(values, shape, 'c'));
  }

  /** Row k of the result is {@code x[rows[k]]}. */
  INDArray gather(INDArray x, int[] rows) {
    return keep(Nd4j.pullRows(x, 1, rows));
  }

  /** Remembers an array that an operation made; not one that shares another's memory. */
  INDArray keep(INDArray made) {
    arrays.add(made);
    return made;
  }

  /** A copy on the heap, row-major. */
  float[] download(INDArray x) {
    return download(x, 'c');
  }

  /** A copy on the heap: order c is row-major, f is column-major. */
  float[] download(INDArray x, char order) {
    boolean plain = !x.isView() && x.ordering() == order && Shape.hasDefaultStridesForShape(x);
    INDArray contiguous = plain ? x : keep(x.dup(order));
    return contiguous.data().asFloat();
  }

  @Override
  public void close() {
    for (INDArray array : arrays) {
      if (array.closeable()) {
        array.close();
      }
    }
  }
}
