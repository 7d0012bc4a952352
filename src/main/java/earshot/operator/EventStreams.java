package earshot.operator;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.api.ApiQuery;
import earshot.api.ApiReply;
import earshot.data.LetterCase;
import earshot.device.IdentityResolver;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.id.DeviceId;
import earshot.server.HttpMethod;
import earshot.server.HttpReply;
import earshot.server.HttpRequest;
import earshot.server.HttpStream;
import earshot.time.Time;
import earshot.watch.ChangeSignal;
import earshot.watch.EventLog;
import earshot.watch.WatchSubscription;

/// The timeline as server-sent events. A reader's place in the timeline is all that is kept of it: one that falls behind so far that rows are gone learns
/// how many, and one that takes nothing for some seconds is cut.
public final class EventStreams {
    /// Readers at a time.
    static final int MOST_READERS = 16;
    static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int ROWS_AT_ONCE = 100;
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final Time time;
    private final EventLog<Event> timeline;
    /// Tells the numbers of this run of the program from those of others.
    private final String run;
    private final AtomicInteger readers = new AtomicInteger();

    public EventStreams(Time time, EventLog<Event> timeline) {
        this.time = time;
        this.timeline = timeline;
        run = Long.toString(time.now().toEpochMilli(), Character.MAX_RADIX);
    }

    /// How many read now.
    public int readers() {
        return readers.get();
    }

    /// @param devices empty for all
    /// @param types empty for all
    private record Filter(Set<DeviceId> devices, Set<String> types) {
        static Filter of(ApiQuery query) {
            return new Filter(
                texts(query, "device").flatMap(id -> IdentityResolver.normalized(Optional.of(id)).stream()).map(DeviceId::new).collect(Collectors.toSet()),
                texts(query, "type").collect(Collectors.toSet()));
        }

        private static Stream<String> texts(ApiQuery query, String name) {
            return query.text(name).stream().flatMap(list -> Arrays.stream(list.split(","))).map(String::strip).filter(text -> !text.isEmpty());
        }

        boolean accepts(Event event) {
            return (devices.isEmpty() || event.device().filter(devices::contains).isPresent()) && (types.isEmpty() || types.contains(event.type()));
        }
    }

    /// The stream that a request asks for.
    HttpReply open(HttpRequest request) throws ApiQuery.InvalidParameter {
        ApiQuery query = ApiQuery.of(request.target());
        if (readers.get() >= MOST_READERS) {
            return ApiReply.failed(429, MOST_READERS + " programs read the events already; end one of them, or try again later", Map.of("Retry-After", "10"));
        }
        long cursor = cursor(Optional.ofNullable(request.headers().get("last-event-id")).or(() -> query.text("lastEventId")));
        Filter filter = Filter.of(query);
        Optional<HttpStream> rest = request.method().equals(HttpMethod.HEAD) ? Optional.empty() : Optional.of(to -> write(to, cursor, filter));
        return new HttpReply(200, "text/event-stream; charset=utf-8", Map.of("Cache-Control", "no-store", "X-Accel-Buffering", "no"),
            "retry: 3000\n\n".getBytes(StandardCharsets.UTF_8), rest);
    }

    /// Behind the last event that a reader has; after a restart of the program everything is new to it. Without an id only what happens from now on.
    private long cursor(Optional<String> lastId) {
        return lastId.map(id -> {
            String[] parts = id.strip().split("-");
            boolean known = parts.length == 2 && parts[0].equals(run) && parts[1].matches("\\d{1,18}");
            return known ? Math.min(Long.parseLong(parts[1]) + 1, timeline.end()) : timeline.first();
        }).orElseGet(timeline::end);
    }

    private void write(HttpStream.Output to, long from, Filter filter) {
        ChangeSignal appended = new ChangeSignal();
        readers.incrementAndGet();
        try (WatchSubscription _ = timeline.observe(appended::changed)) {
            long cursor = from;
            long sent = time.nanos();
            while (!to.ended().isDone()) {
                CompletableFuture<Boolean> change = CompletableFuture.anyOf(appended.next(), to.ended()).thenApply(_ -> true);
                EventLog.Page<Event> page = timeline.read(cursor, ROWS_AT_ONCE);
                cursor = page.next();
                Duration quiet = Duration.ofNanos(time.nanos() - sent);
                byte[] text = text(page, filter);
                // a client that vanished shows itself when something is sent
                byte[] due = text.length == 0 && quiet.compareTo(HEARTBEAT) >= 0 ? COMMENT : text;
                if (due.length > 0) {
                    if (!to.send(due)) {
                        return;
                    }
                    sent = time.nanos();
                } else if (page.rows().isEmpty()) {
                    time.await(change, HEARTBEAT.minus(quiet));
                }
            }
        } finally {
            readers.decrementAndGet();
        }
    }

    private byte[] text(EventLog.Page<Event> page, Filter filter) {
        StringBuilder text = new StringBuilder();
        if (page.lost() > 0) {
            text.append("event: lost\ndata: {\"rows\":").append(page.lost()).append("}\n\n");
        }
        long number = page.from();
        for (Event event : page.rows()) {
            if (filter.accepts(event)) {
                text.append("id: ").append(run).append('-').append(number).append("\ndata: ").append(json(event)).append("\n\n");
            }
            number++;
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Event event) {
        ObjectNode row = JSON.createObjectNode().put("at", event.at().toString()).put("device", event.device().map(DeviceId::value).orElse(null))
            .put("direction", LetterCase.lower(event.direction().name())).put("type", event.type()).put("severity", LetterCase.lower(event.severity().name()))
            .put("text", event.summary());
        if (event.payload() instanceof EventPayload.Text(String head, int bytes, var _)) {
            row.put("message", head).put("bytes", bytes);
        }
        return row.toString();
    }
}
