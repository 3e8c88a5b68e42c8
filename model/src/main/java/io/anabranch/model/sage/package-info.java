// SPDX-License-Identifier: Apache-2.0
/**
 * GraphSAGE as it is trained (Hamilton, Ying and Leskovec 2017): one network for whole graphs and
 * for sampled neighborhoods, supervised and unsupervised, whose weights become a {@link
 * io.anabranch.model.layer.SageModel} that is served. A network belongs to no graph: it embeds
 * vertices and graphs that it has never seen.
 */
package io.anabranch.model.sage;
