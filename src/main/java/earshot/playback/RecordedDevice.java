package earshot.playback;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.OpusCodec;
import earshot.audio.OpusPacket;
import earshot.audio.PcmAudio;
import earshot.audio.StreamStatistics;
import earshot.audio.StreamStatisticsMeter;
import earshot.audio.Waveform;
import earshot.audio.WaveformRing;
import earshot.capture.RecordedConnection;
import earshot.capture.SessionEntry;
import earshot.device.DeviceFacts.Connection;
import earshot.device.DeviceFacts.ConnectionEnd;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.IdleCountdown;
import earshot.device.ModeChange;
import earshot.device.Presence;
import earshot.device.StateSpan;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventText;
import earshot.firmware.FirmwareEstimate;
import earshot.firmware.RecordedFirmware;
import earshot.id.DeviceId;
import earshot.playback.ConnectionSteps.Step;
import earshot.server.CloseStatus;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// A device at a moment of a recording. Its states follow from what passed; its name and what it reported are those of the file.
///
/// Safe for use from any thread; [#show] and [#showSound] are called by one thread at a time.
public final class RecordedDevice implements DeviceModel {
    private static final long WINDOW = Duration.ofSeconds(60).toNanos();
    private static final int COLUMNS = 3001;
    private static final int HANG_UP = 1006;
    /// The row of an end is written when the connection has ended.
    private static final Duration END_REACH = Duration.ofSeconds(5);

    private static final Waveform SILENT = new WaveformRing(COLUMNS);

    private final DeviceRecording recording;
    private final DeviceFacts known;
    private final List<RecordedConnection> connections;
    private final NewestSound soundIn;
    private final NewestSound soundOut;
    private final List<Step> steps;
    private final List<ConnectionEnd> ends;
    private final RecordedFirmware firmware;
    private final MutableWatch<DeviceFacts> facts;
    private final MutableWatch<List<StateSpan>> history;
    private final MutableWatch<StreamStatistics> flowIn = new MutableWatch<>(StreamStatistics.NONE);
    private final MutableWatch<StreamStatistics> flowOut = new MutableWatch<>(StreamStatistics.NONE);
    private final MutableWatch<AudioLevel> levelIn = new MutableWatch<>(AudioLevel.SILENCE);
    private final MutableWatch<AudioLevel> levelOut = new MutableWatch<>(AudioLevel.SILENCE);
    private volatile Waveform waveIn = SILENT;
    private volatile Waveform waveOut = SILENT;

    public RecordedDevice(DeviceRecording recording, OpusCodec codec) {
        this.recording = recording;
        known = recording.known();
        connections = recording.connections();
        steps = steps();
        firmware = new RecordedFirmware(known.id(), connections, recording.losses());
        soundIn = sound(Direction.IN, codec);
        soundOut = sound(Direction.OUT, codec);
        ends = recording.rows().stream().flatMap(RecordedDevice::end).toList();
        facts = new MutableWatch<>(known);
        history = new MutableWatch<>(List.of(new StateSpan(StateSpan.Kind.ASLEEP, recording.clock().nanos())));
    }

    private NewestSound sound(Direction direction, OpusCodec codec) {
        return new NewestSound(connections.stream().flatMap(connection -> connection.packets(direction).stream()).toList(), WINDOW, codec);
    }

