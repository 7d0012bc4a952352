package earshot.tap;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusDecoder;
import earshot.audio.UndecodableAudioException;
import earshot.capture.TrafficJudge;
import earshot.capture.TrafficThread;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.server.Handshake;
import earshot.watch.WatchSubscription;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import earshot.wire.UnwrappedFrame;

/// Lets somebody hear the sound that a device sends, as it comes, over all its connections. Nothing is decoded while nobody does. Safe for
/// use from any thread.
public final class LiveMicrophone implements TrafficThread.Judges {
    private static final int RATE = 16_000;

    private final OpusCodec codec;
    private final ConcurrentMap<DeviceId, SoundListener> listeners = new ConcurrentHashMap<>();

    public LiveMicrophone(OpusCodec codec) {
        this.codec = codec;
    }

    /// Hears a device until the subscription is closed, in place of the listener before.
    public WatchSubscription listen(DeviceId device, SoundListener listener) {
        listeners.put(device, listener);
        return () -> listeners.remove(device, listener);
    }

    @Override
    public TrafficJudge of(Handshake handshake, long nanos) {
        return new Uplink(handshake.identity().deviceId(), handshake.framing());
    }

    private final class Uplink implements TrafficJudge {
        private final DeviceId device;
        private final Framing framing;
        private Optional<OpusDecoder> decoder = Optional.empty();

        Uplink(DeviceId device, Framing framing) {
            this.device = device;
            this.framing = framing;
        }

        @Override
        public void frameReceived(byte[] frame, long nanos) {
            SoundListener listener = listeners.get(device);
            if (listener == null) {
                closeDecoder();
            } else if (BinaryFrameCodec.unwrap(framing, frame) instanceof UnwrappedFrame.Packet packet) {
                if (decoder.isEmpty()) {
                    decoder = Optional.of(codec.decoder(RATE));
                }
                try {
                    listener.heard(decoder.get().decode(packet.opus()), RATE);
                } catch (UndecodableAudioException _) {
                    // the session tells of it
                }
            }
        }

        private void closeDecoder() {
            decoder.ifPresent(OpusDecoder::close);
            decoder = Optional.empty();
        }

        @Override
        public void textReceived(String text, long nanos) {}

        @Override
        public void textSent(String text, long nanos) {}

        @Override
        public void frameSent(byte[] frame, long nanos) {}

        @Override
        public void passed(long nanos) {}

        @Override
        public void lost(long nanos) {
            closeDecoder();
        }

        @Override
        public void closed(CloseStatus status, long nanos) {
            closeDecoder();
        }
    }
}
