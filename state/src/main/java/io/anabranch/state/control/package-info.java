// SPDX-License-Identifier: Apache-2.0
/** What concerns a whole key group: its horizon, and the marks it has heard. */
package io.anabranch.state.control;
