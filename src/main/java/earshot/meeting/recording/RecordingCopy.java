package earshot.meeting.recording;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusEncoder;

/// The sound of a file that is being imported, on its way to become the recording of a meeting: nothing of it stays unless [#keep] is called. For one thread;
/// [#close] may be called by any and cancels.
public final class RecordingCopy implements AutoCloseable {
    /// As boards send it.
    private static final int FRAME = OpusPacketFile.RATE * 60 / 1000;
    private static final int BITRATE = 24_000;
    private static final int COMPLEXITY = 3;

    private final Path unfinished;
    private final Path target;
    private final OpusPacketFile file;
    private final OpusEncoder encoder;
    private short[] rest = new short[0];
    private boolean closed;

    private RecordingCopy(Path unfinished, Path target, OpusPacketFile file, OpusEncoder encoder) {
        this.unfinished = unfinished;
        this.target = target;
        this.file = file;
        this.encoder = encoder;
    }

    /// @param unfinished where it is written; replaced
    /// @param target where it is moved to in the end
    static RecordingCopy begin(Path unfinished, Path target, OpusCodec codec) throws IOException {
        Files.deleteIfExists(unfinished);
        OpusPacketFile file = OpusPacketFile.open(unfinished);
        return new RecordingCopy(unfinished, target, file, codec.encoder(OpusPacketFile.RATE, FRAME, BITRATE, COMPLEXITY));
    }

    /// Encodes the next samples at 16 kHz. Computes.
    ///
    /// @return for [#write]
    public synchronized List<byte[]> encode(short[] pcm) {
        if (closed) {
            return List.of();
        }
        short[] all = Arrays.copyOf(rest, rest.length + pcm.length);
        System.arraycopy(pcm, 0, all, rest.length, pcm.length);
        List<byte[]> packets = new ArrayList<>();
        int at = 0;
        for (; at + FRAME <= all.length; at += FRAME) {
            packets.add(encoder.encode(Arrays.copyOfRange(all, at, at + FRAME)));
        }
        rest = Arrays.copyOfRange(all, at, all.length);
        return packets;
    }

    /// Waits for the disk.
    public void write(List<byte[]> packets) throws IOException {
        for (byte[] packet : packets) {
            file.append(new OpusPacketFile.Packet(packet, FRAME));
        }
    }

    /// Makes it the recording of its meeting, in place of what is left of an earlier attempt. Waits for the disk.
    public void keep() throws IOException {
        if (rest.length > 0) {
            write(encode(new short[FRAME - rest.length]));
        }
        file.close();
        Files.createDirectories(target.getParent());
        Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        encoder.close();
        try {
            file.close();
            Files.deleteIfExists(unfinished);
        } catch (IOException _) {
            // the next start deletes it
        }
    }
}
