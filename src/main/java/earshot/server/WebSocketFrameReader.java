package earshot.server;

import module java.base;

import earshot.data.TokenBucket;
import earshot.problem.FatalErrors;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.protocols.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The library's frame reader with stricter rules: no extensions, a bound on whole messages and on how much comes, an orderly close after a
/// broken frame, and nothing thrown to the caller. One per connection; used by one thread at a time: that of the request, then that of the selector.
final class WebSocketFrameReader extends Draft_6455 {
    /// The largest message, in bytes. Firmware sends at most 64 KB, browser pages 2.4 KB of audio.
    static final int MAX_MESSAGE_BYTES = 256 * 1024;
    /// What a fragment counts in addition to its content, because endless empty ones fill memory as well.
    private static final int FRAGMENT_COST = 64;
    /// Frames and kilobytes, of any kind, that a client may send at once, and a second from then on. A device that streams sends some 20, and what it
    /// sent while the network hung comes at once.
    static final int BURST = 8_192;
    static final int PER_SECOND = 2_000;
    /// A head has so many bytes at most; the library collects it like a frame.
    private static final int HEAD_BYTES = 14;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketFrameReader.class);

    private final LongSupplier nanos;
    private WebSocketConnection connection;
    private final TokenBucket input;
    private int fragments;
    /// Bytes of the frame that is not complete: the library allocates it whole when it knows its length.
    private int announced;
    /// What of both is counted.
    private volatile long counted;
    private ByteBuffer reading = NOTHING;
    // the last two allocations of one reading, -1 for none
    private int allocatedBefore;
    private int allocated;
    private boolean missing;

    WebSocketFrameReader(LongSupplier nanos) {
        super(List.of(), List.of(new Protocol("")), MAX_MESSAGE_BYTES);
        this.nanos = nanos;
        input = new TokenBucket(BURST, PER_SECOND, nanos.getAsLong());
    }

    void attach(WebSocketConnection connection) {
        this.connection = connection;
    }

    @Override
    public Draft copyInstance() {
        return new WebSocketFrameReader(nanos);
    }

    @Override
    public List<Framedata> translateFrame(ByteBuffer buffer) {
        if (connection == null || !connection.acceptsInput()) {
            buffer.position(buffer.limit());
            drop();
            return List.of();
        }
        reading = buffer;
        allocated = -1;
        missing = false;
        try {
            List<Framedata> frames = super.translateFrame(buffer);
            if (allocated >= 0 || !frames.isEmpty()) {
                announced = endsIncomplete(frames) && allocated > HEAD_BYTES ? allocated : 0;
                count();
            }
            return frames;
        } catch (InvalidDataException e) {
            if (e.getCloseCode() == CloseFrame.POLICY_VALIDATION) {
                connection.closeFlooding(e.getCloseCode(), reason(e));
            } else {
                connection.close(e.getCloseCode(), reason(e));
            }
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("a frame could not be read", e);
            connection.close(CloseFrame.PROTOCOL_ERROR, "unreadable frame");
        }
        buffer.position(buffer.limit());
        drop();
        return List.of();
    }

    /// Whether the last allocation was for a frame that is not complete. That of a content has all its bytes in the buffer, except where the first
    /// frame began in an earlier buffer; one that follows the first frame's content is for the next frame.
    private boolean endsIncomplete(List<Framedata> frames) {
        return missing && (frames.size() != 1 || allocatedBefore == frames.getFirst().getPayloadData().remaining());
    }

    /// Called before the library allocates a frame that is not complete, or the content of one that is.
    ///
    /// @param size of the whole frame, of what is needed to know that, or of the content
    @Override
    public int checkAlloc(int size) throws InvalidDataException {
        super.checkAlloc(size);
        allocatedBefore = allocated;
        allocated = size;
        missing = reading.remaining() < size;
        announced = missing && size > HEAD_BYTES ? Math.max(announced, size) : announced;
        if (!count()) {
            throw tooMuch();
        }
        return size;
    }

    /// Whether something is kept of a message that is not complete. Any thread.
    boolean keepsInput() {
        return counted > 0;
    }

    /// False when what is kept is too much; the connection ends then.
    private boolean count() {
        long change = (long) announced + fragments - counted;
        counted += change;
        return change == 0 || connection.keep(change);
    }

    private static InvalidDataException tooMuch() {
        return new InvalidDataException(CloseFrame.POLICY_VALIDATION, "too much waits");
    }

    /// Drops what is incomplete where input is not used any more.
    void dropUnused() {
        if (!connection.acceptsInput()) {
            drop();
        }
    }

    /// Nothing more is read: what is incomplete may go.
    private void drop() {
        reading = NOTHING;
        if (announced > 0) {
            reset();
            announced = 0;
            count();
        }
    }

    @Override
    public void processFrame(WebSocketImpl socket, Framedata frame) {
        if (!connection.acceptsInput()) {
            return;
        }
        long now = nanos.getAsLong();
        connection.markAlive(now);
        if (!input.take(1 + frame.getPayloadData().remaining() / 1024, now)) {
            connection.closeFlooding(CloseFrame.POLICY_VALIDATION, "too much input");
            return;
        }
        try {
            checkFragmentLimit(frame);
            super.processFrame(socket, frame);
        } catch (InvalidDataException e) {
            connection.close(e.getCloseCode(), reason(e));
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("a message could not be processed", e);
            connection.close(CloseFrame.UNEXPECTED_CONDITION, "internal error");
        }
    }

    /// The library checks only the first and the last fragment.
    private void checkFragmentLimit(Framedata frame) throws InvalidDataException {
        if (frame.getOpcode() == Opcode.CONTINUOUS || !frame.isFin()) {
            fragments += frame.getPayloadData().remaining() + FRAGMENT_COST;
            if (fragments > MAX_MESSAGE_BYTES) {
                throw new LimitExceededException(MAX_MESSAGE_BYTES);
            }
            if (frame.isFin()) {
                fragments = 0;
            }
            if (!count()) {
                throw tooMuch();
            }
        }
    }

    private static String reason(InvalidDataException e) {
        if (e instanceof LimitExceededException) {
            return "a message may have " + MAX_MESSAGE_BYTES + " bytes";
        }
        if (e.getMessage() != null && !e.getMessage().isBlank()) {
            return e.getMessage();
        }
        return e.getCloseCode() == CloseFrame.NO_UTF8 ? "text is not UTF-8" : "broken frame";
    }
}
