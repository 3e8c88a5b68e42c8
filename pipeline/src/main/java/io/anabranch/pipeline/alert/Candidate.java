// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.alert;

/**
 * A score that may come to an alert of a rule.
 *
 * @param rule its name
 * @param key what it is deduplicated by: of the rule and the rule's key
 */
public record Candidate(String rule, String key, Signal signal) {

  static Candidate of(AlertRule rule, Signal signal) {
    return new Candidate(rule.name(), rule.name() + "/" + rule.key().of(signal), signal);
  }
}
