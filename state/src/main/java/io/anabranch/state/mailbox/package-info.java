// SPDX-License-Identifier: Apache-2.0
/** What a vertex keeps of its in-neighbors where a sum will not do. */
package io.anabranch.state.mailbox;
