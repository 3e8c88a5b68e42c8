// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Processor time of the threads of this process that are alive, by what they are called: operators
 * by their chain, all subtasks together.
 *
 * @param nanos by name
 */
record ThreadTimes(Map<String, Long> nanos) {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static ThreadTimes now() {
    Map<String, Long> nanos = new TreeMap<>();
    for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (thread != null) {
        long time = THREADS.getThreadCpuTime(thread.getThreadId());
        nanos.merge(kind(thread.getThreadName()), Math.max(0, time), Long::sum);
      }
    }
    long process = SYSTEM.getProcessCpuTime();
    long ours = nanos.values().stream().mapToLong(Long::longValue).sum();
    nanos.put("compiler and collector", process - ours);
    return new ThreadTimes(nanos);
  }

  private static String kind(String name) {
    return name.replaceAll("\\s*\\(\\d+/\\d+\\)#\\d+", "").replaceAll("\\d+", "N");
  }

  /** The largest of what was used since an earlier moment, a line each, per item. */
  String since(ThreadTimes before, int items) {
    return nanos.entrySet().stream()
        .map(
            now ->
                Map.entry(
                    now.getKey(), now.getValue() - before.nanos.getOrDefault(now.getKey(), 0L)))
        .filter(used -> used.getValue() > 50_000_000)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(
            used ->
                String.format(
                    Locale.ROOT,
                    "  %6.2f us  %s",
                    used.getValue() / 1e3 / items,
                    used.getKey().substring(0, Math.min(100, used.getKey().length()))))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
