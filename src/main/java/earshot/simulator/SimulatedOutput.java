package earshot.simulator;

import module java.base;

import earshot.fault.FaultKind;
import earshot.fault.Faults;
import earshot.fault.ImpairedQueue;
import earshot.time.Time;
import earshot.wire.Framing;

/// What a device sends on one connection, in order and as its faults demand. Used by the device's thread, which alone writes to the socket.
final class SimulatedOutput {
    private final DeviceLoop loop;
    private final DeviceRecorder recorder;
    private final Supplier<Faults> faults;
    private final WebSocketClient client;
    private final Framing framing;
    private final ImpairedQueue queue;
    /// What has come out of the queue and is not written yet: nothing may overtake it.
    private final AtomicInteger leaving = new AtomicInteger();

    SimulatedOutput(Time time, DeviceLoop loop, DeviceRecorder recorder, Supplier<Faults> faults, WebSocketClient client, Framing framing) {
        this.loop = loop;
        this.recorder = recorder;
        this.faults = faults;
        this.client = client;
        this.framing = framing;
        queue = new ImpairedQueue(time);
    }

    void text(String json) {
        send(() -> now(json), 2 * json.length(), false);
    }

    /// Sends a text at once, before anything else is sent.
    void now(String json) {
        if (client.text(json)) {
            recorder.log(new SimulatedDeviceEvent.MessageSent(json));
        }
    }

    void audio(byte[] opus) {
        byte[] message = faults.get().has(FaultKind.WRONG_FRAMING) ? SimulatedFraming.wrapWrongly(framing, opus) : SimulatedFraming.wrap(framing, opus);
        send(() -> {
            if (client.binary(message)) {
                recorder.sent++;
            }
        }, message.length, true);
    }

    private void send(Runnable write, int bytes, boolean frame) {
        Faults now = faults.get();
        if (now.isEmpty() && queue.idle() && leaving.get() == 0) {
            write.run();
            return;
        }
        queue.offer(new ImpairedQueue.Message(() -> {
            leaving.incrementAndGet();
            loop.post(() -> {
                write.run();
                leaving.decrementAndGet();
            });
        }, bytes, frame), now.ofSending());
    }

    /// The connection is over: what waits is not sent.
    void close() {
        queue.close();
    }
}
