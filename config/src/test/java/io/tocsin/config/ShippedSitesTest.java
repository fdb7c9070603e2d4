package io.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedSitesTest {
    @ParameterizedTest
    @ValueSource(strings = {"binhai", "minimal"})
    void readsWithoutErrorOrWarning(String name) {
        SiteReader.Result result = SiteReader.read(Path.of("../sites", name), Map.of());
        assertThat(SiteFiles.rendered(result)).isEmpty();
        assertThat(result.site()).isPresent();
    }

    @Test
    void knowsTheParkOfBinhai() {
        Site site = SiteReader.read(Path.of("../sites/binhai"), Map.of()).site().orElseThrow();
        assertThat(site.park().id()).isEqualTo("330199P01");
        assertThat(site.enterprises()).hasSize(3);
        assertThat(site.gateways())
                .extracting(Site.Gateway::enterprise)
                .containsExactly("330199000001", "330199000002", "330199000003", "330199P01");
        assertThat(site.tanks())
                .extracting(Site.Tank::id)
                .containsExactly(
                        "T-101", "T-102", "T-103", "V-104", "V-201A", "V-201B", "T-203", "T-204", "S-301", "S-302",
                        "S-303", "T-304");
        assertThat(site.tags())
                .extracting(Tag::id)
                .contains("T-101.LEVEL", "V-201A.PRESSURE", "S-303.TEMPERATURE", "T-101.LSHH", "GD-201.GAS");
        assertThat(site.settings()).isEqualTo(Settings.defaults());
        assertThat(site.ground().zones()).extracting(Site.Zone::kind).containsExactly(Site.ZoneKind.values());
        assertThat(site.ground().hazards())
                .extracting(Site.Hazard::id)
                .containsExactly("HZ-E1-01", "HZ-E2-01", "HZ-E3-01");
        assertThat(site.ground().outlets()).extracting(Site.Outlet::id).containsExactly("DW001", "YS001", "AP-01");
        assertThat(site.closure().rules()).isEqualTo(GateRules.defaults());
    }

    @Test
    void letsHazardousGoodsThroughOneGateOfBinhaiOnly() {
        Site site = SiteReader.read(Path.of("../sites/binhai"), Map.of()).site().orElseThrow();
        assertThat(site.closure().gates())
                .filteredOn(gate -> gate.kind() != Closure.GateKind.CHECKPOINT)
                .filteredOn(gate -> gate.allows().contains(VehicleClass.HAZMAT))
                .extracting(Closure.Gate::id)
                .containsExactly("G1");
    }

    @Test
    void leavesTimeToActBetweenTheLevelsOfEachTank() {
        Site site = SiteReader.read(Path.of("../sites/binhai"), Map.of()).site().orElseThrow();
        for (Site.Tank tank : site.tanks()) {
            Tag level = site.tags().stream()
                    .filter(tag -> tag.id().equals(tank.id() + ".LEVEL"))
                    .findFirst()
                    .orElseThrow();
            double between = tank.shape().volumeM3(limit(level, Condition.HH))
                    - tank.shape().volumeM3(limit(level, Condition.H));
            double minutes = between / tank.maxFillM3PerHour() * 60;
            assertThat(minutes).as(tank.id()).isGreaterThan(7.5);
        }
    }

    private static double limit(Tag tag, Condition condition) {
        return ((ConditionSpec.Limit) SiteFiles.condition(tag, condition)).value();
    }
}
