package earshot.device;

import earshot.audio.Flow;
import earshot.audio.Level;
import earshot.audio.PacketRing;
import earshot.audio.Waveform;
import earshot.audio.WaveformRing;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The writable side of a device's row.
///
/// A connection passes its session id with everything it writes. The row belongs to the session that [#arrived] last; what
/// an older one still writes is dropped, because two connections of one device overlap for a moment. Safe for use from any
/// thread; each of the two waveforms is written by one thread at a time.
public final class DeviceCells implements DeviceModel {
    /// 60 s of columns of 20 ms.
    private static final int COLUMNS = 3001;

    private final String id;
    private final Cell<DeviceFacts> facts;
    private final Cell<Level> levelIn = new Cell<>(Level.SILENCE);
    private final Cell<Level> levelOut = new Cell<>(Level.SILENCE);
    private final Cell<Double> threshold = new Cell<>(Level.SILENCE.rmsDb());
    private final Cell<Flow> flowIn = new Cell<>(Flow.NONE);
    private final Cell<Flow> flowOut = new Cell<>(Flow.NONE);
    private final WaveformRing waveIn = new WaveformRing(COLUMNS);
    private final WaveformRing waveOut = new WaveformRing(COLUMNS);
    private final Cell<Optional<IdleCountdown>> idle = new Cell<>(Optional.empty());
    private final PacketRing recent = new PacketRing();
    private final Consumer<DeviceCells> onLeft;
    private final History history;
    private volatile String owner = "";

    /// @param onLeft told when a connection is over
    DeviceCells(DeviceFacts facts, long nowNanos, Consumer<DeviceCells> onLeft) {
        id = facts.id();
        this.onLeft = onLeft;
        this.facts = new Cell<>(facts);
        history = new History(nowNanos);
    }

    /// A connection of this device opened: the row is its own from now on.
    public void arrived(String sessionId, DeviceFacts.Connection first, Instant at, long nowNanos) {
        owner = sessionId;
        flowIn.set(Flow.NONE);
        flowOut.set(Flow.NONE);
        facts.update(now -> now.arrived(first, at));
        history.enter(StateSpan.Kind.IDLE, nowNanos);
    }

    /// The connection is as `next` says now.
    public void moved(String sessionId, DeviceFacts.Connection next, Instant at) {
        facts.update(now -> of(now, sessionId) ? now.moved(next, at) : now);
    }

    /// The connection is over. False when the row belongs to a newer one already.
    public boolean left(String sessionId, DeviceFacts.Ended how, long nowNanos) {
        if (!owns(sessionId)) {
            return false;
        }
        owner = "";
        facts.update(now -> of(now, sessionId) ? now.left(how) : now);
        levelIn.set(Level.SILENCE);
        levelOut.set(Level.SILENCE);
        idle.set(Optional.empty());
        history.enter(StateSpan.Kind.ASLEEP, nowNanos);
        onLeft.accept(this);
        return true;
    }

    /// The older connection that is about to be closed, or none any more.
    public void leaving(Optional<DeviceFacts.Leaving> who) {
        facts.update(now -> now.withLeaving(who));
    }

    /// A turn of the session moved on. An older turn that is still being recognised does not replace a newer one.
    public void turn(String sessionId, TurnFacts turn) {
        facts.update(now -> of(now, sessionId) && now.lastTurn().filter(last -> last.at().isAfter(turn.at())).isEmpty() ? now.withLastTurn(turn) : now);
    }

    public void enter(String sessionId, StateSpan.Kind kind, long nowNanos) {
        if (owns(sessionId)) {
            history.enter(kind, nowNanos);
        }
    }

    public void idle(String sessionId, Optional<IdleCountdown> left) {
        if (owns(sessionId)) {
            idle.set(left);
        }
    }

    /// A packet from the microphone that could be decoded.
    ///
    /// @param arrivalNanos when it came, monotonic
    /// @param soundNanos how long it sounds
    public void packet(String sessionId, byte[] opus, long arrivalNanos, long soundNanos) {
        if (owns(sessionId)) {
            recent.add(opus, arrivalNanos, soundNanos);
        }
    }

    /// What the microphone sent last; kept while the device is connected and for some devices that have just left.
    public PacketRing recent() {
        return recent;
    }

    /// Sound from the microphone.
    /// @param thresholdDb the level above which sound counts as voice now; shown in steps of half a dB
    public void heard(String sessionId, short[] pcm, int rate, Level level, boolean voice, double thresholdDb) {
        if (owns(sessionId)) {
            levelIn.set(level);
            waveIn.write(pcm, rate, voice);
            if (Math.abs(threshold.get() - thresholdDb) >= 0.5) {
                threshold.set(thresholdDb);
            }
        }
    }

    /// Nothing comes from the microphone any more.
    public void unheard(String sessionId) {
        if (owns(sessionId)) {
            levelIn.set(Level.SILENCE);
        }
    }

    /// Sound that leaves for the device.
    public void spoken(String sessionId, short[] pcm, int rate, Level level) {
        if (owns(sessionId)) {
            levelOut.set(level);
            waveOut.write(pcm, rate, false);
        }
    }

    /// Nothing leaves for the device any more.
    public void quiet(String sessionId) {
        if (owns(sessionId)) {
            levelOut.set(Level.SILENCE);
        }
    }

    public void flowIn(String sessionId, Flow flow) {
        if (owns(sessionId)) {
            flowIn.set(flow);
        }
    }

    public void flowOut(String sessionId, Flow flow) {
        if (owns(sessionId)) {
            flowOut.set(flow);
        }
    }

    /// Changes facts that belong to no connection.
    void change(UnaryOperator<DeviceFacts> change) {
        facts.update(change);
    }

    /// Whether the row belongs to this session.
    public boolean owns(String sessionId) {
        return owner.equals(sessionId);
    }

    private static boolean of(DeviceFacts facts, String sessionId) {
        return facts.connection().filter(connection -> connection.sessionId().equals(sessionId)).isPresent();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Watch<DeviceFacts> facts() {
        return facts;
    }

    @Override
    public Watch<Level> levelIn() {
        return levelIn;
    }

    @Override
    public Watch<Level> levelOut() {
        return levelOut;
    }

    @Override
    public Watch<Double> threshold() {
        return threshold;
    }

    @Override
    public Watch<Flow> flowIn() {
        return flowIn;
    }

    @Override
    public Watch<Flow> flowOut() {
        return flowOut;
    }

    @Override
    public Waveform waveIn() {
        return waveIn;
    }

    @Override
    public Waveform waveOut() {
        return waveOut;
    }

    @Override
    public Watch<Optional<IdleCountdown>> idle() {
        return idle;
    }

    @Override
    public Watch<List<StateSpan>> history() {
        return history.spans();
    }
}
