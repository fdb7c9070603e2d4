package io.tocsin.server.inspect;

import io.tocsin.config.Names;
import io.tocsin.config.Site;
import io.tocsin.config.Tag;
import io.tocsin.config.Text;
import io.tocsin.ingest.Address;
import io.tocsin.ingest.Envelope;
import io.tocsin.ingest.GatewayStatus;
import io.tocsin.ingest.Rejection;
import io.tocsin.rules.Input;
import io.tocsin.rules.Quality;
import io.tocsin.server.events.Json;
import io.tocsin.server.inspect.Inspection.Part;
import io.tocsin.server.inspect.Inspection.Taken;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An inspection for people, in the park's local time. One use, one thread. */
public final class InspectionText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final Pattern QUOTED = Pattern.compile("was \"([^\"]*)\"");

    private final Site site;
    private final Locale locale;
    private final List<String> lines = new ArrayList<>();

    private InspectionText(Site site, Locale locale) {
        this.site = site;
        this.locale = locale;
    }

    /** One line a fact. */
    public static List<String> lines(Inspection inspection, Site site, Locale locale) {
        InspectionText text = new InspectionText(site, locale);
        text.write(inspection);
        return text.lines;
    }

    private void write(Inspection all) {
        line("主题", "topic", all.arrival().topic());
        line(
                "接收",
                "received",
                time(all.arrival().receiveMs()) + ", " + all.arrival().originalBytes() + " B");
        Address address = all.address();
        if (address != null) {
            line(
                    "来源",
                    "source",
                    say("网关 ", "gateway ") + address.gateway() + say("，企业 ", " of enterprise ") + address.company());
        }
        Envelope envelope = all.envelope();
        if (envelope != null) {
            envelope(envelope);
        }
        GatewayStatus status = all.status();
        if (status != null) {
            line(
                    "状态",
                    "status",
                    (status.online() ? say("在线", "online") : say("离线", "offline")) + ", " + time(status.eventMs()));
        }
        sightings(all);
        for (int i = 0; i < all.parts().size(); i++) {
            part(i, all.parts().get(i));
        }
        if (all.parts().isEmpty()) {
            all.rejections().forEach(rejection -> line("未接受", "not taken", why(rejection)));
        } else {
            long taken = all.taken();
            line(
                    "合计",
                    "in all",
                    say(
                            "接受 " + taken + "，未接受 " + (all.parts().size() - taken),
                            taken + " taken, " + (all.parts().size() - taken) + " not"));
        }
    }

    private void envelope(Envelope envelope) {
        String seq = envelope.seq() == Envelope.NO_SEQ ? say("无 seq", "no seq") : "seq " + envelope.seq();
        String session = envelope.session() == null ? "" : ", session " + envelope.session();
        String stamp = envelope.stamped()
                ? ", " + say("最新时标 ", "newest stamp ") + time(envelope.newestMs()) + " (" + age(envelope) + ")"
                : ", " + say("无时标，按接收时间", "no stamps: receipt is taken");
        line("报文", "message", seq + session + stamp);
        if (envelope.shiftMs() > 0) {
            line(
                    "时钟",
                    "clock",
                    say("超前 ", "ahead by ") + envelope.shiftMs() + " ms"
                            + say("，时标已回移", ": its stamps are shifted back"));
        }
    }

    private String age(Envelope envelope) {
        long ageMs = envelope.receiveMs() - envelope.newestMs();
        return ageMs >= 0
                ? say("接收前 " + ageMs + " ms", ageMs + " ms before receipt")
                : say("接收后 " + -ageMs + " ms", -ageMs + " ms after receipt");
    }

    private void sightings(Inspection all) {
        Input.Passage passage = all.passage();
        if (passage != null) {
            line(
                    "通行",
                    "passage",
                    passage.gate() + " " + passage.direction() + ", " + time(passage.passTimeMs()) + ", "
                            + passage.vehicleClass());
        }
        Input.CameraEvent event = all.cameraEvent();
        if (event != null) {
            line("摄像", "camera", event.camera() + " " + event.kind() + ", " + time(event.eventTimeMs()));
        }
    }

    private void part(int index, Part part) {
        lines.add("values[" + index + "]  " + part.written());
        Taken sample = part.sample();
        if (sample != null) {
            String value = Double.isNaN(sample.value()) ? say("无数值", "no number") : Json.number(sample.value());
            String unit = sample.unit() == null || Double.isNaN(sample.value()) ? "" : " " + sample.unit();
            String state = state(sample);
            lines.add("  → " + sample.tag() + " = " + value + unit + state + ", " + Quality.ofCode(sample.quality())
                    + ", " + time(sample.effectiveMs()) + (sample.historical() ? say("，补传", ", a backfill") : ""));
        }
        for (Rejection remark : part.remarks()) {
            lines.add("  " + (sample == null ? say("未接受：", "not taken: ") : say("注意：", "note: ")) + why(remark));
        }
    }

    /** The name that the tag gives to the number. */
    private String state(Taken sample) {
        return site.tags().stream()
                .filter(tag -> tag.id().equals(sample.tag()) && tag.states().containsKey(sample.value()))
                .map(tag -> " (" + tag.states().get(sample.value()) + ")")
                .findFirst()
                .orElse("");
    }

    private String why(Rejection rejection) {
        String detail = rejection.detail().replaceFirst("^values\\[[0-9]+]: ", "");
        return rejection.reason() + ": " + detail + nearest(rejection);
    }

    private String nearest(Rejection rejection) {
        Matcher quoted = QUOTED.matcher(rejection.detail());
        if (rejection.reason() != Rejection.Reason.UNKNOWN_TAG || !quoted.find()) {
            return "";
        }
        String near =
                Names.nearest(quoted.group(1), site.tags().stream().map(Tag::id).toList());
        return near == null ? "" : say("（相近：" + near + "）", " (nearest: " + near + ")");
    }

    private String time(long timeMs) {
        return TIME.format(Instant.ofEpochMilli(timeMs).atZone(site.park().zone()));
    }

    private void line(String zh, String en, String what) {
        String name = say(zh, en);
        lines.add(name + " ".repeat(Math.max(1, (locale.equals(Locale.ENGLISH) ? 11 : 6) - name.length())) + what);
    }

    private String say(String zh, String en) {
        return new Text(zh, en).in(locale);
    }
}
