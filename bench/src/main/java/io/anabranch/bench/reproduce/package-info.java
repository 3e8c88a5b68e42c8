// SPDX-License-Identifier: Apache-2.0
/**
 * The tables of the five papers, trained again: experiments, their runs, and the page that stands
 * beside the papers' figures. A finished run is written down at once and never done twice.
 */
package io.anabranch.bench.reproduce;
