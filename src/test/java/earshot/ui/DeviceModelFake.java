package earshot.ui;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.StreamStatistics;
import earshot.audio.Waveform;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.device.DeviceFacts.Connection;
import earshot.device.DeviceFacts.HelloFacts;
import earshot.device.DeviceFacts.History;
import earshot.device.DeviceFacts.Link;
import earshot.device.DeviceFacts.Listening;
import earshot.device.DeviceIdentity;
import earshot.device.DeviceModel;
import earshot.device.IdleCountdown;
import earshot.device.ListenState;
import earshot.device.ModeChange;
import earshot.device.Presence;
import earshot.device.StateSpan;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.time.Time;
import earshot.turn.TurnFacts;
import earshot.turn.TurnStage;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.ListenMode;

/// Device whose state is set by a test.
public final class DeviceModelFake implements DeviceModel {
    public final MutableWatch<DeviceFacts> facts;
    public final MutableWatch<AudioLevel> levelIn = new MutableWatch<>(AudioLevel.SILENCE);
    public final MutableWatch<AudioLevel> levelOut = new MutableWatch<>(AudioLevel.SILENCE);
    public final MutableWatch<Double> threshold = new MutableWatch<>(-42.0);
    public final MutableWatch<StreamStatistics> flowIn = new MutableWatch<>(StreamStatistics.NONE);
    public final MutableWatch<StreamStatistics> flowOut = new MutableWatch<>(StreamStatistics.NONE);
    public final MutableWatch<Optional<IdleCountdown>> idle = new MutableWatch<>(Optional.empty());
    public final MutableWatch<List<StateSpan>> history;
    public final MutableWatch<Optional<TurnFacts>> lastTurn = new MutableWatch<>(Optional.empty());
    public final MutableWatch<List<ModeChange>> modes = new MutableWatch<>(List.of());
    public final MutableWatch<Integer> droppedTexts = new MutableWatch<>(0);
    public final WaveformFake waveIn = new WaveformFake();
    public final WaveformFake waveOut = new WaveformFake();
    private final Time time;

    public DeviceModelFake(Time time, DeviceId id) {
        this.time = time;
        facts = new MutableWatch<>(seen(DeviceFacts.unknown(id), time.now()));
        history = new MutableWatch<>(List.of(new StateSpan(StateSpan.Kind.ASLEEP, time.nanos() - Duration.ofSeconds(60).toNanos())));
    }

    public DeviceModelFake named(String name, String note) {
        facts.update(f -> f.withName(name).withNote(note));
        return this;
    }

    /// With a turn that is still being recognized.
    public DeviceModelFake recognizing() {
        TurnFacts now = new TurnFacts(time.now(), new TurnFacts.Transcript("", OptionalDouble.empty(), "sphinx4"), TurnFacts.Answer.withoutModel("Echo 1.2 s"),
            TurnFacts.Outcome.RUNNING, List.of(), Optional.empty());
        lastTurn.set(Optional.of(now));
        return this;
    }

    /// Connected without an id.
    public DeviceModelFake nameless() {
        automatic(facts.get().id(), facts.get().id().value());
        return this;
    }

    public DeviceModelFake test() {
        facts.update(f -> f.withTest(true));
        return this;
    }

    public DeviceModelFake connected(Dialect dialect, ListenState state, boolean speaking, ConnectionMode mode, String lastEvent) {
        Instant now = time.now();
        Link link = new Link(new SessionId("3f2a9c1e-7b44-4d0a-9a51-0c9be2a7f113"), now.minusSeconds(312),
            "192.168.1." + (20 + Math.abs(facts.get().id().hashCode()) % 60),
            dialect == Dialect.BADGE ? "/supie/v1/" : "/xiaozhi/v1/", new DeviceIdentity(facts.get().id(), "5d1e6f0a", DeviceIdentity.Source.HEADER), dialect,
            Framing.RAW, "libopus 1.3.1");
        Listening listening = new Listening(state, now.minusSeconds(4), Optional.of(ListenMode.AUTO), Optional.of(now.minusMillis(300)));
        Connection connection = new Connection(link, listening, speaking, mode, Optional.of(Duration.ofMillis(12)),
            Optional.of(new HelloFacts(1, "opus 16000 Hz 60 ms", List.of("mcp"))), 7, lastEvent);
        facts.update(f -> new DeviceFacts(f.id(), f.profile(), Presence.CONNECTED, Optional.of(connection), f.replaced(),
            new History(Optional.of(now), f.history().lastEnd(), 3), f.ota()));
        flowIn.set(new StreamStatistics(16.7, 5120, 2, 0, 3.4, 1));
        idle.set(Optional.of(new IdleCountdown(IdleCountdown.Layer.NO_VOICE, time.nanos() + Duration.ofSeconds(492).toNanos(), false, false)));
        return this;
    }

