// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.webhook;

/** A webhook refuses alerts, or an alert cannot be read: somebody must look. None was lost. */
public final class WebhookException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WebhookException(String message) {
    super(message);
  }
}
