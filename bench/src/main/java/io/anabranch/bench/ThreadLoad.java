// SPDX-License-Identifier: Apache-2.0
package io.anabranch.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the threads of this JVM take of the processors, second by second. */
final class ThreadLoad implements AutoCloseable {

  /**
   * A second of it.
   *
   * @param at its end, by the wall clock
   * @param processor milliseconds of all threads, those of the JVM itself too
   * @param collecting milliseconds in pauses of the garbage collector
   * @param machine the share of the processors that is in use, by whomever
   * @param groups milliseconds of Java threads, by the first part of their name
   */
  record Second(
      long at, long processor, long collecting, double machine, Map<String, Long> groups) {

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      text.append(
          String.format(
              Locale.ROOT,
              "cpu %d ms, gc %d ms, machine %.0f %%:",
              processor,
              collecting,
              100 * machine));
      groups.entrySet().stream()
          .filter(group -> group.getValue() >= 20)
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .forEach(
              group ->
                  text.append(" ").append(group.getKey()).append(" ").append(group.getValue()));
      return text.toString();
    }
  }

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Map<Long, Long> used = new HashMap<>(); // nanoseconds, by thread
  private final List<Second> seconds = new ArrayList<>();
  private final Thread sampler = new Thread(this::sample, "thread-load");
  private volatile boolean closed;

  ThreadLoad() {
    sampler.setDaemon(true);
    sampler.start();
  }

  private void sample() {
    look();
    long processor = system.getProcessCpuTime();
    long collecting = collecting();
    try {
      while (!closed) {
        Thread.sleep(1_000);
        long processorNow = system.getProcessCpuTime();
        long collectingNow = collecting();
        seconds.add(
            new Second(
                System.currentTimeMillis(),
                (processorNow - processor) / 1_000_000,
                collectingNow - collecting,
                system.getCpuLoad(),
                look()));
        processor = processorNow;
        collecting = collectingNow;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was used since the last look. */
  private Map<String, Long> look() {
    Map<String, Long> groups = new TreeMap<>();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      long now = thread == null ? -1 : threads.getThreadCpuTime(thread.getThreadId());
      if (now >= 0) {
        Long before = used.put(thread.getThreadId(), now);
        long since = (now - (before == null ? 0 : before)) / 1_000_000;
        groups.merge(group(thread.getThreadName()), since, Long::sum);
      }
    }
    return groups;
  }

  /** The name up to the first digit or bracket, of two words at most. */
  private static String group(String name) {
    String[] words = name.split("[0-9(\\[#]")[0].trim().split("[ :]+");
    return words.length == 0
        ? name
        : String.join("-", List.of(words).subList(0, Math.min(2, words.length)));
  }

  private static long collecting() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  List<Second> seconds() {
    return List.copyOf(seconds);
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    sampler.interrupt();
    sampler.join();
  }
}