    public DeviceModelFake change(UnaryOperator<Connection> change) {
        facts.update(f -> new DeviceFacts(f.id(), f.profile(), f.presence(), f.connection().map(change), f.replaced(), f.history(), f.ota()));
        return this;
    }

    public DeviceModelFake state(ListenState state) {
        return change(c -> with(c, c.link(), new Listening(state, time.now(), c.listening().mode(), c.listening().lastVoice())));
    }

    /// Listening for long without speech.
    public DeviceModelFake unheard() {
        return change(c -> with(c, c.link(), new Listening(ListenState.LISTENING, time.now().minusSeconds(40), c.listening().mode(), Optional.empty())));
    }

    public DeviceModelFake automatic() {
        return automatic(facts.get().id(), facts.get().connection().orElseThrow().link().identity().clientId());
    }

    private DeviceModelFake automatic(DeviceId deviceId, String clientId) {
        return change(c -> {
            Link l = c.link();
            DeviceIdentity identity = new DeviceIdentity(deviceId, clientId, DeviceIdentity.Source.AUTOMATIC);
            return with(c, new Link(l.sessionId(), l.since(), l.remote(), l.path(), identity, l.dialect(), l.framing(), l.codec()), c.listening());
        });
    }

    private static Connection with(Connection c, Link link, Listening listening) {
        return new Connection(link, listening, c.speaking(), c.mode(), c.roundTrip(), c.hello(), c.tools(), c.lastEvent());
    }

    public DeviceModelFake asleep(Duration since, String rule) {
        Instant at = time.now().minus(since);
        idle.set(Optional.empty());
        DeviceFacts.ConnectionEnd end = new DeviceFacts.ConnectionEnd(at, 1006, rule, rule.equals("idle.silent") ? List.of("660") : List.of(),
            "the device hung up (firmware ends every session so)");
        facts.update(f -> new DeviceFacts(f.id(), f.profile(), Presence.ASLEEP, Optional.empty(), Optional.empty(),
            new History(Optional.of(at), Optional.of(end), 9), f.ota()));
        return this;
    }

    public DeviceModelFake leaving(Duration left) {
        facts.update(f -> f.withReplaced(Optional.of(new DeviceFacts.ReplacedConnection("192.168.1.77", time.now().plus(left)))));
        return this;
    }

    public DeviceModelFake seen(Duration ago) {
        facts.update(f -> seen(f, time.now().minus(ago)));
        return this;
    }

    private static DeviceFacts seen(DeviceFacts f, Instant at) {
        return new DeviceFacts(f.id(), f.profile(), f.presence(), f.connection(), f.replaced(),
            new History(Optional.of(at), f.history().lastEnd(), f.history().connections()), f.ota());
    }

    public DeviceModelFake turn() {
        TurnFacts turn = new TurnFacts(time.now().minusSeconds(9),
            new TurnFacts.Transcript("what is the battery level of the device", OptionalDouble.of(0.62), "sphinx4"),
            TurnFacts.Answer.withoutModel("The battery is at eighty percent, and it is not charging."),
            TurnFacts.Outcome.DONE,
            List.of(new TurnFacts.StageTime(TurnStage.SILENCE, Duration.ofMillis(700)), new TurnFacts.StageTime(TurnStage.RECOGNISE, Duration.ofMillis(430)),
                new TurnFacts.StageTime(TurnStage.ANSWER, Duration.ofMillis(120)), new TurnFacts.StageTime(TurnStage.VOICE, Duration.ofMillis(60)),
                new TurnFacts.StageTime(TurnStage.FIRST_FRAME, Duration.ofMillis(80)),
                new TurnFacts.StageTime(TurnStage.PLAYOUT, Duration.ofMillis(2640))), Optional.empty());
        lastTurn.set(Optional.of(turn));
        return this;
    }

