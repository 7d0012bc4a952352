package earshot.bench;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.Endpointer;
import earshot.audio.OpusCodecs;
import earshot.audio.OpusDecoder;
import earshot.audio.SpeechBoundary;
import earshot.audio.SpeechBuffer;
import earshot.audio.StreamStatistics;
import earshot.audio.StreamStatisticsMeter;
import earshot.audio.VadSettings;
import earshot.audio.VoiceActivityDetector;
import earshot.audio.VoiceActivityDetectorFactory;
import earshot.audio.WaveformRing;
import earshot.config.Settings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// The cost of one 60 ms uplink packet: decoding, level, voice activity detection and waveform; as a whole and in parts.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class UplinkBench {
    private static final int RATE = 16_000;

    @Param({"libopus", "concentus"})
    private String codec;

    private byte[][] packets;
    private short[][] frames;
    private OpusDecoder decoder;
    private VoiceActivityDetector detector;
    private VoiceActivityDetector gate;
    private final VadSettings settings = Settings.defaults().of(VadSettings.SECTION);
    private final Endpointer endpointer = new Endpointer(settings);
    private final WaveformRing waveform = new WaveformRing(3000);
    private final StreamStatisticsMeter flow = new StreamStatisticsMeter();
    private final SpeechBuffer speech = new SpeechBuffer(RATE, 500, 30_000);
    private Path natives;
    private int next;
    private long now;

    @Setup
    public void open() throws IOException {
        var chosen = codec.equals("libopus") ? OpusCodecs.libopus().orElseThrow() : OpusCodecs.concentus();
        frames = SpeechFrames.spoken(RATE);
        packets = SpeechFrames.packets(chosen, RATE);
        decoder = chosen.decoder(RATE);
        natives = Files.createTempDirectory("bench");
        detector = VoiceActivityDetectorFactory.load(natives).open(settings);
        gate = VoiceActivityDetectorFactory.gateOnly().open(settings);
    }

    @TearDown
    public void close() throws IOException {
        decoder.close();
        detector.close();
        try (var files = Files.list(natives)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(natives);
    }

    @Benchmark
    public void wholeStep(Blackhole out) {
        next = (next + 1) % packets.length;
        short[] pcm = decoder.decode(packets[next]);
        recordFrame(pcm, detector.voiced(pcm), out);
    }

    @Benchmark
    public boolean voiceDetection() {
        next = (next + 1) % frames.length;
        return detector.voiced(frames[next]);
    }

    @Benchmark
    public boolean energyGateAlone() {
        next = (next + 1) % frames.length;
        return gate.voiced(frames[next]);
    }

    @Benchmark
    public void bookkeeping(Blackhole out) {
        next = (next + 1) % frames.length;
        recordFrame(frames[next], next % 8 != 0, out);
    }

    private void recordFrame(short[] pcm, boolean voiced, Blackhole out) {
        now += SpeechFrames.NANOS;
        flow.arrived(now, SpeechFrames.NANOS);
        AudioLevel level = AudioLevel.of(pcm);
        waveform.write(pcm, RATE, voiced);
        speech.add(pcm);
        Optional<SpeechBoundary> speechBoundary = endpointer.accept(voiced, SpeechFrames.NANOS, now);
        StreamStatistics counters = flow.statistics(now, 0);
        out.consume(level);
        out.consume(speechBoundary);
        out.consume(counters);
    }
}
