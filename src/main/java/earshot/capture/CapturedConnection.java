package earshot.capture;

import module java.base;

import earshot.event.Direction;
import earshot.server.CloseStatus;
import earshot.server.Handshake;

/// One connection, from which a log notes what passes. Its first text each way is kept as long as it is: without the hellos, what comes later means nothing.
final class CapturedConnection implements TrafficListener {
    /// Characters of a first text; a hello is shorter.
    private static final int LONGEST_FIRST = 8_192;

    private final TrafficHistory log;
    private final int number;
    private final RecordedHandshake handshake;
    private final CapturedTraffic.Begun begun;
    private final Map<Direction, CapturedTraffic.Text> firstTexts = new ConcurrentHashMap<>();

    CapturedConnection(TrafficHistory log, int number, Handshake handshake, long nanos) {
        this.log = log;
        this.number = number;
        this.handshake = RecordedHandshake.of(handshake);
        begun = new CapturedTraffic.Begun(nanos, this);
    }

    int number() {
        return number;
    }

    RecordedHandshake handshake() {
        return handshake;
    }

    /// How it began: itself and its first texts, in their order.
    List<CapturedTraffic> begin() {
        List<CapturedTraffic> begin = new ArrayList<>(List.of(begun));
        firstTexts.values().stream().sorted(Comparator.comparingLong(CapturedTraffic::nanos)).forEach(begin::add);
        return begin;
    }

    CapturedTraffic.Begun begun() {
        return begun;
    }

    void remember(CapturedTraffic.Text text) {
        if (text.text().length() <= LONGEST_FIRST) {
            firstTexts.putIfAbsent(text.direction(), text);
        }
    }

    @Override
    public void textReceived(String text, long nanos) {
        log.capture(new CapturedTraffic.Text(nanos, this, Direction.IN, text));
    }

    @Override
    public void frameReceived(byte[] frame, long nanos) {
        log.capture(new CapturedTraffic.Binary(nanos, this, Direction.IN, frame));
    }

    @Override
    public void textSent(String text, long nanos) {
        log.capture(new CapturedTraffic.Text(nanos, this, Direction.OUT, text));
    }

    @Override
    public void frameSent(byte[] frame, long nanos) {
        log.capture(new CapturedTraffic.Binary(nanos, this, Direction.OUT, frame));
    }

    @Override
    public void closed(CloseStatus status, long nanos) {
        log.capture(new CapturedTraffic.Ended(nanos, this, status));
    }
}
