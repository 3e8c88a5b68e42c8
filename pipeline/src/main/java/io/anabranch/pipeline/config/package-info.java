// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration: every option is declared once, in {@link
 * io.anabranch.pipeline.config.Options}, and read into {@link
 * io.anabranch.pipeline.config.AnabranchConfig}, a record of records.
 */
package io.anabranch.pipeline.config;
