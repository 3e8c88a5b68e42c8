// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.executor;

/** The uids of the training job's operators, and its slot sharing group. */
final class ExecutorIds {

  static final String SNAPSHOT = "training-snapshot";
  static final String TRAINING = "training";

  /** The slots in which the job runs, and no other. */
  static final String GROUP = "training";

  private ExecutorIds() {}
}
