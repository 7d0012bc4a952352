package earshot.bench;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;
import earshot.lint.ConnectionLint;
import earshot.lint.Finding;
import earshot.lint.FindingListener;
import earshot.lint.LintRule;
import earshot.server.ConnectionAttempt;
import earshot.server.Handshake;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What all checks of the protocol cost for one frame while nothing is wrong.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class LintBench {
    private static final long FRAME_NANOS = 60_000_000;

    private final byte[] packet = {(byte) (11 << 3), 1, 2, 3, 4, 5, 6, 7, 8};
    private ConnectionLint lint;
    private long nanos;

    @Setup
    public void open() {
        DeviceId id = new DeviceId("aa");
        ConnectionAttempt attempt = new ConnectionAttempt(1, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, "10.0.0.7", "GET /", Optional.of(id),
            ConnectionAttempt.Step.HELLO, Optional.empty());
        Handshake handshake = new Handshake(new InetSocketAddress("10.0.0.7", 1), "/xiaozhi/v1/", Map.of("user-agent", "bench"),
            new DeviceIdentity(id, "c", DeviceIdentity.Source.HEADER), false, Framing.RAW, Dialect.XIAOZHI, attempt);
        lint = new ConnectionLint(handshake, 0, new FindingListener() {
            @Override
            public void broken(Finding finding) {
                throw new IllegalStateException(finding.toString());
            }

            @Override
            public void kept(LintRule rule) {}
        });
        lint.textReceived("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}", 1);
        lint.textSent("{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s\",\"audio_params\":{\"sample_rate\":24000,\"frame_duration\":60}}",
            2);
        lint.textReceived("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"realtime\"}", 3);
        lint.textSent("{\"type\":\"tts\",\"state\":\"start\"}", 4);
        nanos = FRAME_NANOS;
    }

    @Benchmark
    public void frameReceived() {
        lint.frameReceived(packet, nanos);
    }

    @Benchmark
    public void frameSent() {
        nanos += FRAME_NANOS;
        lint.frameSent(packet, nanos);
    }
}
