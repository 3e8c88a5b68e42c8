// SPDX-License-Identifier: Apache-2.0
/**
 * What alerts and link scores were worth, once it is known what was planted and who met whom: rules
 * over what the topics hold, for those who look back.
 */
package io.anabranch.pipeline.judge;
