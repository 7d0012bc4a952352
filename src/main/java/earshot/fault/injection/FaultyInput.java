package earshot.fault.injection;

import module java.base;

import earshot.fault.FaultKind;
import earshot.fault.Faults;
import earshot.fault.ImpairedQueue;
import earshot.server.CloseStatus;
import earshot.server.DeviceTransportListener;
import earshot.time.Time;

/// Receives from a device as the faults that are on for it demand: late, or not at all.
final class FaultyInput implements DeviceTransportListener {
    private final DeviceTransportListener receiver;
    private final FaultyTransport transport;
    private final Time time;
    private final ImpairedQueue queue;
    private final AtomicBoolean ended = new AtomicBoolean();

    FaultyInput(DeviceTransportListener receiver, FaultyTransport transport, Time time) {
        this.receiver = receiver;
        this.transport = transport;
        this.time = time;
        queue = new ImpairedQueue(time);
    }

    @Override
    public void textReceived(String text, long arrivalNanos) {
        Faults now = transport.faults();
        if (passes(now)) {
            receiver.textReceived(text, arrivalNanos);
        } else {
            hold(() -> receiver.textReceived(text, time.nanos()), 2 * text.length(), now);
        }
    }

    @Override
    public void binaryReceived(byte[] frame, long arrivalNanos) {
        Faults now = transport.faults();
        if (passes(now)) {
            receiver.binaryReceived(frame, arrivalNanos);
        } else {
            hold(() -> receiver.binaryReceived(frame, time.nanos()), frame.length, now);
        }
    }

    private boolean passes(Faults now) {
        return !now.has(FaultKind.SLOW_READER) && !now.has(FaultKind.HALF_OPEN) && queue.idle() && !ended.get();
    }

    /// What is read later arrives later; what does not fit any more is lost.
    private void hold(Runnable handing, int bytes, Faults now) {
        if (!now.has(FaultKind.HALF_OPEN)) {
            queue.offer(new ImpairedQueue.Message(handing, bytes, false), now.ofReading());
        }
    }

    @Override
    public boolean incompleteInput(long change) {
        return receiver.incompleteInput(change);
    }

    @Override
    public void pongReceived(long roundTripNanos) {
        if (!silent()) {
            receiver.pongReceived(roundTripNanos);
        }
    }

    @Override
    public boolean silent() {
        return transport.faults().has(FaultKind.HALF_OPEN);
    }

    @Override
    public void closed(CloseStatus status) {
        transport.end();
        end(status);
    }

    /// Tells the receiver once, with nothing after it.
    void end(CloseStatus status) {
        queue.close();
        if (ended.compareAndSet(false, true)) {
            receiver.closed(status);
        }
    }
}
