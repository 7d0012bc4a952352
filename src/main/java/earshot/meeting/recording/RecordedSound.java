package earshot.meeting.recording;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusDecoder;
import earshot.audio.PcmAudio;
import earshot.audio.PcmCollector;
import earshot.audio.UndecodableAudioException;

/// The whole recording of one device in one meeting, as far as it is written, a piece after the other. For one thread; [#close] may be called
/// by any and cancels.
public final class RecordedSound implements AutoCloseable {
    /// Of a piece, at least, except the last.
    private static final int PIECE_SAMPLES = OpusPacketFile.RATE;

    private final DataInputStream in;
    private final OpusDecoder decoder;
    private final long size;
    private volatile long read;
    private boolean ended;
    private boolean closed;

    private RecordedSound(DataInputStream in, OpusDecoder decoder, long size) {
        this.in = in;
        this.decoder = decoder;
        this.size = size;
    }

    /// @throws NoSuchFileException when nothing was recorded, or it was deleted
    static RecordedSound open(Path file, OpusCodec codec) throws IOException {
        long size = Files.size(file);
        DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        return new RecordedSound(in, codec.decoder(OpusPacketFile.RATE), size);
    }

    /// Reads and decodes the next piece, about a second at 16 kHz; empty at the end. Computes. What cannot be decoded is concealed, so that no sound shifts.
    ///
    /// @throws CancellationException after [#close]
    public synchronized Optional<PcmAudio> next() throws IOException {
        if (closed) {
            throw new CancellationException("reading was cancelled");
        }
        PcmCollector piece = new PcmCollector(OpusPacketFile.RATE);
        int length = 0;
        while (!ended && length < PIECE_SAMPLES) {
            Optional<OpusPacketFile.Packet> packet = OpusPacketFile.next(in);
            ended = packet.isEmpty();
            if (packet.isPresent()) {
                read += OpusPacketFile.HEADER_BYTES + packet.get().opus().length;
                length += packet.get().samples();
                piece.add(decoded(packet.get()));
            }
        }
        short[] pcm = piece.take();
        return pcm.length == 0 ? Optional.empty() : Optional.of(new PcmAudio(pcm, OpusPacketFile.RATE));
    }

    private short[] decoded(OpusPacketFile.Packet packet) {
        try {
            return decoder.decode(packet.opus());
        } catch (UndecodableAudioException _) {
            return decoder.conceal(packet.samples());
        }
    }

    /// How much of it was read, 0 to 1.
    public double done() {
        return size == 0 ? 1 : Math.clamp((double) read / size, 0, 1);
    }

    /// Bytes of the file.
    public long size() {
        return size;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        decoder.close();
        try {
            in.close();
        } catch (IOException _) {
            // it was only read
        }
    }
}
