package earshot.bench;

import module java.base;

import earshot.capture.TrafficListener;
import earshot.capture.TrafficHistory;
import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;
import earshot.server.ConnectionAttempt;
import earshot.server.Handshake;
import earshot.time.SystemTime;
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

/// What noting a frame costs the thread that it passes on, while memory is full.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CaptureBench {
    private TrafficListener connection;
    private long nanos;

    @Setup
    public void open() {
        DeviceId id = new DeviceId("aa");
        ConnectionAttempt attempt = new ConnectionAttempt(1, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, "10.0.0.7", "GET /", Optional.of(id),
            ConnectionAttempt.Step.HELLO, Optional.empty());
        connection = new TrafficHistory(new SystemTime()).connected(new Handshake(new InetSocketAddress("10.0.0.7", 1), "/xiaozhi/v1/", Map.of(),
            new DeviceIdentity(id, "c", DeviceIdentity.Source.HEADER), false, Framing.RAW, Dialect.XIAOZHI, attempt));
        for (int i = 0; i < 100_000; i++) {
            frameReceived();
        }
    }

    @Benchmark
    public void frameReceived() {
        connection.frameReceived(new byte[150], nanos++);
    }
}
