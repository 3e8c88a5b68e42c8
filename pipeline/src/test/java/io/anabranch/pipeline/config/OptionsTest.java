// SPDX-License-Identifier: Apache-2.0
package io.anabranch.pipeline.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void everyDefaultIsOfItsType() {
    Options.ALL.forEach(option -> assertDoesNotThrow(option::defaultValue, option.name()));
  }

  @Test
  void namesAreKebabCaseAndOnce() {
    List<String> names = Options.ALL.stream().map(Option::name).toList();
    assertEquals(new ArrayList<>(new LinkedHashSet<>(names)), names);
    names.forEach(
        name -> assertTrue(name.matches("[a-z]+\\.[a-z]+(-[a-z]+)*"), () -> "not kebab: " + name));
  }

  @Test
  void aSectionStandsTogether() {
    List<String> sections = new ArrayList<>();
    for (Option<?> option : Options.ALL) {
      if (sections.isEmpty() || !sections.get(sections.size() - 1).equals(option.section())) {
        sections.add(option.section());
      }
    }
    assertEquals(new ArrayList<>(new LinkedHashSet<>(sections)), sections);
  }

  @Test
  void everyDocIsALineThatEnds() {
    Options.ALL.forEach(
        option ->
            assertTrue(option.doc().endsWith(".") && !option.doc().contains("\n"), option::name));
  }
}
