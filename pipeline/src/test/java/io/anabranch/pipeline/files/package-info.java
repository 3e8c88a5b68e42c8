// SPDX-License-Identifier: Apache-2.0
/** A file system of Flink's that is none: objects under names, as S3 has them. */
package io.anabranch.pipeline.files;