    /// A minute of changing states.
    public DeviceModelFake pastMinute() {
        long now = time.nanos();
        history.set(List.of(span(StateSpan.Kind.IDLE, now, 60), span(StateSpan.Kind.LISTENING, now, 48), span(StateSpan.Kind.FINALIZING, now, 41),
            span(StateSpan.Kind.SPEAKING, now, 40),
            span(StateSpan.Kind.LISTENING, now, 31), span(StateSpan.Kind.FINALIZING, now, 22), span(StateSpan.Kind.SPEAKING, now, 21),
            span(StateSpan.Kind.LISTENING, now, 12)));
        return this;
    }

    /// Speech-like sound in both waveforms.
    public DeviceModelFake sounding(double db, boolean both) {
        waveIn.speak(7, 700, 0.45);
        if (both) {
            waveOut.speak(11, 420, 0.35);
        }
        levelIn.set(new AudioLevel(db, db + 9, false));
        return this;
    }

    private static StateSpan span(StateSpan.Kind kind, long now, int secondsAgo) {
        return new StateSpan(kind, now - Duration.ofSeconds(secondsAgo).toNanos());
    }

    @Override
    public DeviceId id() {
        return facts.get().id();
    }

    @Override
    public MutableWatch<DeviceFacts> facts() {
        return facts;
    }

    @Override
    public MutableWatch<AudioLevel> levelIn() {
        return levelIn;
    }

    @Override
    public MutableWatch<AudioLevel> levelOut() {
        return levelOut;
    }

    @Override
    public MutableWatch<Double> threshold() {
        return threshold;
    }

    @Override
    public MutableWatch<StreamStatistics> flowIn() {
        return flowIn;
    }

    @Override
    public MutableWatch<StreamStatistics> flowOut() {
        return flowOut;
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
    public MutableWatch<Optional<IdleCountdown>> idle() {
        return idle;
    }

    @Override
    public MutableWatch<List<StateSpan>> history() {
        return history;
    }

    /// Waveform set by a test.
    public static final class WaveformFake implements Waveform {
        private static final int CAPACITY = 1500;
        private final float[] min = new float[CAPACITY];
        private final float[] max = new float[CAPACITY];
        private final boolean[] voice = new boolean[CAPACITY];
        private long end;

        public void add(float low, float high, boolean voiced) {
            int i = (int) (end++ % CAPACITY);
            min[i] = low;
            max[i] = high;
            voice[i] = voiced;
        }

        /// Syllables and pauses.
        void speak(long seed, int columns, double loud) {
            Random random = new Random(seed);
            for (int i = 0; i < columns; i++) {
                boolean voiced = Math.sin(i / 41.0) + 0.4 * Math.sin(i / 97.0) > -0.35;
                double syllable = voiced ? loud * (0.25 + 0.75 * Math.abs(Math.sin(i / 6.5))) * (0.6 + 0.4 * random.nextDouble())
                    : 0.006 + 0.008 * random.nextDouble();
                add((float) -syllable * (0.8f + 0.2f * random.nextFloat()), (float) syllable, voiced);
            }
        }

        @Override
        public long end() {
            return end;
        }

        @Override
        public void read(long from, long to, float[] lows, float[] highs, boolean[] voices) {
            for (long n = from; n < to; n++) {
                int at = (int) (n - from);
                boolean kept = n >= 0 && n < end && n >= end - CAPACITY;
                int i = (int) Math.floorMod(n, CAPACITY);
                lows[at] = kept ? min[i] : 0;
                highs[at] = kept ? max[i] : 0;
                voices[at] = kept && voice[i];
            }
        }
    }

    @Override
    public Watch<List<ModeChange>> modes() {
        return modes;
    }
}
