// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Processor time of the threads of this process that are alive, by what they are called: operators
 * by their chain, all subtasks together. Compiler and collector are among the others where the
 * operating system does not tell of them.
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
    ofTheMachine(nanos);
    long ours = nanos.values().stream().mapToLong(Long::longValue).sum();
    nanos.put("all others", process - ours);
    return new ThreadTimes(nanos);
  }

  /** Threads of the virtual machine itself, where the operating system tells of them. */
  private static void ofTheMachine(Map<String, Long> nanos) {
    File[] tasks = new File("/proc/self/task").listFiles();
    for (File task : tasks == null ? new File[0] : tasks) {
      try {
        String part = part(Files.readString(task.toPath().resolve("comm")).strip());
        if (part != null) {
          String[] times = Files.readString(task.toPath().resolve("schedstat")).split(" ");
          nanos.merge(part, Long.parseLong(times[0]), Long::sum);
        }
      } catch (IOException e) {
        continue; // the thread has ended meanwhile, or nobody keeps count
      }
    }
  }

  private static @Nullable String part(String thread) {
    if (thread.startsWith("C1 Comp") || thread.startsWith("C2 Comp")) {
      return "compiler";
    }
    if (thread.startsWith("GC Thread") || thread.startsWith("VM Thread")) {
      return "collector, in pauses";
    }
    return thread.startsWith("G1 ") ? "collector, beside" : null;
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
