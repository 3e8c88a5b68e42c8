// SPDX-License-Identifier: Apache-2.0
/** Where versions of models are kept, and which of them is to be served. */
package io.anabranch.pipeline.registry;
