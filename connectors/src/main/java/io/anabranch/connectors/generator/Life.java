// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.generator;

/** How an account lives, as far as one can see from outside. */
enum Life {
  /** In its community, with its regular partners. */
  USUAL,
  /** In another community from a moment on, with partners and features of that one: honestly. */
  MOVED,
  /** In other hands: strangers for partners, features that belong to no community. */
  STOLEN
}
