package io.tocsin.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TagTableTest {
    @Test
    void findsEachOfManyNamesAndNoOther() {
        Set<String> drawn = new LinkedHashSet<>();
        SplittableRandom random = new SplittableRandom(1);
        while (drawn.size() < 20_000) {
            drawn.add(name(random));
        }
        List<String> names = new ArrayList<>(drawn);
        TagTable table = TagTable.of(names);

        assertThat(table.size()).isEqualTo(20_000);
        for (int i = 0; i < names.size(); i++) {
            assertThat(table.indexOf(names.get(i))).isEqualTo(i);
            assertThat(table.name(i)).isEqualTo(names.get(i));
        }
        for (int i = 0; i < 20_000; i++) {
            String other = name(random);
            assertThat(table.indexOf(other) >= 0).as(other).isEqualTo(drawn.contains(other));
        }
    }

    @Test
    void findsANameWhereverItStands() {
        TagTable table = TagTable.of(List.of("T-101.LEVEL", "T-101.LEVE", "", "位号"));
        byte[] bytes = "xxT-101.LEVELx位号x".getBytes(StandardCharsets.UTF_8);

        assertThat(table.find(bytes, 2, 13)).isZero();
        assertThat(table.find(bytes, 2, 12)).isEqualTo(1);
        assertThat(table.find(bytes, 5, 5)).isEqualTo(2);
        assertThat(table.find(bytes, 14, 20)).isEqualTo(3);
        assertThat(table.find(bytes, 0, 13)).isEqualTo(-1);
    }

    @Test
    void growsOnlyWhereItIsToGrow() {
        TagTable growing = TagTable.growing(List.of("a"));
        byte[] bytes = {'b', 'a'};

        assertThat(growing.find(bytes, 0, 1)).isEqualTo(1);
        assertThat(growing.find(bytes, 1, 2)).isZero();
        assertThat(growing.find(bytes, 0, 1)).isEqualTo(1);
        assertThat(growing.indexOf("c")).isEqualTo(-1);
        assertThat(growing.size()).isEqualTo(2);
        assertThat(TagTable.of(List.of("a")).find(bytes, 0, 1)).isEqualTo(-1);
    }

    @Test
    void refusesANameTwice() {
        assertThatThrownBy(() -> TagTable.of(List.of("a", "b", "a"))).hasMessage("expected each tag once, was a twice");
    }

    private static String name(SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            name.append("T-1.L测".charAt(random.nextInt(6)));
        }
        return name.toString();
    }
}
