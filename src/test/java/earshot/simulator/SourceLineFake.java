package earshot.simulator;

import module java.base;

import earshot.audio.PcmBytes;
import earshot.problem.ProblemSink;
import earshot.time.Time;
import java.lang.reflect.Proxy;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.SourceDataLine;

/// A sound card that plays what is written to it as time passes. What it plays is known by the value of the samples: 0 is silence.
public final class SourceLineFake implements SystemLoudspeaker.Lines {
    private final Time time;
    private final Consumer<Duration> waiting;
    private final List<Short> written = new ArrayList<>();
    private double speed = 1;
    private int buffer;
    private double bytesPerNano;
    private double held;
    private double mostHeld;
    private long lookedAt;
    private int timesDry;
    private boolean saysFull;
    private boolean gone;
    private boolean closed;
    private long playsFrom = Long.MIN_VALUE;

    /// @param waiting how time passes for who writes where there is no room
    public SourceLineFake(Time time, Consumer<Duration> waiting) {
        this.time = time;
        this.waiting = waiting;
    }

    /// The loudspeaker of a computer with this sound card.
    ///
    /// @param most of the sound may wait
    public SystemLoudspeaker loudspeaker(ProblemSink problems, Duration most) {
        return new SystemLoudspeaker(time, problems, most, this);
    }

    @Override
    public SourceDataLine open(AudioFormat format) {
        return (SourceDataLine) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {SourceDataLine.class},
            (_, method, args) -> call(method.getName(), args));
    }

    private synchronized Object call(String method, Object[] args) {
        switch (method) {
            case "open" -> open((AudioFormat) args[0], (int) args[1]);
            case "write" -> {
                return write((byte[]) args[0]);
            }
            case "getBufferSize" -> {
                return buffer;
            }
            case "available" -> {
                pass();
                return saysFull ? 0 : Math.max(0, buffer - (int) held);
            }
            case "close" -> closed = true;
            default -> {}
        }
        return null;
    }

    private void open(AudioFormat format, int bytes) {
        buffer = bytes;
        bytesPerNano = format.getFrameSize() * format.getFrameRate() / 1e9;
        lookedAt = time.nanos();
    }

    private int write(byte[] bytes) {
        if (gone) {
            return 0;
        }
        pass();
        while (held > 0 && held + bytes.length > buffer) {
            waiting.accept(Duration.ofMillis(1));
            pass();
        }
        saysFull &= held > 0;
        for (short sample : PcmBytes.samples(bytes)) {
            if (written.isEmpty() || written.getLast() != sample) {
                written.add(sample);
            }
        }
        held += bytes.length;
        mostHeld = Math.max(mostHeld, held);
        return bytes.length;
    }

    private void pass() {
        long now = time.nanos();
        double left = held - Math.max(0, now - Math.max(lookedAt, playsFrom)) * bytesPerNano * speed;
        if (left < 0 && held > 0) {
            timesDry++;
        }
        held = Math.max(0, left);
        lookedAt = now;
    }

    /// What it played, each value once for as long as it lasted, without silence.
    public synchronized List<Short> said() {
        return written.stream().filter(sample -> sample != 0).toList();
    }

    /// How often it played silence.
    public synchronized long gaps() {
        return written.stream().filter(sample -> sample == 0).count();
    }

    public synchronized int timesDry() {
        pass();
        return timesDry;
    }

    synchronized Duration held() {
        pass();
        return Duration.ofNanos((long) (held / bytesPerNano));
    }

    synchronized Duration mostHeld() {
        return Duration.ofNanos((long) (mostHeld / bytesPerNano));
    }

    public synchronized void runFaster(double times) {
        speed = times;
    }

    /// It takes so long from now on until it plays what is written.
    public synchronized void beginAfter(Duration delay) {
        playsFrom = time.nanos() + delay.toNanos();
    }

    /// Everything in it is gone, and it says that it is full until it plays again.
    synchronized void runDry() {
        held = 0;
        saysFull = true;
    }

    synchronized void takeAway() {
        gone = true;
    }

    synchronized boolean closed() {
        return closed;
    }
}
