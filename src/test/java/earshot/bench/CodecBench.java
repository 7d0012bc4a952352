package earshot.bench;

import earshot.audio.OpusCodec;
import earshot.audio.OpusCodecs;
import earshot.audio.OpusDecoder;
import earshot.audio.OpusEncoder;
import java.util.concurrent.TimeUnit;
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

/// One frame of 60 ms of speech through each codec, at the sample rates of uplink and downlink.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class CodecBench {
    @Param({"libopus", "concentus"})
    private String codec;
    @Param({"16000", "24000"})
    private int rate;

    private short[][] frames;
    private byte[][] packets;
    private OpusEncoder fast;
    private OpusEncoder good;
    private OpusDecoder decoder;
    private int next;

    @Setup
    public void open() {
        OpusCodec chosen = codec.equals("libopus") ? OpusCodecs.libopus().orElseThrow() : OpusCodecs.concentus();
        frames = SpeechFrames.spoken(rate);
        packets = SpeechFrames.packets(chosen, rate);
        fast = chosen.encoder(rate, rate * 60 / 1000, 24_000, 0);
        good = chosen.encoder(rate, rate * 60 / 1000, 24_000, 5);
        decoder = chosen.decoder(rate);
    }

    @TearDown
    public void close() {
        fast.close();
        good.close();
        decoder.close();
    }

    @Benchmark
    public short[] decode() {
        next = (next + 1) % packets.length;
        return decoder.decode(packets[next]);
    }

    @Benchmark
    public byte[] encodeComplexity0() {
        next = (next + 1) % frames.length;
        return fast.encode(frames[next]);
    }

    @Benchmark
    public byte[] encodeComplexity5() {
        next = (next + 1) % frames.length;
        return good.encode(frames[next]);
    }
}
