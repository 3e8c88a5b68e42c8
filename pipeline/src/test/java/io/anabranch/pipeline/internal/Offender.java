// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.internal;

/** Is used from outside the package that it is internal to. */
public final class Offender {}
