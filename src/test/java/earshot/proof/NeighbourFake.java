package earshot.proof;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.simulator.EncodedRecording;
import earshot.simulator.SampleSentence;
import earshot.time.Time;

/// A device that talks in real time, hears the echo of what it said, and asks for a pong again and again: what others do to the server is
/// seen here.
final class NeighbourFake implements AutoCloseable {
    private static final Duration FRAME = Duration.ofMillis(60);
    private static final Duration BETWEEN_PINGS = Duration.ofMillis(50);
    private static final String PING = "{\"type\":\"ping\"}";
    private static final List<byte[]> SENTENCE = EncodedRecording.of(OpusCodecs.best(), SampleSentence.load().pcmAudio()).packets();

    private final Time time;
    private final DeviceClientFake device;
    private final List<Long> roundTrips = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final CompletableFuture<String> broken = new CompletableFuture<>();
    private volatile boolean over;
    private volatile long firstFrame;
    private volatile long ofAnswer;
    /// Answers that began before this many were over are not measured.
    private volatile long measuredFrom;

    /// @param ping the round trip that 99 % of the pings stay below
    record Measured(long pings, Duration ping, long frames, long late) {}

    NeighbourFake(Time time, int port) throws IOException {
        this.time = time;
        device = new DeviceClientFake(time, port, "xiaozhi", "neighbour", this::frameArrived);
        if (!device.ask(DeviceClientFake.HELLO, "\"hello\"")) {
            throw new IOException("the server hung up");
        }
        Thread.startVirtualThread(() -> noting(this::talk));
        Thread.startVirtualThread(() -> noting(this::ping));
    }

    /// A frame is late when it arrives after its moment in playback: a device begins to play one frame after the first arrived.
    private void frameArrived(long arrival) {
        long number = ofAnswer++;
        if (number == 0) {
            firstFrame = arrival;
        }
        if (answers.get() < measuredFrom) {
            return;
        }
        frames.incrementAndGet();
        if (arrival - firstFrame > FRAME.toNanos() * (number + 1)) {
            late.incrementAndGet();
        }
    }

    private void talk() {
        while (!over) {
            device.socket.text("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
            long due = time.nanos();
            for (int i = 0; i < SENTENCE.size() && !over; i++) {
                device.socket.binary(SENTENCE.get(i));
                due += FRAME.toNanos();
                pause(Duration.ofNanos(Math.max(0, due - time.nanos())));
            }
            ofAnswer = 0;
            device.texts.clear();
            device.socket.text("{\"type\":\"listen\",\"state\":\"stop\"}");
            while (!over && device.texts.stream().noneMatch(text -> text.contains("\"tts\"") && text.contains("\"stop\""))) {
                pause(BETWEEN_PINGS);
            }
            answers.addAndGet(over ? 0 : 1);
        }
    }

    private void ping() {
        while (!over) {
            long begin = time.nanos();
            if (!device.ask(PING, "pong") && !over) {
                throw new IllegalStateException("the connection of the neighbour ended");
            }
            roundTrips.add(time.nanos() - begin);
            pause(BETWEEN_PINGS);
        }
    }

    private void pause(Duration pause) {
        if (!pause.isZero()) {
            time.sleep(pause);
        }
    }

    private void noting(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | AssertionError e) {
            broken.complete(e.toString());
        }
    }

    /// Forgets what was measured so far, and the answer that is under way.
    void reset() {
        measuredFrom = answers.get() + 1;
        roundTrips.clear();
        frames.set(0);
        late.set(0);
    }

    /// Why it could not go on; empty while it talks.
    Optional<String> broken() {
        return Optional.ofNullable(broken.getNow(null));
    }

    long answers() {
        return answers.get();
    }

    Measured measured() {
        List<Long> sorted;
        synchronized (roundTrips) {
            sorted = roundTrips.stream().sorted().toList();
        }
        Duration ping = sorted.isEmpty() ? Duration.ZERO : Duration.ofNanos(sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * 0.99))));
        return new Measured(sorted.size(), ping, frames.get(), late.get());
    }

    @Override
    public void close() {
        over = true;
        device.close();
    }
}
