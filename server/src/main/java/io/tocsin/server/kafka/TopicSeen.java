package io.tocsin.server.kafka;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * One topic as Kafka has it now.
 *
 * @param id another when the topic is deleted and made again
 * @param ends by partition: the offset that the next record gets
 */
record TopicSeen(String id, Map<Integer, Long> ends) {
    /** @throws ExecutionException Kafka did not answer, or has not all of them */
    static Map<TopicKind, TopicSeen> all(Admin admin, TopicCatalogue topics)
            throws ExecutionException, InterruptedException {
        Map<TopicKind, TopicDescription> described = new EnumMap<>(TopicKind.class);
        List<String> names = TopicMarks.KEPT.stream().map(topics::name).toList();
        Map<String, TopicDescription> answered =
                admin.describeTopics(names).allTopicNames().get();
        TopicMarks.KEPT.forEach(kind -> {
            TopicDescription one = answered.get(topics.name(kind));
            if (one != null) {
                described.put(kind, one);
            }
        });
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
                admin.listOffsets(latest(described.values())).all().get();
        Map<TopicKind, TopicSeen> seen = new EnumMap<>(TopicKind.class);
        described.forEach((kind, one) -> seen.put(kind, of(one, ends)));
        return seen;
    }

    private static Map<TopicPartition, OffsetSpec> latest(Iterable<TopicDescription> topics) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicDescription topic : topics) {
            partitions(topic).forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        }
        return asked;
    }

    private static List<TopicPartition> partitions(TopicDescription topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        topic.partitions().forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
        return partitions;
    }

    private static TopicSeen of(
            TopicDescription topic, Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends) {
        Map<Integer, Long> own = new TreeMap<>();
        for (TopicPartition partition : partitions(topic)) {
            ListOffsetsResult.ListOffsetsResultInfo end = ends.get(partition);
            if (end != null) {
                own.put(partition.partition(), end.offset());
            }
        }
        return new TopicSeen(topic.topicId().toString(), own);
    }
}
