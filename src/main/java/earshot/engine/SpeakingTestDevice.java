package earshot.engine;

import module java.base;

import earshot.simulator.DeviceConversation;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SimulatedConversation.TimeLimits;
import earshot.simulator.SimulatedDevice;
import earshot.time.Time;

/// Lets a test device speak its recording as often as it is asked to, one sentence after the answer to the one before. It stays connected until it is closed;
/// where it was not told its server, it asks again before each sentence.
final class SpeakingTestDevice implements AutomaticTestDevice {
    /// Sentences that may wait.
    static final int MOST_WAITING = 100;
    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(60), Duration.ZERO);

    private final SimulatedDevice device;
    private final DeviceConversation conversation;
    private final Runnable changed;
    private final Semaphore wanted = new Semaphore(0);
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger spoken = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Thread thread;

    /// Switches the device on.
    ///
    /// @param after so long from now: many that come at the same moment keep each other waiting
    /// @param changed called when the report has changed, on any thread
    SpeakingTestDevice(Time time, SimulatedDevice device, RecordedMicrophone microphone, String ota, Duration after, int sentences, Runnable changed) {
        this.device = device;
        this.changed = changed;
        conversation = new DeviceConversation(time, device, microphone, LIMITS);
        speak(sentences);
        thread = Thread.ofVirtual().name("test-" + device.profile().deviceId()).start(() -> run(time, after, ota));
    }

    private void run(Time time, Duration after, String ota) {
        try {
            if (after.isPositive()) {
                time.sleep(after);
            }
            boolean booted = false;
            while (true) {
                wanted.acquire();
                booted = booted || conversation.start(Optional.of(ota));
                if (booted && conversation.speak()) {
                    answered.incrementAndGet();
                }
                spoken.incrementAndGet();
                changed.run();
            }
        } catch (InterruptedException | CancellationException _) {
            // closed
        }
    }

    /// Speaks so many more sentences; what would make more than [#MOST_WAITING] wait is left out.
    @Override
    public synchronized void speak(int sentences) {
        int added = Math.min(sentences, MOST_WAITING - wanted.availablePermits());
        asked.addAndGet(added);
        wanted.release(added);
    }

    @Override
    public TestDeviceReport report() {
        return AutomaticTestDevice.report(device, new TestDeviceReport.Sentences(asked.get(), spoken.get(), answered.get()), conversation.turns(),
            conversation.failures());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
