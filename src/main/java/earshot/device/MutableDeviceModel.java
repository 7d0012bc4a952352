package earshot.device;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.PacketRing;
import earshot.audio.StreamStatistics;
import earshot.audio.StreamTotals;
import earshot.audio.Waveform;
import earshot.audio.WaveformRing;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The writable side of a device's row.
///
/// A connection passes its session id with every write. The row belongs to the session that [#connected] last; writes of
/// an older one are dropped, because two connections of one device overlap for a moment. Safe for use from any
/// thread; each of the two waveforms is written by one thread at a time.
public final class MutableDeviceModel implements DeviceModel {
    /// 60 s of columns of 20 ms.
    private static final int COLUMNS = 3001;
    private static final int MAX_MODE_CHANGES = 20;
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private final DeviceId id;
    private final MutableWatch<DeviceFacts> facts;
    private final MutableWatch<AudioLevel> levelIn = new MutableWatch<>(AudioLevel.SILENCE);
    private final MutableWatch<AudioLevel> levelOut = new MutableWatch<>(AudioLevel.SILENCE);
    private final MutableWatch<Double> threshold = new MutableWatch<>(AudioLevel.SILENCE.rmsDb());
    private final MutableWatch<StreamStatistics> flowIn = new MutableWatch<>(StreamStatistics.NONE);
    private final MutableWatch<StreamStatistics> flowOut = new MutableWatch<>(StreamStatistics.NONE);
    private final FlowTotals totalsIn = new FlowTotals();
    private final FlowTotals totalsOut = new FlowTotals();
    private final WaveformRing waveIn = new WaveformRing(COLUMNS);
    private final WaveformRing waveOut = new WaveformRing(COLUMNS);
    private final MutableWatch<Integer> droppedTexts = new MutableWatch<>(0);
    private final MutableWatch<Optional<IdleCountdown>> idle = new MutableWatch<>(Optional.empty());
    private final PacketRing recentPackets = new PacketRing();
    private final Consumer<MutableDeviceModel> onDisconnected;
    private final MutableWatch<List<ModeChange>> modes = new MutableWatch<>(List.of());
    private final StateHistory history;
    private volatile Optional<SessionId> ownerSession = Optional.empty();

    /// @param onDisconnected called when the connection that owns the row is over
    MutableDeviceModel(DeviceFacts facts, long nowNanos, Consumer<MutableDeviceModel> onDisconnected) {
        id = facts.id();
        this.onDisconnected = onDisconnected;
        this.facts = new MutableWatch<>(facts);
        history = new StateHistory(nowNanos);
    }

    /// A connection of this device opened and owns the row from now on.
    public void connected(SessionId sessionId, DeviceFacts.Connection first, Instant at, long nowNanos) {
        ownerSession = Optional.of(sessionId);
        totalsIn.begin(sessionId);
        totalsOut.begin(sessionId);
        flowIn.set(StreamStatistics.NONE);
        flowOut.set(StreamStatistics.NONE);
        facts.update(now -> now.connected(first, at));
        history.enter(StateSpan.Kind.IDLE, nowNanos);
    }

    public void updated(SessionId sessionId, DeviceFacts.Connection next, Instant at) {
        facts.update(now -> belongsTo(now, sessionId) ? now.updated(next, at) : now);
    }

    /// The connection is over. False when a newer one owns the row already.
    public boolean disconnected(SessionId sessionId, DeviceFacts.ConnectionEnd end, long nowNanos) {
        if (!owns(sessionId)) {
            return false;
        }
        ownerSession = Optional.empty();
        facts.update(now -> belongsTo(now, sessionId) ? now.disconnected(end) : now);
        levelIn.set(AudioLevel.SILENCE);
        levelOut.set(AudioLevel.SILENCE);
        threshold.set(AudioLevel.SILENCE.rmsDb());
        flowIn.update(StreamStatistics::ended);
        flowOut.update(StreamStatistics::ended);
        idle.set(Optional.empty());
        history.enter(StateSpan.Kind.ASLEEP, nowNanos);
        if (!modes.get().isEmpty() && modes.get().getLast().mode().isPresent()) {
            addModeChange(new ModeChange(end.at(), Optional.empty(), ModeChange.Cause.CONNECTION_END));
        }
        onDisconnected.accept(this);
        return true;
    }

    /// Shows the replaced connection until it is closed; empty when it is gone.
    public void replacedConnection(Optional<DeviceFacts.ReplacedConnection> who) {
        facts.update(now -> now.withReplaced(who));
    }

    public void enterState(SessionId sessionId, StateSpan.Kind kind, long nowNanos) {
        if (owns(sessionId)) {
            history.enter(kind, nowNanos);
        }
    }

