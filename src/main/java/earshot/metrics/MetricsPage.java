package earshot.metrics;

import module java.base;

import earshot.api.ApiAccess;
import earshot.api.ApiReply;
import earshot.audio.StreamTotals;
import earshot.data.LetterCase;
import earshot.device.DeviceModel;
import earshot.device.Presence;
import earshot.metrics.MetricsText.Label;
import earshot.metrics.MetricsText.Metric;
import earshot.problem.Severity;
import earshot.server.HttpMethod;
import earshot.server.HttpReply;
import earshot.server.HttpRequest;
import earshot.server.HttpRoute;
import earshot.turn.TurnLog;

/// `GET /metrics` for Prometheus.
public final class MetricsPage implements HttpRoute {
    private final ApiAccess access;
    private final Sources sources;
    private final TurnMetrics turns;

    /// Open problems of one kind.
    public record OpenProblems(String code, Severity severity, long open) {}

    /// Where the numbers come from, asked for each page.
    ///
    /// @param queues what waits, by the name of the queue
    /// @param rows events since the program began
    /// @param readers programs that read the stream of events
    public record Sources(Supplier<List<DeviceModel>> devices, TurnLog turns, Supplier<Map<String, Integer>> queues,
            Supplier<List<OpenProblems>> problems, LongSupplier rows, IntSupplier readers) {}

    public MetricsPage(ApiAccess access, Sources sources) {
        this.access = access;
        this.sources = sources;
        turns = new TurnMetrics(sources.turns.rows());
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public boolean polled() {
        return true;
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        return access.answer(request, this::page);
    }

    private HttpReply page(HttpRequest request) {
        if (!request.path().equals(path())) {
            return ApiReply.failed(404, "nothing is here; there is GET /metrics", Map.of());
        }
        if (!request.reads()) {
            return ApiReply.notAllowed(HttpMethod.READING);
        }
        return new HttpReply(200, MetricsText.TYPE, Map.of("Cache-Control", "no-store"), text().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<List<HttpMethod>> methods(String path) {
        return Optional.of(HttpMethod.READING);
    }

    private String text() {
        MetricsText text = new MetricsText();
        List<DeviceModel> devices = sources.devices.get();
        Metric presence = text.metric("earshot_devices", "gauge", "Devices ever seen and not forgotten, by presence.");
        Stream.of(Presence.values()).forEach(state -> presence.sample(devices.stream().filter(device -> device.facts().get().presence() == state).count(),
            new Label("presence", LetterCase.lower(state.name()))));
        // a device that never sent or got sound would only make the page longer
        List<DeviceModel> flowing = devices.stream().filter(device -> device.totalIn().frames() + device.totalOut().frames() > 0).toList();
        totals(text, "earshot_frames_total", "Audio frames, over all connections of a device.", flowing, StreamTotals::frames);
        totals(text, "earshot_frames_late_total", "Audio frames that came more than one frame duration late.", flowing, StreamTotals::late);
        totals(text, "earshot_frames_lost_total", "Audio frames that a full queue dropped.", flowing, StreamTotals::lost);
        flows(text.metric("earshot_frames_queued", "gauge", "Audio frames that wait now."), flowing, device -> device.flowIn().get().queued(),
            device -> device.flowOut().get().queued());
        Metric roundTrip = text.metric("earshot_round_trip_seconds", "gauge", "Newest round trip to a connected device.");
        devices.forEach(device -> device.facts().get().connection().flatMap(open -> open.roundTrip())
            .ifPresent(took -> roundTrip.sample(took.toNanos() / 1e9, new Label("device", device.id().value()))));
        text.metric("earshot_turns_running", "gauge", "Voice turns that run now.").sample(sources.turns.running().get().size());
        turns.write(text);
        Metric queues = text.metric("earshot_queue_depth", "gauge", "What waits, by queue.");
        new TreeMap<>(sources.queues.get()).forEach((queue, depth) -> queues.sample(depth, new Label("queue", queue)));
        Metric problems = text.metric("earshot_problems_open", "gauge", "Open problems, by code.");
        sources.problems.get().forEach(problem -> problems.sample(problem.open(), new Label("code", LetterCase.lower(problem.code())),
            new Label("severity", LetterCase.lower(problem.severity().name()))));
        text.metric("earshot_events_total", "counter", "Rows of the timeline.").sample(sources.rows.getAsLong());
        text.metric("earshot_event_streams", "gauge", "Programs that read the stream of events.").sample(sources.readers.getAsInt());
        Runtime memory = Runtime.getRuntime();
        text.metric("earshot_heap_used_bytes", "gauge", "Memory of the heap in use.").sample(memory.totalMemory() - memory.freeMemory());
        return text.toString();
    }

    private static void totals(MetricsText text, String name, String help, List<DeviceModel> devices, ToLongFunction<StreamTotals> value) {
        flows(text.metric(name, "counter", help), devices, device -> value.applyAsLong(device.totalIn()), device -> value.applyAsLong(device.totalOut()));
    }

    private static void flows(Metric metric, List<DeviceModel> devices, ToLongFunction<DeviceModel> in, ToLongFunction<DeviceModel> out) {
        for (DeviceModel device : devices) {
            Label id = new Label("device", device.id().value());
            metric.sample(in.applyAsLong(device), id, new Label("direction", "in"));
            metric.sample(out.applyAsLong(device), id, new Label("direction", "out"));
        }
    }
}
