package earshot.bench;

import module java.base;

import earshot.audio.Resampler;
import earshot.audio.TestSignals;
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
import org.openjdk.jmh.annotations.Warmup;

/// Resampling of the first piece of a voice, or of a frame, from one rate to another, beside one filter that is summed output by output.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ResamplerBench {
    @Param({ "16000-24000", "24000-16000", "48000-16000", "16000-48000", "48000-24000", "22050-16000", "22050-24000", "44100-16000", "44100-24000",
        "44100-48000", "22050-48000", "16000-44100" })
    private String rates;
    @Param({"250", "60"})
    private int millis;

    private Resampler resampler;
    private DirectResampler direct;
    private short[] piece;

    @Setup
    public void open() {
        int[] rate = Arrays.stream(rates.split("-")).mapToInt(Integer::parseInt).toArray();
        resampler = new Resampler(rate[0], rate[1]);
        direct = new DirectResampler(rate[0], rate[1]);
        piece = TestSignals.voice(rate[0], millis / 1000.0);
    }

    @Benchmark
    public short[] piece() {
        return resampler.process(piece);
    }

    @Benchmark
    public short[] pieceDirect() {
        return direct.process(piece);
    }
}
