// SPDX-License-Identifier: Apache-2.0
package io.anabranch.connectors.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of a broker: create them, look at them. Every call ends within the timeout, one way or
 * the other.
 */
public final class Topics implements AutoCloseable {

  private static final String MAX_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";

  /** Longer than any checkpoint is behind: what a restore reads again is still there. */
  private static final Duration QUESTIONS_KEPT = Duration.ofHours(1);

  private final String bootstrapServers;
  private final Duration timeout;
  private final Admin admin;

  private Topics(String bootstrapServers, Duration timeout, Admin admin) {
    this.bootstrapServers = bootstrapServers;
    this.timeout = timeout;
    this.admin = admin;
  }

  /**
   * Connects, and makes sure that somebody answers.
   *
   * @throws BrokerUnreachableException if nobody does
   */
  public static Topics connect(String bootstrapServers, Duration timeout) {
    Topics topics = new Topics(bootstrapServers, timeout, open(bootstrapServers, timeout));
    try {
      topics.await(topics.admin.describeCluster().nodes());
      return topics;
    } catch (RuntimeException e) {
      topics.close();
      throw e;
    }
  }

  static Admin open(String bootstrapServers, Duration timeout) {
    Properties properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    int millis = Math.toIntExact(timeout.toMillis());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    try {
      return Admin.create(properties);
    } catch (KafkaException e) {
      // An address that cannot be resolved is refused at once.
      throw BrokerUnreachableException.because(bootstrapServers, e);
    }
  }

  /**
   * Creates the topics of a pipeline that are not there yet; those that are stay as they are. Those
   * of embeddings and risk scores are compacted: they keep the last row of each vertex. What the
   * job asks itself is worth nothing some seconds later, and goes after an hour.
   *
   * @param partitions of each topic but questions, dead letters and the evaluation, which have one
   * @param replication -1 for the broker's default
   * @return the names of those created
   */
  public Set<String> create(TopicNames names, int partitions, short replication) {
    Optional<Short> replicas = replication < 0 ? Optional.empty() : Optional.of(replication);
    List<NewTopic> wanted = new ArrayList<>();
    for (String name :
        List.of(names.edges(), names.features(), names.models(), names.status(), names.alerts())) {
      wanted.add(new NewTopic(name, Optional.of(partitions), replicas));
    }
    for (String name : List.of(names.embeddings(), names.riskScores())) {
      wanted.add(compacted(new NewTopic(name, Optional.of(partitions), replicas)));
    }
    for (String name : List.of(names.deadLetters(), names.evaluation())) {
      wanted.add(new NewTopic(name, Optional.of(1), replicas));
    }
    wanted.add(
        new NewTopic(names.questions(), Optional.of(1), replicas)
            .configs(
                Map.of(
                    TopicConfig.RETENTION_MS_CONFIG, Long.toString(QUESTIONS_KEPT.toMillis()),
                    TopicConfig.SEGMENT_MS_CONFIG, Long.toString(QUESTIONS_KEPT.toMillis()))));
    return create(wanted);
  }

  /**
   * Creates the topics of link scores that are not there yet. That of rows is compacted; in the
   * others each record stands for itself.
   *
   * @param partitions of each topic
   * @param replication -1 for the broker's default
   * @return the names of those created
   */
  public Set<String> create(LinkTopics names, int partitions, short replication) {
    Optional<Short> replicas = replication < 0 ? Optional.empty() : Optional.of(replication);
    List<NewTopic> wanted = new ArrayList<>();
    for (String name : names.all()) {
      NewTopic topic = new NewTopic(name, Optional.of(partitions), replicas);
      wanted.add(name.equals(names.embeddings()) ? compacted(topic) : topic);
    }
    return create(wanted);
  }

  private static NewTopic compacted(NewTopic topic) {
    return topic.configs(
        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
  }

  private Set<String> create(List<NewTopic> wanted) {
    Set<String> created = new TreeSet<>();
    Map<String, KafkaFuture<Void>> answers = admin.createTopics(wanted).values();
    for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
      if (isCreated(answer.getValue())) {
        created.add(answer.getKey());
      }
    }
    awaitLeaders(wanted.stream().map(NewTopic::name).toList());
    return created;
  }

  private boolean isCreated(KafkaFuture<Void> answer) {
    try {
      await(answer);
      return true;
    } catch (TopicExistsException e) {
      return false;
    }
  }

  /** A topic just created is usable once each partition has a leader. */
  private void awaitLeaders(List<String> names) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!haveLeaders(names)) {
      if (System.nanoTime() > deadline) {
        throw new KafkaException(
            "the topics %s were created, but have no leaders after %d ms"
                .formatted(names, timeout.toMillis()));
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  private boolean haveLeaders(List<String> names) {
    try {
      return await(admin.describeTopics(names).allTopicNames()).values().stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.leader() != null);
    } catch (UnknownTopicOrPartitionException e) {
      return false; // not known to the answering broker yet
    }
  }

  /** The longest transaction timeout that every broker of the cluster grants. */
  public Duration maxTransactionTimeout() {
    List<ConfigResource> brokers =
        await(admin.describeCluster().nodes()).stream()
            .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
            .toList();
    return await(admin.describeConfigs(brokers).all()).values().stream()
        .map(settings -> Long.parseLong(settings.get(MAX_TRANSACTION_TIMEOUT).value()))
        .min(Long::compare)
        .map(Duration::ofMillis)
        .orElseThrow(this::unreachable);
  }

  /** The transactions that are open whose ids begin so. */
  public List<OpenTransaction> openTransactions(String prefix) {
    ListTransactionsOptions open =
        new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
    List<String> ids =
        await(admin.listTransactions(open).all()).stream()
            .map(TransactionListing::transactionalId)
            .filter(id -> id.startsWith(prefix))
            .toList();
    List<OpenTransaction> transactions = new ArrayList<>();
    await(admin.describeTransactions(ids).all())
        .forEach(
            (id, found) ->
                transactions.add(
                    new OpenTransaction(id, found.producerId(), (short) found.producerEpoch())));
    return transactions;
  }

  /** The names of all topics but Kafka's own, sorted. */
  public Set<String> list() {
    return new TreeSet<>(await(admin.listTopics().names()));
  }

  /**
   * The topics with their partitions and offsets, by name, in the order of names.
   *
   * @throws UnknownTopicOrPartitionException if one is not there
   */
  public Map<String, TopicInfo> describe(List<String> names) {
    Map<String, TopicDescription> topics = await(admin.describeTopics(names).allTopicNames());
    List<TopicPartition> partitions =
        topics.values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
            .toList();
    Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<String, TopicInfo> infos = new TreeMap<>();
    topics.forEach(
        (name, topic) -> {
          int count = topic.partitions().size();
          infos.put(
              name, new TopicInfo(name, array(begins, name, count), array(ends, name, count)));
        });
    return infos;
  }

  /** One topic. */
  public TopicInfo describe(String name) {
    return describe(List.of(name)).get(name);
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
    return await(
            admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> spec)))
                .all())
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
  }

  private static long[] array(Map<TopicPartition, Long> offsets, String name, int count) {
    long[] array = new long[count];
    for (int partition = 0; partition < count; partition++) {
      array[partition] = offsets.get(new TopicPartition(name, partition));
    }
    return array;
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw unreachable();
      }
      if (e.getCause() instanceof KafkaException refused) {
        throw refused;
      }
      throw new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw unreachable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private BrokerUnreachableException unreachable() {
    return new BrokerUnreachableException(bootstrapServers, timeout);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
