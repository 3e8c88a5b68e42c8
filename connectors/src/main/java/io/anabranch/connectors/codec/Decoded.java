// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.codec;

import io.anabranch.state.event.GraphEvent;
import java.util.List;

/**
 * What a record says.
 *
 * @param events one event, or two where a record sets features and label at once
 * @param unknownFields how many fields were ignored because nobody knows them
 */
public record Decoded(List<GraphEvent> events, int unknownFields) {}
