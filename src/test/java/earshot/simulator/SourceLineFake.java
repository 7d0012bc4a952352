package earshot.simulator;

import module java.base;

import earshot.audio.PcmBytes;
import earshot.time.Time;
import java.lang.reflect.Proxy;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.SourceDataLine;

/// A sound card that plays what is written to it as time passes. What it plays is known by the value of the samples: 0 is silence.
final class SourceLineFake {
    private final Time time;
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

    SourceLineFake(Time time) {
        this.time = time;
    }

    SourceDataLine line() {
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
        double left = held - (now - lookedAt) * bytesPerNano * speed;
        if (left < 0 && held > 0) {
            timesDry++;
        }
        held = Math.max(0, left);
        lookedAt = now;
    }

    /// What it played, each value once for as long as it lasted, without silence.
    synchronized List<Short> said() {
        return written.stream().filter(sample -> sample != 0).toList();
    }

    /// How often it played silence.
    synchronized long gaps() {
        return written.stream().filter(sample -> sample == 0).count();
    }

    synchronized int timesDry() {
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

    synchronized void runFaster(double times) {
        speed = times;
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
