package io.tocsin.server.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicCatalogueIT {
    @TempDir
    Path dir;

    @Test
    void createsWhatIsMissingAndTellsWhatDiffers() throws Exception {
        try (KafkaHouse house = new KafkaHouse(dir)) {
            house.open();
            try (Admin admin = house.admin()) {
                NewTopic otherwise = new NewTopic("tocsin.warning.v1", 2, (short) 1)
                        .configs(Map.of("cleanup.policy", "delete", "max.message.bytes", "8388608"));
                admin.createTopics(List.of(otherwise)).all().get();
                await().until(() -> admin.listTopics().names().get().size() == 1);
                TopicCatalogue.Ensured first = TopicCatalogue.live().ensure(admin);
                assertThat(first.created())
                        .hasSize(TopicKind.values().length - 1)
                        .doesNotContain("tocsin.warning.v1");
                assertThat(first.differing())
                        .extracting(TopicCatalogue.Difference::toString)
                        .containsExactly(
                                "expected partitions=1, was 2 topic=tocsin.warning.v1",
                                "expected cleanup.policy=compact, was delete topic=tocsin.warning.v1");
                KafkaHouse.awaitTopics(admin);
                TopicCatalogue.Ensured second = TopicCatalogue.live().ensure(admin);
                assertThat(second.created()).isEmpty();
                assertThat(second.differing()).isEqualTo(first.differing());
            }
        }
    }

    @Test
    void keepsDrillsBesideProduction() throws Exception {
        try (KafkaHouse house = new KafkaHouse(dir)) {
            house.open();
            try (Admin admin = house.admin()) {
                new TopicCatalogue("tocsin", 3, (short) 1).drill().ensure(admin);
                KafkaHouse.awaitTopics(admin);
                assertThat(admin.listTopics().names().get()).allMatch(name -> name.startsWith("tocsin.drill."));
                List<String> topic = List.of("tocsin.drill.alarm.events.v1");
                assertThat(admin.describeTopics(topic).allTopicNames().get().values())
                        .allMatch(description -> description.partitions().size() == 3);
            }
        }
    }
}
