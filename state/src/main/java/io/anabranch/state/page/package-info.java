// SPDX-License-Identifier: Apache-2.0
/**
 * Pages: what a vertex has many of (in-edges, subscribers), spread so that one change touches one
 * page.
 */
package io.anabranch.state.page;
