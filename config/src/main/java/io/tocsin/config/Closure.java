package io.tocsin.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What closes the park: its gates, their cameras and the rules of passing them (封闭化管理). */
public record Closure(List<Gate> gates, GateRules rules) {
    /** A park without gates. */
    public static final Closure NONE = new Closure(List.of(), GateRules.defaults());

    public Closure {
        gates = List.copyOf(gates);
    }

    /** Which way a vehicle passes. */
    public enum Direction {
        IN,
        OUT
    }

    /** What a gate is for. */
    public enum GateKind {
        /** 危化品专用卡口: hazardous goods and waste only. */
        HAZMAT,
        /** 综合卡口: cars and ordinary trucks, no hazardous goods. */
        GENERAL,
        /** 应急卡口: closed but in an emergency. */
        EMERGENCY,
        /** 路线检查点: a camera on a road inside the park; nobody enters or leaves there. */
        CHECKPOINT
    }

    /**
     * A gate of the park, or a checkpoint inside it.
     *
     * @param zone id of the zone it stands in; null where none was given
     * @param allows the classes that may pass; empty = all
     * @param lanes its cameras, each looking one way
     */
    public record Gate(
            String id, Text name, GateKind kind, @Nullable String zone, List<VehicleClass> allows, List<Lane> lanes) {
        public Gate {
            allows = List.copyOf(allows);
            lanes = List.copyOf(lanes);
        }
    }

    /** @param camera device id, opaque; unique among the site's cameras */
    public record Lane(String camera, Direction direction) {}

    public Optional<Gate> gate(String id) {
        return gates.stream().filter(gate -> gate.id().equals(id)).findFirst();
    }
}
