package earshot.firmware;

import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.TrafficJudge;
import earshot.server.CloseStatus;
import earshot.server.Handshake;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import earshot.wire.JsonMessageCodec;
import earshot.wire.UnwrappedFrame;

/// Puts what passes on one connection into the model, and what comes of it into the history of the device.
final class FirmwareJudge implements TrafficJudge {
    private final DeviceFirmware device;
    private final Framing framing;
    private final FirmwareModel model;
    private final LossEpisodes episodes;
    private int gaps;
    private long silence;
    private int dropped;

    FirmwareJudge(Handshake handshake, DeviceFirmware device, LossReporter losses, long nanos) {
        this.device = device;
        framing = handshake.framing();
        episodes = new LossEpisodes(losses);
        model = new FirmwareModel(handshake.dialect(), new Losses(), nanos);
        device.begin(this);
    }

    @Override
    public void textReceived(String text, long nanos) {
        apply(nanos, () -> model.received(JsonMessageCodec.read(text), nanos));
        publish(nanos);
    }

    @Override
    public void frameReceived(byte[] frame, long nanos) {}

    @Override
    public void textSent(String text, long nanos) {
        JsonNode body = tree(text);
        apply(nanos, () -> model.sent(body, nanos));
        publish(nanos);
    }

    @Override
    public void frameSent(byte[] frame, long nanos) {
        if (BinaryFrameCodec.unwrap(framing, frame) instanceof UnwrappedFrame.Packet packet) {
            apply(nanos, () -> model.sent(packet.opus(), nanos));
        }
    }

    @Override
    public void passed(long nanos) {
        apply(nanos, () -> model.advance(nanos));
        episodes.advance(nanos);
        publish(nanos);
    }

    @Override
    public void lost(long nanos) {
        over(InferredState.UNKNOWN, nanos);
    }

    @Override
    public void closed(CloseStatus status, long nanos) {
        over(InferredState.ASLEEP, nanos);
    }

    private void apply(long nanos, Runnable what) {
        if (!device.isNewest(this)) {
            return;
        }
        boolean spoke = model.state() == InferredState.SPEAKING;
        device.history.advance(model, nanos);
        what.run();
        device.history.note(model.waiting(), model.state(), nanos);
        if (spoke && model.state() != InferredState.SPEAKING) {
            episodes.end();
        }
    }

    private void publish(long nanos) {
        if (device.isNewest(this)) {
            device.publish(new FirmwareEstimate(model.state(), model.waiting(), nanos + model.ahead(nanos).toNanos(), model.channelEndsNanos(),
                new FirmwareEstimate.Losses(gaps, Duration.ofNanos(silence), dropped), device.history));
        }
    }

    private void over(InferredState state, long nanos) {
        episodes.end();
        if (device.isNewest(this)) {
            device.history.advance(state, nanos);
            device.history.note(0, state, nanos);
            device.publish(new FirmwareEstimate(state, 0, nanos, OptionalLong.empty(), device.estimate().losses(), device.history));
        }
    }

    private final class Losses implements LossListener {
        @Override
        public void ranOut(long fromNanos, long toNanos) {
            gaps++;
            silence += toNanos - fromNanos;
            episodes.ranOut(fromNanos, toNanos);
            device.history.mark(fromNanos, toNanos, FirmwareHistory.UNDERRUN);
        }

        @Override
        public void dropped(long nanos) {
            dropped++;
            episodes.dropped(nanos);
            device.history.mark(nanos, nanos, FirmwareHistory.OVERFLOW);
        }
    }
}
