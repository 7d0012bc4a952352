package earshot.simulator;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The results of a simulation, as text for people and as JSON for programs.
public record SimulationReport(String url, List<SimulatedDeviceReport> devices) {
    public SimulationReport {
        devices = List.copyOf(devices);
    }

    /// Whether every device completed every turn and played every frame it was sent.
    public boolean passed() {
        return devices.stream().allMatch(device -> device.failures().isEmpty());
    }

    /// The report as lines.
    public String text() {
        StringBuilder out = new StringBuilder("server    " + url + "\n");
        for (SimulatedDeviceReport device : devices) {
            FrameCounters c = device.counters();
            out.append(line(
                "device    %s  connect %s  hello %s  sent %d  received %d  played %d  "
                    + "underruns %d (%d ms)  overflow %d  lost %d  late %d  reordered %d  longest gap %d ms%n",
                device.deviceId(), millis(device.connect()), millis(device.hello()), c.sent(), c.received(), c.played(), c.underruns(),
                c.underrunNanos() / 1_000_000,
                c.overflow(), c.lost(), c.arrivals().late(), c.arrivals().reordered(), c.arrivals().longestGapNanos() / 1_000_000));
            int number = 1;
            for (SimulatedTurnReport turn : device.turns()) {
                out.append(line("  turn %d  stt %s  tts start %s  first frame %s  tts stop %s  played %s  heard \"%s\"  answered \"%s\"%n",
                    number++, millis(turn.stt()), millis(turn.ttsStart()), millis(turn.firstFrame()), millis(turn.ttsStop()), millis(turn.drained()),
                    turn.heard(), turn.answered()));
            }
            device.failures().forEach(failure -> out.append("  failed  ").append(failure.words(Locale.ENGLISH)).append('\n'));
        }
        out.append(line("total     %d devices, %d failed  connect %s  hello %s  stt %s  first frame %s  (median / 90 %% / slowest)%n",
            devices.size(), failed(), spread(each(SimulatedDeviceReport::connect)), spread(each(SimulatedDeviceReport::hello)),
            spread(eachTurn(SimulatedTurnReport::stt)),
            spread(eachTurn(SimulatedTurnReport::firstFrame))));
        out.append(line("          sent %d  received %d  played %d  underruns %d  overflow %d  lost %d%n",
            sum(FrameCounters::sent), sum(FrameCounters::received), sum(FrameCounters::played), sum(FrameCounters::underruns), sum(FrameCounters::overflow),
            sum(FrameCounters::lost)));
        return out.toString();
    }

    /// The report as JSON; times in milliseconds, absent ones left out.
    public ObjectNode json() {
        ObjectNode out = JsonNodeFactory.instance.objectNode().put("url", url).put("passed", passed());
        ObjectNode total = out.putObject("total").put("devices", devices.size()).put("failed", failed());
        counters(total, this::sum);
        put(total, "connect_median_ms", quantile(each(SimulatedDeviceReport::connect), 0.5));
        put(total, "hello_median_ms", quantile(each(SimulatedDeviceReport::hello), 0.5));
        put(total, "first_frame_median_ms", quantile(eachTurn(SimulatedTurnReport::firstFrame), 0.5));
        for (SimulatedDeviceReport device : devices) {
            ObjectNode node = out.withArray("devices").addObject().put("device_id", device.deviceId().value());
            put(node, "connect_ms", device.connect());
            put(node, "hello_ms", device.hello());
            counters(node, counter -> counter.applyAsLong(device.counters()));
            for (SimulatedTurnReport turn : device.turns()) {
                ObjectNode turnNode = node.withArray("turns").addObject().put("heard", turn.heard()).put("answered", turn.answered());
                put(turnNode, "stt_ms", turn.stt());
                put(turnNode, "tts_start_ms", turn.ttsStart());
                put(turnNode, "first_frame_ms", turn.firstFrame());
                put(turnNode, "tts_stop_ms", turn.ttsStop());
                put(turnNode, "played_ms", turn.drained());
            }
            device.failures().forEach(failure -> node.withArray("failures").add(failure.words(Locale.ENGLISH)));
        }
        return out;
    }

    /// @param number value of a counter of one device, or its sum over all
    private static void counters(ObjectNode node, ToLongFunction<ToLongFunction<FrameCounters>> number) {
        node.put("sent", number.applyAsLong(FrameCounters::sent)).put("received", number.applyAsLong(FrameCounters::received))
            .put("played", number.applyAsLong(FrameCounters::played)).put("underruns", number.applyAsLong(FrameCounters::underruns))
            .put("underrun_ms", number.applyAsLong(FrameCounters::underrunNanos) / 1_000_000).put("overflow", number.applyAsLong(FrameCounters::overflow))
            .put("unasked", number.applyAsLong(FrameCounters::unsolicited)).put("wiped", number.applyAsLong(c -> c.playback().discarded()))
            .put("undecodable", number.applyAsLong(c -> c.playback().undecodable())).put("misframed", number.applyAsLong(FrameCounters::misframed))
            .put("late", number.applyAsLong(c -> c.arrivals().late())).put("reordered", number.applyAsLong(c -> c.arrivals().reordered()))
            .put("early", number.applyAsLong(FrameCounters::early)).put("refused", number.applyAsLong(FrameCounters::refused));
    }

    private long failed() {
        return devices.stream().filter(device -> !device.failures().isEmpty()).count();
    }

    private long sum(ToLongFunction<FrameCounters> counter) {
        return devices.stream().map(SimulatedDeviceReport::counters).mapToLong(counter).sum();
    }

    private List<Duration> each(Function<SimulatedDeviceReport, Optional<Duration>> value) {
        return devices.stream().map(value).flatMap(Optional::stream).sorted().toList();
    }

    private List<Duration> eachTurn(Function<SimulatedTurnReport, Optional<Duration>> value) {
        return devices.stream().flatMap(device -> device.turns().stream()).map(value).flatMap(Optional::stream).sorted().toList();
    }

    private static Optional<Duration> quantile(List<Duration> sorted, double share) {
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share))));
    }

    private static String spread(List<Duration> sorted) {
        return String.join(" / ", List.of(millis(quantile(sorted, 0.5)), millis(quantile(sorted, 0.9)), millis(quantile(sorted, 1))));
    }

    private static void put(ObjectNode node, String name, Optional<Duration> value) {
        value.ifPresent(duration -> node.put(name, Math.round(duration.toNanos() / 1e4) / 100.0));
    }

    private static String millis(Optional<Duration> duration) {
        return duration.map(d -> line("%.0f ms", d.toNanos() / 1e6)).orElse("–");
    }

    private static String line(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
