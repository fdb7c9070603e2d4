package io.tocsin.alarms;

import io.tocsin.config.Condition;
import io.tocsin.config.Text;

/** What people call a condition. Gas level 2 is the more severe one; names, never a bare ordinal. */
final class ConditionNames {
    private ConditionNames() {}

    static Text of(Condition condition) {
        return switch (condition) {
            case CH -> new Text("极高报", "critical high");
            case HH -> new Text("高高报", "high-high");
            case H -> new Text("高报", "high");
            case L -> new Text("低报", "low");
            case LL -> new Text("低低报", "low-low");
            case GAS_L1 -> new Text("气体一级报警", "gas level-1 alarm");
            case GAS_L2 -> new Text("气体二级报警", "gas level-2 alarm");
            case DEV -> new Text("偏差报警", "deviation");
            case ROC -> new Text("变化率报警", "rate of change");
            case ROC_UP -> new Text("上升速率报警", "rate of rise");
            case ROC_DOWN -> new Text("下降速率报警", "rate of fall");
            case FLAT -> new Text("数值不变", "stuck");
            case STATE -> new Text("状态报警", "state alarm");
            case RANGE -> new Text("超量程", "out of range");
            case BAD -> new Text("坏质量", "bad quality");
            case STALE -> new Text("数据中断", "stale data");
        };
    }
}