    /// What an older connection does once a newer one has its place is not shown.
    private List<Step> steps() {
        ConnectionSteps reader = new ConnectionSteps(recording.clock());
        List<Step> all = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            long until = i + 1 < connections.size() ? connections.get(i + 1).nanos() : Long.MAX_VALUE;
            reader.of(connections.get(i)).stream().takeWhile(step -> step.nanos() < until).forEach(all::add);
        }
        return List.copyOf(all);
    }

    private static Stream<ConnectionEnd> end(Event row) {
        return row.text() instanceof EventText.Ended(int code, String rule, List<String> args, String description)
            ? Stream.of(new ConnectionEnd(row.at(), code, rule, args, description))
            : Stream.empty();
    }

    /// Shows the device as it was at a moment.
    public void show(long nanos) {
        firmware.show(nanos);
        List<Step> past = steps.stream().takeWhile(step -> step.nanos() <= nanos).toList();
        facts.set(past.isEmpty() ? before(nanos) : at(past, nanos));
        history.set(spans(past, nanos));
        flowIn.set(flow(Direction.IN, nanos));
        flowOut.set(flow(Direction.OUT, nanos));
    }

    /// What its firmware did at the moment that is shown; empty before its first connection.
    public Optional<FirmwareEstimate> firmware() {
        return firmware.estimate();
    }

    /// Shows how it sounded in the minute before a moment. Decodes: not for virtual threads.
    public void showSound(long nanos) {
        PcmAudio in = soundIn.until(nanos);
        PcmAudio out = soundOut.until(nanos);
        waveIn = wave(in);
        waveOut = wave(out);
        levelIn.set(level(in));
        levelOut.set(level(out));
    }

    private DeviceFacts before(long nanos) {
        boolean everConnected = known.history().connections() > connections.size();
        DeviceFacts.History history = new DeviceFacts.History(Optional.empty(), Optional.empty(),
            Math.max(0, known.history().connections() - connections.size()));
        return new DeviceFacts(known.id(), known.profile(), everConnected ? Presence.ASLEEP : Presence.NEVER_ARRIVED, Optional.empty(), Optional.empty(),
            history, ota(recording.at(nanos)));
    }

    /// @param past what happened until then, at least one step
    private DeviceFacts at(List<Step> past, long nanos) {
        Step last = past.getLast();
        long began = connections.stream().filter(connection -> connection.nanos() <= nanos).count();
        DeviceFacts.History history = new DeviceFacts.History(Optional.of(recording.at(lastSeen(last, nanos))), endBefore(past),
            Math.max(began, known.history().connections() - connections.size() + began));
        Presence presence = last.connection().isPresent() ? Presence.CONNECTED : Presence.ASLEEP;
        return new DeviceFacts(known.id(), known.profile(), presence, last.connection().map(this::completed), Optional.empty(), history,
            ota(recording.at(nanos)));
    }

    /// With what the file says of the same connection and messages do not tell.
    private Connection completed(Connection open) {
        return known.connection().filter(end -> end.link().sessionId().equals(open.link().sessionId()))
            .map(
                end -> new Connection(end.link(), open.listening(), open.speaking(), open.mode(), end.roundTrip(), open.hello(), end.tools(), open.lastEvent()))
            .orElse(open);
    }

    private Optional<DeviceFacts.OtaFacts> ota(Instant at) {
        return known.ota().filter(reported -> !reported.at().isAfter(at));
    }

    private long lastSeen(Step last, long nanos) {
        return connections.stream().filter(connection -> connection.nanos() <= nanos).reduce((_, later) -> later).stream()
            .flatMap(connection -> connection.traffic().stream().filter(entry -> entry.nanos() <= nanos && received(entry))).mapToLong(SessionEntry::nanos)
            .max().orElse(last.nanos());
    }

    private static boolean received(SessionEntry.OfConnection entry) {
        return switch (entry) {
            case SessionEntry.Text text -> text.direction() == Direction.IN;
            case SessionEntry.Packet packet -> packet.direction() == Direction.IN;
            case SessionEntry.Frame frame -> frame.direction() == Direction.IN;
            case SessionEntry.Connected _, SessionEntry.Closed _ -> true;
        };
    }

    /// How its last connection ended that was over by then, in the words of its row, else by the code alone.
    private Optional<ConnectionEnd> endBefore(List<Step> past) {
        return past.stream().filter(step -> step.connection().isEmpty()).map(Step::nanos).reduce((_, later) -> later).map(nanos -> {
            Instant at = recording.at(nanos);
            return ends.stream().filter(end -> Duration.between(end.at(), at).abs().compareTo(END_REACH) < 0)
                .min(Comparator.comparing(end -> Duration.between(end.at(), at).abs())).orElseGet(() -> closed(nanos, at));
        });
    }

    private ConnectionEnd closed(long nanos, Instant at) {
        CloseStatus status = connections.stream().flatMap(connection -> connection.closed().stream()).filter(closed -> closed.nanos() == nanos).findFirst()
            .map(SessionEntry.Closed::status).orElseThrow();
        boolean hungUp = status.code() == HANG_UP && status.cause() == CloseStatus.Cause.DEVICE;
        return new ConnectionEnd(at, status.code(), hungUp ? "device.hangup" : "", List.of(), status.reason());
    }

    /// The states of the minute before; the first one may have begun earlier.
    private List<StateSpan> spans(List<Step> past, long nanos) {
        List<StateSpan> spans = new ArrayList<>(List.of(new StateSpan(StateSpan.Kind.ASLEEP, recording.clock().nanos())));
        for (Step step : past) {
            if (spans.getLast().kind() != step.kind()) {
                spans.add(new StateSpan(step.kind(), step.nanos()));
            }
        }
        int first = 0;
        while (first + 1 < spans.size() && nanos - spans.get(first + 1).fromNanos() > WINDOW) {
            first++;
        }
        return List.copyOf(spans.subList(first, spans.size()));
    }

    private StreamStatistics flow(Direction direction, long nanos) {
        StreamStatisticsMeter meter = new StreamStatisticsMeter();
        Optional<RecordedConnection> last = connections.stream().filter(connection -> connection.nanos() <= nanos).reduce((_, later) -> later);
        last.ifPresent(connection -> connection.packets(direction).stream().takeWhile(packet -> packet.nanos() <= nanos)
            .forEach(packet -> meter.arrived(packet.nanos(), OpusPacket.statedMicros(packet.opus()) * 1_000L)));
        StreamStatistics counted = meter.statistics(nanos, 0);
        boolean over = last.flatMap(RecordedConnection::closed).filter(closed -> closed.nanos() <= nanos).isPresent();
        // what is sent goes ahead of what is played, on purpose
        StreamStatistics flow = direction == Direction.IN ? counted : new StreamStatistics(counted.perSecond(), counted.frames(), 0, 0, 0, 0);
        return over ? flow.ended() : flow;
    }

    private static Waveform wave(PcmAudio sound) {
        if (sound.pcm().length == 0) {
            return SILENT;
        }
        WaveformRing ring = new WaveformRing(COLUMNS);
        ring.write(sound.pcm(), sound.rate(), false);
        return ring;
    }

    /// Of the newest 60 ms.
    private static AudioLevel level(PcmAudio sound) {
        return AudioLevel.of(Arrays.copyOfRange(sound.pcm(), Math.max(0, sound.pcm().length - sound.rate() * 60 / 1000), sound.pcm().length));
    }

    @Override
    public DeviceId id() {
        return known.id();
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
        return new MutableWatch<>(AudioLevel.SILENCE.rmsDb());
    }

    @Override
    public Watch<StreamStatistics> flowIn() {
        return flowIn;
    }

    @Override
    public Watch<StreamStatistics> flowOut() {
        return flowOut;
    }

    /// A session file does not count them.
    @Override
    public Watch<Integer> droppedTexts() {
        return new MutableWatch<>(0);
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
        return new MutableWatch<>(Optional.empty());
    }

    @Override
    public Watch<List<StateSpan>> history() {
        return history;
    }

    @Override
    public Watch<List<ModeChange>> modes() {
        return new MutableWatch<>(List.of());
    }
}
