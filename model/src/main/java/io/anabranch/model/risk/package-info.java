// SPDX-License-Identifier: Apache-2.0
/**
 * Scores embeddings by risk: a small supervised network on top of a graph network that is left as
 * it is. It is trained elsewhere (the module dl4j does it with DL4J) and scored here, by the
 * kernels that everything else is computed with.
 */
package io.anabranch.model.risk;
