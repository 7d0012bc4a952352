package earshot.capture;

import module java.base;

import earshot.audio.format.OggOpusWriter;
import earshot.event.Direction;
import earshot.event.SecretMasker;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.wire.BinaryFrameCodec;
import earshot.wire.UnwrappedFrame;

/// What passed, as it was captured: nothing is parsed or copied before somebody wants to keep it.
sealed interface CapturedTraffic {
    long nanos();

    /// Bytes of memory, estimated.
    int memory();

    /// The same as it is kept, with its secrets masked.
    SessionEntry entry();

    /// What belongs to one connection.
    sealed interface OfConnection extends CapturedTraffic {
        CapturedConnection connection();
    }

    record Begun(long nanos, CapturedConnection connection) implements OfConnection {
        @Override
        public int memory() {
            return 1_000;
        }

        @Override
        public SessionEntry entry() {
            return new SessionEntry.Connected(nanos, connection.number(), connection.handshake());
        }
    }

    record Text(long nanos, CapturedConnection connection, Direction direction, String text) implements OfConnection {
        @Override
        public int memory() {
            return ENTRY_BYTES + 2 * text.length();
        }

        @Override
        public SessionEntry entry() {
            return new SessionEntry.Text(nanos, connection.number(), direction, SecretMasker.mask(text), text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    record Binary(long nanos, CapturedConnection connection, Direction direction, byte[] message) implements OfConnection {
        @Override
        public int memory() {
            return ENTRY_BYTES + message.length;
        }

        @Override
        public SessionEntry entry() {
            return BinaryFrameCodec.unwrap(connection.handshake().framing(), message) instanceof UnwrappedFrame.Packet(byte[] opus, long timestamp)
                && sameAgain(opus, timestamp)
                ? new SessionEntry.Packet(nanos, connection.number(), direction, timestamp, opus)
                : new SessionEntry.Frame(nanos, connection.number(), direction, message);
        }

        /// Whether the packet gives the same message when it is wrapped again, and can stand in a file of sound.
        private boolean sameAgain(byte[] opus, long timestamp) {
            return OggOpusWriter.fits(opus) && Arrays.equals(BinaryFrameCodec.wrap(connection.handshake().framing(), opus, timestamp), message);
        }
    }

    record Ended(long nanos, CapturedConnection connection, CloseStatus status) implements OfConnection {
        @Override
        public int memory() {
            return ENTRY_BYTES;
        }

        @Override
        public SessionEntry entry() {
            return new SessionEntry.Closed(nanos, connection.number(), new CloseStatus(status.code(), SecretMasker.mask(status.reason()), status.cause()));
        }
    }

    record Ota(long nanos, DeviceId device, byte[] request, int status, byte[] reply) implements CapturedTraffic {
        @Override
        public int memory() {
            return ENTRY_BYTES + request.length + reply.length;
        }

        /// With the device id a client id is enough to get a token.
        private static final Pattern CLIENT_ID = Pattern.compile("(\"uuid\"\\s{0,8}+:\\s{0,8}+\")[^\"]++");

        @Override
        public SessionEntry entry() {
            return new SessionEntry.Ota(nanos, device, CLIENT_ID.matcher(masked(request)).replaceAll("$1" + SecretMasker.MASK), status, masked(reply));
        }

        private static String masked(byte[] body) {
            return SecretMasker.mask(new String(body, StandardCharsets.UTF_8));
        }
    }

    /// The objects around the content.
    int ENTRY_BYTES = 100;
}
