package earshot.ui.comparison;

import module java.base;

import earshot.id.DeviceId;
import earshot.replay.ComparedLine;
import earshot.replay.RecordingComparison;

/// A row of the comparison.
sealed interface ComparisonRow {
    /// A device, with how much differs of it.
    record OfDevice(RecordingComparison.Device device) implements ComparisonRow {}

    /// What follows belongs to this answer.
    ///
    /// @param turn from 1
    /// @param heard the words that it answers; blank where they are not known
    record OfTurn(int connection, int turn, String heard) implements ComparisonRow {}

    record Line(RecordingComparison.Device device, ComparedLine line) implements ComparisonRow {
        /// The place in the first session; empty where it is not there.
        Optional<Place> first() {
            return device.ids().left().flatMap(id -> line.pair().left().map(seen -> new Place(id, seen.nanos())));
        }

        Optional<Place> second() {
            return device.ids().right().flatMap(id -> line.pair().right().map(seen -> new Place(id, seen.nanos())));
        }
    }

    /// @param nanos on the monotonic clock of the session
    record Place(DeviceId device, long nanos) {}

    /// @param onlyDifferences whether what is the same is left out
    static List<ComparisonRow> of(RecordingComparison comparison, boolean onlyDifferences) {
        List<ComparisonRow> rows = new ArrayList<>();
        for (RecordingComparison.Device device : comparison.devices()) {
            List<ComparedLine> shown = device.lines().stream().filter(line -> !onlyDifferences || !line.same()).toList();
            if (!shown.isEmpty()) {
                rows.add(new OfDevice(device));
                int connection = 0;
                int turn = 0;
                for (ComparedLine line : shown) {
                    if (line.turn() > 0 && (line.turn() != turn || line.connection() != connection)) {
                        rows.add(new OfTurn(line.connection(), line.turn(), heard(device, line)));
                    }
                    connection = line.connection();
                    turn = line.turn();
                    rows.add(new Line(device, line));
                }
            }
        }
        return rows;
    }

    private static String heard(RecordingComparison.Device device, ComparedLine of) {
        return device.lines().stream().filter(line -> line.connection() == of.connection() && line.turn() == of.turn())
            .filter(ComparedLine.Message.class::isInstance).map(ComparedLine.Message.class::cast)
            .filter(message -> message.kind().equals("stt")).findFirst().flatMap(message -> message.pair().left().or(message.pair()::right))
            .map(seen -> seen.value().path("text").asText("")).orElse("");
    }
}
