package earshot.replay;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.data.Alignment.Pair;
import earshot.id.DeviceId;
import earshot.replay.ComparedLine.Seen;

/// Two recordings side by side, device by device: what the server said in both, and in what it differs. Pure.
///
/// @param devices those of the first recording in the order of their first connections, then those that only the second one has
public record RecordingComparison(List<Device> devices) {
    /// A device in both recordings, or in one of them.
    ///
    /// @param ids its id in each; another one where each recording has only one device
    /// @param lines in the order in which they happened, answer by answer
    public record Device(Pair<DeviceId> ids, List<ComparedLine> lines) {
        public Device {
            lines = List.copyOf(lines);
        }

        public long differences() {
            return lines.stream().filter(line -> !line.same()).count();
        }
    }

    public RecordingComparison {
        devices = List.copyOf(devices);
    }

    public long differences() {
        return devices.stream().mapToLong(Device::differences).sum();
    }

    /// Parses every message: not for a thread that draws.
    public static RecordingComparison of(List<RecordedConnection> first, List<RecordedConnection> second) {
        SequencedMap<DeviceId, List<RecordedConnection>> before = byDevice(first);
        SequencedMap<DeviceId, List<RecordedConnection>> after = byDevice(second);
        if (before.size() == 1 && after.size() == 1) {
            return new RecordingComparison(List.of(device(Optional.of(before.firstEntry()), Optional.of(after.firstEntry()))));
        }
        return new RecordingComparison(Stream.concat(before.sequencedKeySet().stream(), after.sequencedKeySet().stream()).distinct()
            .map(id -> device(entry(before, id), entry(after, id))).toList());
    }

    private static SequencedMap<DeviceId, List<RecordedConnection>> byDevice(List<RecordedConnection> connections) {
        return connections.stream().collect(Collectors.groupingBy(connection -> connection.handshake().device(), LinkedHashMap::new, Collectors.toList()));
    }

    private static Optional<Map.Entry<DeviceId, List<RecordedConnection>>> entry(Map<DeviceId, List<RecordedConnection>> connections, DeviceId id) {
        return Optional.ofNullable(connections.get(id)).map(known -> Map.entry(id, known));
    }

    private static Device device(Optional<Map.Entry<DeviceId, List<RecordedConnection>>> first,
        Optional<Map.Entry<DeviceId, List<RecordedConnection>>> second) {
        List<RecordedConnection> before = first.map(Map.Entry::getValue).orElse(List.of());
        List<RecordedConnection> after = second.map(Map.Entry::getValue).orElse(List.of());
        List<ComparedLine> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            if (i < before.size() && i < after.size()) {
                lines.addAll(inOrder(ConnectionComparison.of(i + 1, before.get(i), after.get(i)), before.get(i).nanos(), after.get(i).nanos()));
            } else {
                lines.add(new ComparedLine.Connection(i + 1, new Pair<>(connected(before, i), connected(after, i))));
            }
        }
        return new Device(new Pair<>(first.map(Map.Entry::getKey), second.map(Map.Entry::getKey)), lines);
    }

    private static Optional<Seen<Integer>> connected(List<RecordedConnection> connections, int index) {
        return index < connections.size() ? Optional.of(new Seen<>(connections.get(index).nanos(), connections.get(index).number())) : Optional.empty();
    }

    /// Answer by answer, messages first. One that only the second recording has stays after the one of its family that it follows there.
    ///
    /// @param began when the connection began in the first recording, and `beganSecond` in the second one
    private static List<ComparedLine> inOrder(List<ComparedLine> lines, long began, long beganSecond) {
        record Placed(ComparedLine line, long at) {}
        Map<String, Long> newest = new HashMap<>();
        List<Placed> placed = new ArrayList<>();
        for (ComparedLine line : lines) {
            long at = 0;
            if (line instanceof ComparedLine.Message message) {
                at = message.pair().left().map(seen -> seen.nanos() - began)
                    .orElseGet(() -> newest.getOrDefault(message.family(), message.pair().right().orElseThrow().nanos() - beganSecond));
                newest.put(message.family(), at);
            }
            placed.add(new Placed(line, at));
        }
        return placed.stream()
            .sorted(Comparator.<Placed>comparingInt(one -> one.line().turn()).thenComparingInt(one -> rank(one.line())).thenComparingLong(Placed::at))
            .map(Placed::line).toList();
    }

    private static int rank(ComparedLine line) {
        return switch (line) {
            case ComparedLine.Connection _ -> 0;
            case ComparedLine.Message _ -> 1;
            case ComparedLine.Stage _ -> 2;
            case ComparedLine.Sound _ -> 3;
            case ComparedLine.End _ -> 4;
        };
    }
}
