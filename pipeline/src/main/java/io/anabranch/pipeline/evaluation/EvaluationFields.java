// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.anabranch.connectors.codec.BadRecordException;
import io.anabranch.connectors.codec.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, or what is wrong with them. */
record EvaluationFields(JsonNode node) {

  String text(String name) throws BadRecordException {
    return require(name, "a text", JsonNode::isTextual).textValue();
  }

  boolean flag(String name) throws BadRecordException {
    return require(name, "true or false", JsonNode::isBoolean).booleanValue();
  }

  long whole(String name) throws BadRecordException {
    return require(name, "a whole number", EvaluationFields::isWhole).longValue();
  }

  @Nullable Long wholeOrNull(String name) throws BadRecordException {
    JsonNode field = require(name, "a whole number or null", n -> n.isNull() || isWhole(n));
    return field.isNull() ? null : (Long) field.longValue();
  }

  /** NaN of null. */
  double number(String name) throws BadRecordException {
    JsonNode field = require(name, "a number or null", n -> n.isNull() || n.isNumber());
    return field.isNull() ? Double.NaN : field.doubleValue();
  }

  EvaluationFields object(String name) throws BadRecordException {
    return new EvaluationFields(require(name, "an object", JsonNode::isObject));
  }

  List<EvaluationFields> objects(String name) throws BadRecordException {
    List<EvaluationFields> list = new ArrayList<>();
    require(name, "a list", JsonNode::isArray).forEach(e -> list.add(new EvaluationFields(e)));
    return list;
  }

  private static boolean isWhole(JsonNode field) {
    return field.isIntegralNumber() && field.canConvertToLong();
  }

  private JsonNode require(String name, String expected, Predicate<JsonNode> fits)
      throws BadRecordException {
    JsonNode field = node.path(name);
    if (field.isMissingNode()) {
      throw new BadRecordException(Reason.MISSING_FIELD, "'" + name + "' is not given");
    }
    if (!fits.test(field)) {
      throw new BadRecordException(
          Reason.WRONG_TYPE, "'%s': expected %s; came %s".formatted(name, expected, field));
    }
    return field;
  }
}
