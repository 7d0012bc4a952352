package earshot.capture;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.device.DeviceFacts;

/// `manifest.json`.
final class ManifestJson {
    private static final int MOST_DEVICES = 10_000;
    private static final int MOST_FAULTS = 2_000;
    private static final int DEPTH = 20;

    private ManifestJson() {}

    static ObjectNode of(SessionManifest manifest) {
        SessionClock clock = manifest.clock();
        ObjectNode node = JSON.createObjectNode().put("format", manifest.format()).put("product", manifest.product()).put("started", clock.started().toString())
            .put("started_nanos", clock.nanos())
            .put("ended", clock.ended().toString()).put("zone", clock.zone().getId());
        node.set("settings", JSON.valueToTree(manifest.settings()));
        node.set("faults", JSON.createArrayNode().addAll(manifest.faults().stream().map(ManifestJson::of).toList()));
        return node.set("devices", JSON.createArrayNode().addAll(manifest.devices().stream().map(DeviceJson::of).toList()));
    }

    private static ObjectNode of(RecordedFault fault) {
        ObjectNode node = JSON.createObjectNode().put("fault", fault.name()).put("amount", fault.amount());
        fault.since().ifPresent(since -> node.put("since", since.toString()));
        fault.until().ifPresent(until -> node.put("until", until.toString()));
        return node;
    }

    /// @throws IllegalArgumentException when something in it is missing or wrong
    /// @throws DateTimeException likewise
    static SessionManifest read(JsonFields fields) {
        Instant started = fields.instant("started");
        Instant ended = fields.instant("ended");
        SessionClock clock = new SessionClock(started, fields.number("started_nanos"), started, zone(fields.line("zone")));
        boolean sensible = !ended.isBefore(started) && clock.near(ended);
        return new SessionManifest(fields.number("format", 1, Integer.MAX_VALUE), fields.line("product"), sensible ? clock.ended(ended) : clock,
            settings(fields.node().path("settings")), devices(fields), faults(fields));
    }

    /// One that this version does not know changes nothing but how times are shown.
    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException _) {
            return ZoneOffset.UTC;
        }
    }

    /// Those that can be read.
    private static List<DeviceFacts> devices(JsonFields fields) {
        List<DeviceFacts> devices = new ArrayList<>();
        for (JsonNode one : fields.node().path("devices")) {
            if (devices.size() == MOST_DEVICES) {
                break;
            }
            try {
                devices.add(DeviceJson.read(new JsonFields(one)));
            } catch (IllegalArgumentException | DateTimeException _) {
                // of another version
            }
        }
        return devices;
    }

    /// Older versions wrote an object of names and amounts.
    private static List<RecordedFault> faults(JsonFields fields) {
        if (fields.node().path("faults").isArray()) {
            return fields.objects("faults", MOST_FAULTS).stream()
                .map(one -> new RecordedFault(one.line("fault"), one.line("amount"), one.optionalInstant("since"), one.optionalInstant("until"))).toList();
        }
        return fields.texts("faults", MOST_FAULTS).entrySet().stream()
            .map(one -> new RecordedFault(one.getKey(), one.getValue(), Optional.empty(), Optional.empty())).toList();
    }

    private static Map<String, Object> settings(JsonNode node) {
        Map<String, Object> settings = new TreeMap<>();
        node.properties().forEach(one -> value(one.getValue(), 0).ifPresent(value -> settings.put(one.getKey(), value)));
        return settings;
    }

    private static Optional<Object> value(JsonNode node, int depth) {
        return depth == DEPTH ? Optional.empty() : switch (node.getNodeType()) {
            case STRING -> Optional.of(node.textValue());
            case BOOLEAN -> Optional.of(node.booleanValue());
            case NUMBER -> Optional.of(node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.longValue() : (Object) node.doubleValue());
            case ARRAY -> Optional.of(StreamSupport.stream(node.spliterator(), false).flatMap(one -> value(one, depth + 1).stream()).toList());
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties().forEach(one -> value(one.getValue(), depth + 1).ifPresent(value -> map.put(one.getKey(), value)));
                yield Optional.of(map);
            }
            case BINARY, MISSING, NULL, POJO -> Optional.empty();
        };
    }
}
