// SPDX-License-Identifier: Apache-2.0
/** The command line: one class a command, thin over what it starts. */
package io.anabranch.pipeline.cli;
