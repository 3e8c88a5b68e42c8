// SPDX-License-Identifier: Apache-2.0
/** Where a stage keeps its vertices: the interface, and the store on the heap. */
package io.anabranch.state.store;
