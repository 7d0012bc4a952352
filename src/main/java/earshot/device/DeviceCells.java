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
/// A connection passes its session id with every write. The row belongs to the session that [#arrived] last; writes of
/// an older one are dropped, because two connections of one device overlap for a moment. Safe for use from any
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

    /// @param onLeft called when the connection that owns the row is over
    DeviceCells(DeviceFacts facts, long nowNanos, Consumer<DeviceCells> onLeft) {
        id = facts.id();
        this.onLeft = onLeft;
        this.facts = new Cell<>(facts);
        history = new History(nowNanos);
    }

    /// A connection of this device opened and owns the row from now on.
    public void arrived(String sessionId, DeviceFacts.Connection first, Instant at, long nowNanos) {
        owner = sessionId;
        flowIn.set(Flow.NONE);
        flowOut.set(Flow.NONE);
        facts.update(now -> now.arrived(first, at));
        history.enter(StateSpan.Kind.IDLE, nowNanos);
    }

    /// Publishes the current facts of the connection.
    public void moved(String sessionId, DeviceFacts.Connection next, Instant at) {
        facts.update(now -> of(now, sessionId) ? now.moved(next, at) : now);
    }

    /// The connection is over. False when a newer one owns the row already.
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

    /// Shows the replaced connection until it is closed; empty when it is gone.
    public void leaving(Optional<DeviceFacts.Leaving> who) {
        facts.update(now -> now.withLeaving(who));
    }

    /// The facts of a turn changed. An older turn that is still being recognized does not replace a newer one.
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
    /// @param soundNanos its duration
    public void packet(String sessionId, byte[] opus, long arrivalNanos, long soundNanos) {
        if (owns(sessionId)) {
            recent.add(opus, arrivalNanos, soundNanos);
        }
    }

    /// The newest packets of the microphone; kept while the device is connected and for some devices that disconnected recently.
    public PacketRing recent() {
        return recent;
    }

    /// Decoded audio from the microphone.
    ///
    /// @param rate Hz
    /// @param thresholdDb the level above which audio counts as voice now, dBFS; published in steps of half a dB
    public void heard(String sessionId, short[] pcm, int rate, Level level, boolean voice, double thresholdDb) {
        if (owns(sessionId)) {
            levelIn.set(level);
            waveIn.write(pcm, rate, voice);
            if (Math.abs(threshold.get() - thresholdDb) >= 0.5) {
                threshold.set(thresholdDb);
            }
        }
    }

    /// No audio comes from the microphone any more.
    public void unheard(String sessionId) {
        if (owns(sessionId)) {
            levelIn.set(Level.SILENCE);
        }
    }

    /// Audio that is sent to the device.
    ///
    /// @param rate Hz
    public void spoken(String sessionId, short[] pcm, int rate, Level level) {
        if (owns(sessionId)) {
            levelOut.set(level);
            waveOut.write(pcm, rate, false);
        }
    }

    /// No audio is sent to the device any more.
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

    /// Changes facts that do not depend on a connection.
    void change(UnaryOperator<DeviceFacts> change) {
        facts.update(change);
    }

    /// Whether this session owns the row.
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
