package earshot.firmware;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.capture.SessionEntry;
import earshot.capture.TrafficJudge;
import earshot.event.Direction;
import earshot.id.DeviceId;
import earshot.server.Handshake;
import earshot.wire.BinaryFrameCodec;

/// What the firmware of a device did until a moment of a recording that mostly moves on by a little, as [LiveFirmware] tells it of what passes now.
/// [#show] is called by one thread at a time; any thread reads.
public final class RecordedFirmware {
    private static final LossReporter UNTOLD = new LossReporter() {
        @Override
        public void ranOut(Duration silence, int gaps) {}

        @Override
        public void overflowed(int packets) {}
    };

    private final DeviceId device;
    private final Map<Integer, Handshake> handshakes;
    private final List<SessionEntry.OfConnection> entries;
    private final List<SessionEntry.Lost> losses;
    private final Map<Integer, TrafficJudge> open = new TreeMap<>();
    /// Connections of which something is missing since their last message.
    private final Set<Integer> unknown = new HashSet<>();
    private LiveFirmware firmware = new LiveFirmware(_ -> UNTOLD);
    private int newest;
    private int next;
    /// Until then it is known whether something is missing.
    private long reached = Long.MIN_VALUE;
    private long shown = Long.MIN_VALUE;
    private volatile Optional<FirmwareEstimate> estimate = Optional.empty();

    /// @param connections of the device, in order
    /// @param losses where something is missing in the file, in order
    public RecordedFirmware(DeviceId device, List<RecordedConnection> connections, List<SessionEntry.Lost> losses) {
        this.device = device;
        handshakes = connections.stream().collect(Collectors.toMap(RecordedConnection::number, connection -> connection.handshake().handshake()));
        entries = connections.stream().flatMap(connection -> connection.traffic().stream()).sorted(Comparator.comparingLong(SessionEntry.OfConnection::nanos))
            .toList();
        this.losses = losses;
    }

    /// What it does at the moment that was shown last; empty before its first connection.
    public Optional<FirmwareEstimate> estimate() {
        return estimate;
    }

    /// Goes on to a moment; an earlier one than that shown before is reached from the beginning.
    public void show(long nanos) {
        if (nanos < shown) {
            firmware = new LiveFirmware(_ -> UNTOLD);
            open.clear();
            unknown.clear();
            next = 0;
            reached = Long.MIN_VALUE;
        }
        shown = nanos;
        for (; next < entries.size() && entries.get(next).nanos() <= nanos; next++) {
            lose(entries.get(next).nanos());
            pass(entries.get(next));
        }
        lose(nanos);
        open.forEach((connection, judge) -> {
            if (!unknown.contains(connection)) {
                judge.passed(nanos);
            }
        });
        estimate = firmware.estimate(device);
    }

    /// Something may be missing up to a moment: it is the same whether once or often.
    private void lose(long until) {
        if (!open.isEmpty()) {
            int first = firstAfter(reached);
            if (first < losses.size() && losses.get(first).nanos() <= until) {
                open.values().forEach(judge -> judge.lost(losses.get(first).nanos()));
                unknown.addAll(open.keySet());
            }
        }
        reached = until;
    }

    private int firstAfter(long nanos) {
        int from = 0;
        int to = losses.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (losses.get(middle).nanos() > nanos) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    private void pass(SessionEntry.OfConnection entry) {
        switch (entry) {
            case SessionEntry.Connected connected -> begin(connected.connection(), connected.nanos());
            case SessionEntry.Text text -> text(text);
            case SessionEntry.Packet packet when packet.direction() == Direction.OUT -> known(packet.connection())
                .ifPresent(judge -> judge
                    .frameSent(BinaryFrameCodec.wrap(handshakes.get(packet.connection()).framing(), packet.opus(), packet.timestampMillis()), packet.nanos()));
            case SessionEntry.Closed closed -> Optional.ofNullable(open.remove(closed.connection()))
                .ifPresent(judge -> judge.closed(closed.status(), closed.nanos()));
            case SessionEntry.Packet _, SessionEntry.Frame _ -> {}
        }
    }

    private void begin(int connection, long nanos) {
        newest = connection;
        unknown.remove(connection);
        open.put(connection, firmware.of(handshakes.get(connection), nanos));
    }

    /// What comes after something that is missing is judged again.
    private void text(SessionEntry.Text text) {
        if (text.connection() == newest && unknown.contains(newest) && open.containsKey(newest)) {
            begin(newest, text.nanos());
        }
        known(text.connection()).ifPresent(judge -> {
            if (text.direction() == Direction.IN) {
                judge.textReceived(text.text(), text.nanos());
            } else {
                judge.textSent(text.text(), text.nanos());
            }
        });
    }

    private Optional<TrafficJudge> known(int connection) {
        return unknown.contains(connection) ? Optional.empty() : Optional.ofNullable(open.get(connection));
    }
}
