package io.tocsin.server.kafka;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The topics as they should be.
 *
 * @param prefix {@code tocsin} for production, {@code tocsin.drill} for drills
 * @param partitions of each topic; chosen once, for a key moves to another partition when it changes, and its order is
 *     lost
 * @param replication copies of each partition
 */
public record TopicCatalogue(String prefix, int partitions, short replication) {
    private static final String LIVE = "tocsin";
    private static final String DRILL = "tocsin.drill";

    public TopicCatalogue {
        if (partitions < 1 || replication < 1) {
            throw new IllegalStateException("expected at least 1 partition and 1 replica, was partitions=" + partitions
                    + " replication=" + replication);
        }
    }

    /** One partition, one replica: a single broker, and one park's alarms are few. */
    public static TopicCatalogue live() {
        return new TopicCatalogue(LIVE, 1, (short) 1);
    }

    /** The same shapes beside production's. */
    public TopicCatalogue drill() {
        return new TopicCatalogue(DRILL, partitions, replication);
    }

    public String name(TopicKind kind) {
        return prefix + "." + kind.suffix();
    }

    /**
     * What {@link #ensure} did and found.
     *
     * @param created names of topics that were missing
     * @param differing what exists otherwise than the catalogue says; it is left alone, for it may be on purpose
     */
    public record Ensured(List<String> created, List<Difference> differing) {}

    /** One setting of one topic. */
    public record Difference(String topic, String setting, String expected, String was) {
        @Override
        public String toString() {
            return "expected " + setting + "=" + expected + ", was " + was + " topic=" + topic;
        }
    }

    /**
     * Creates the topics that are missing and compares the others. Changes nothing that exists.
     *
     * @throws ExecutionException Kafka did not answer, or refused
     */
    public Ensured ensure(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicKind, TopicDescription> found = describe(admin);
        List<TopicKind> missing = Arrays.stream(TopicKind.values())
                .filter(kind -> !found.containsKey(kind))
                .toList();
        return new Ensured(create(admin, missing), compare(admin, found));
    }

    private Map<TopicKind, TopicDescription> describe(Admin admin) throws ExecutionException, InterruptedException {
        List<String> names = Arrays.stream(TopicKind.values()).map(this::name).toList();
        Map<String, KafkaFuture<TopicDescription>> asked =
                admin.describeTopics(names).topicNameValues();
        Map<TopicKind, TopicDescription> found = new LinkedHashMap<>();
        for (TopicKind kind : TopicKind.values()) {
            TopicDescription was = orNull(asked.get(name(kind)), UnknownTopicOrPartitionException.class);
            if (was != null) {
                found.put(kind, was);
            }
        }
        return found;
    }

    private List<String> create(Admin admin, List<TopicKind> missing) throws ExecutionException, InterruptedException {
        Map<String, KafkaFuture<Void>> asked =
                admin.createTopics(missing.stream().map(this::topic).toList()).values();
        List<String> created = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<Void>> answer : asked.entrySet()) {
            // Another engine may have been quicker.
            if (orNull(answer.getValue().thenApply(done -> true), TopicExistsException.class) != null) {
                created.add(answer.getKey());
            }
        }
        return List.copyOf(created);
    }

    private NewTopic topic(TopicKind kind) {
        return new NewTopic(name(kind), partitions, replication).configs(kind.settings());
    }

    private List<Difference> compare(Admin admin, Map<TopicKind, TopicDescription> found)
            throws ExecutionException, InterruptedException {
        Map<ConfigResource, KafkaFuture<Config>> asked = admin.describeConfigs(
                        found.keySet().stream().map(this::resource).toList())
                .values();
        List<Difference> differing = new ArrayList<>();
        for (Map.Entry<TopicKind, TopicDescription> e : found.entrySet()) {
            TopicKind kind = e.getKey();
            List<TopicPartitionInfo> was = e.getValue().partitions();
            differ(kind, "partitions", partitions, was.size(), differing);
            differ(kind, "replication", replication, was.get(0).replicas().size(), differing);
            compare(kind, orNull(asked.get(resource(kind)), AuthorizationException.class), differing);
        }
        return List.copyOf(differing);
    }

    private void compare(TopicKind kind, @Nullable Config was, List<Difference> differing) {
        if (was == null) {
            differ(kind, "settings", "readable", "not authorized", differing);
            return;
        }
        kind.settings().forEach((setting, expected) -> {
            ConfigEntry entry = was.get(setting);
            differ(kind, setting, expected, entry == null ? "absent" : entry.value(), differing);
        });
    }

    private ConfigResource resource(TopicKind kind) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name(kind));
    }

    private void differ(TopicKind kind, String setting, Object expected, Object was, List<Difference> differing) {
        if (!String.valueOf(expected).equals(String.valueOf(was))) {
            differing.add(new Difference(name(kind), setting, String.valueOf(expected), String.valueOf(was)));
        }
    }

    /** The answer, or null where Kafka answered with that error. */
    private static <T> @Nullable T orNull(@Nullable KafkaFuture<T> answer, Class<? extends Exception> absent)
            throws ExecutionException, InterruptedException {
        if (answer == null) {
            throw new IllegalStateException("expected an answer for every topic asked about, was none");
        }
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (absent.isInstance(e.getCause())) {
                return null;
            }
            throw e;
        }
    }
}
