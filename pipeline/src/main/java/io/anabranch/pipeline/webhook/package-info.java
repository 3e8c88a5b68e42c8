// SPDX-License-Identifier: Apache-2.0
/**
 * Brings alerts to those who look after them: over HTTP, in the shape that Prometheus' Alertmanager
 * takes, from the alerts topic. It is a program of its own, so a webhook that is down holds up no
 * job; and it commits offsets only of what has arrived, so none is lost.
 */
package io.anabranch.pipeline.webhook;
