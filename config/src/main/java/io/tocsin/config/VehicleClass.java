package io.tocsin.config;

/** What kind of vehicle a gate lets in or keeps out: the classes by which chemical parks count their traffic. */
@SuppressWarnings("ImmutableEnumChecker") // a record of two strings does not change
public enum VehicleClass {
    /** 危化品车辆: carries hazardous chemicals, loaded or not cleaned. */
    HAZMAT(new Text("危化品车辆", "hazardous-chemical vehicle")),
    /** 危废车辆: carries hazardous waste. */
    WASTE(new Text("危废车辆", "hazardous-waste vehicle")),
    /** 抢险救援: fire, ambulance, police, emergency repair; may use any gate. */
    RESCUE(new Text("抢险救援车辆", "rescue vehicle")),
    /** 普通客车. */
    CAR(new Text("普通客车", "car")),
    /** 普通货车. */
    TRUCK(new Text("普通货车", "truck")),
    /** 施工车辆. */
    CONSTRUCTION(new Text("施工车辆", "construction vehicle")),
    /** 未知车辆. */
    UNKNOWN(new Text("未知车辆", "unknown vehicle"));

    private final Text label;

    VehicleClass(Text label) {
        this.label = label;
    }

    /** For people. */
    public Text label() {
        return label;
    }
}
