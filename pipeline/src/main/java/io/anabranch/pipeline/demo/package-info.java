// SPDX-License-Identifier: Apache-2.0
/** The whole pipeline in one JVM, from generator to verdict. */
package io.anabranch.pipeline.demo;