    public void modeChanged(SessionId sessionId, ModeChange change) {
        if (owns(sessionId)) {
            addModeChange(change);
        }
    }

    /// What lies between two modes when one ends the other is not reported.
    private void addModeChange(ModeChange change) {
        modes.update(before -> {
            boolean between = !before.isEmpty() && before.getLast().mode().isEmpty()
                && Duration.between(before.getLast().at(), change.at()).compareTo(AT_ONCE) < 0;
            List<ModeChange> kept = between ? before.subList(0, before.size() - 1) : before;
            return Stream.concat(kept.stream().skip(Math.max(0, kept.size() - MAX_MODE_CHANGES + 1)), Stream.of(change)).toList();
        });
    }

    public void idle(SessionId sessionId, Optional<IdleCountdown> left) {
        if (owns(sessionId)) {
            idle.set(left);
        }
    }

    /// A packet from the microphone that could be decoded; `soundNanos` is its duration.
    public void packetReceived(SessionId sessionId, byte[] opus, long arrivalNanos, long soundNanos) {
        if (owns(sessionId)) {
            recentPackets.add(opus, arrivalNanos, soundNanos);
        }
    }

    /// The newest packets of the microphone; kept while the device is connected and for some devices that disconnected recently.
    public PacketRing recentPackets() {
        return recentPackets;
    }

    /// Decoded audio from the microphone.
    ///
    /// @param rate Hz
    /// @param thresholdDb the level above which audio counts as voice now, dBFS; published in steps of half a dB
    public void audioReceived(SessionId sessionId, short[] pcm, int rate, AudioLevel level, boolean voice, double thresholdDb) {
        if (owns(sessionId)) {
            levelIn.set(level);
            waveIn.write(pcm, rate, voice);
            if (Math.abs(threshold.get() - thresholdDb) >= 0.5) {
                threshold.set(thresholdDb);
            }
        }
    }

    /// No audio comes from the microphone any more.
    public void inputSilent(SessionId sessionId) {
        if (owns(sessionId)) {
            levelIn.set(AudioLevel.SILENCE);
        }
    }

    /// Audio that is sent to the device; `rate` in Hz.
    public void audioSent(SessionId sessionId, short[] pcm, int rate, AudioLevel level) {
        if (owns(sessionId)) {
            levelOut.set(level);
            waveOut.write(pcm, rate, false);
        }
    }

    /// No audio is sent to the device any more.
    public void outputSilent(SessionId sessionId) {
        if (owns(sessionId)) {
            levelOut.set(AudioLevel.SILENCE);
        }
    }

    /// A text was recognized that nobody said.
    public void textDropped() {
        droppedTexts.update(count -> count + 1);
    }

    public void flowIn(SessionId sessionId, StreamStatistics streamStatistics) {
        if (owns(sessionId)) {
            totalsIn.update(sessionId, streamStatistics);
            flowIn.set(streamStatistics);
        }
    }

    public void flowOut(SessionId sessionId, StreamStatistics streamStatistics) {
        if (owns(sessionId)) {
            totalsOut.update(sessionId, streamStatistics);
            flowOut.set(streamStatistics);
        }
    }

    /// Changes facts that do not depend on a connection.
    void change(UnaryOperator<DeviceFacts> change) {
        facts.update(change);
    }

    public boolean owns(SessionId sessionId) {
        return ownerSession.equals(Optional.of(sessionId));
    }

    private static boolean belongsTo(DeviceFacts facts, SessionId sessionId) {
        return facts.connection().filter(connection -> connection.link().sessionId().equals(sessionId)).isPresent();
    }

    @Override
    public DeviceId id() {
        return id;
    }

    @Override
    public Watch<DeviceFacts> facts() {
        return facts;
    }

    @Override
    public Watch<AudioLevel> levelIn() {
        return levelIn;
    }

    @Override
    public Watch<AudioLevel> levelOut() {
        return levelOut;
    }

    @Override
    public Watch<Double> threshold() {
        return threshold;
    }

    @Override
    public Watch<StreamStatistics> flowIn() {
        return flowIn;
    }

    @Override
    public Watch<StreamStatistics> flowOut() {
        return flowOut;
    }

    @Override
    public StreamTotals totalIn() {
        return totalsIn.all();
    }

    @Override
    public StreamTotals totalOut() {
        return totalsOut.all();
    }

    @Override
    public Watch<Integer> droppedTexts() {
        return droppedTexts;
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

    @Override
    public Watch<List<ModeChange>> modes() {
        return modes;
    }
}
