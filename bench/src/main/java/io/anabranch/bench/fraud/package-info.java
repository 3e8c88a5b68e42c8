// SPDX-License-Identifier: Apache-2.0
/**
 * How well risk and surprise tell fraudulent from benign users in a real stream, at several moments
 * of it, without the ratings that its labels were made from.
 */
package io.anabranch.bench.fraud;
