package earshot.audio.format;

import module java.base;

import earshot.audio.PcmCollector;
import earshot.problem.ProblemReason;

/// Decodes AAC in an MP4 file (M4A) as it arrives: its table of frames ([Mp4Track]) first, or fragments with a table each. A file with the table at its
/// end is kept until then, up to a bound; [AudioReader] reads the table of a file ahead.
final class Mp4StreamDecoder implements AudioStreamDecoder {
    /// Some five frames of speech.
    private static final int CHUNK_BYTES = 1_024;
    /// Far more than an hour of speech.
    private static final int MOST_KEPT = 64 << 20;
    /// Samples at a time, so that a call takes little.
    private static final int MOST = 1 << 15;
    private static final int BOX_HEAD = 8;
    private static final long TO_THE_END = Long.MAX_VALUE / 2;
    private static final int LARGEST_FRAME = 1 << 16;

    private final ByteQueue input = new ByteQueue();
    private final Deque<Mp4Track.Frame> frames = new ArrayDeque<>();
    private Optional<Mp4Track> track = Optional.empty();
    private Optional<AacFrameDecoder> decoder = Optional.empty();
    /// Where the next box begins in the file.
    private long nextBox;
    /// Where the present file begins: one may follow another.
    private long fileStart;
    private boolean keeping;
    private boolean damaged;

    Mp4StreamDecoder() {}

    /// @param track read ahead
    Mp4StreamDecoder(Mp4Track track) throws UnusableAudioException {
        begin(track);
    }

    @Override
    public short[] decode(byte[] bytes) throws UnusableAudioException {
        input.add(bytes);
        PcmCollector decoded = new PcmCollector(96_000);
        try {
            while (decoded.length() < MOST && (boxComesNext() ? box() : frame(decoded))) {
                if (keeping && input.size() > MOST_KEPT) {
                    break;
                }
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException | BufferUnderflowException _) {
            throw new UnusableAudioException(ProblemReason.AUDIO_TABLE_DAMAGED);
        }
        if (keeping && input.size() > MOST_KEPT) {
            throw new UnusableAudioException(ProblemReason.AUDIO_TABLE_LATE, MOST_KEPT >> 20);
        }
        return decoded.take();
    }

    @Override
    public short[] end() throws UnusableAudioException {
        short[] pcm = decode(new byte[0]);
        if (decoder.isEmpty()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_TABLE_ABSENT);
        }
        boolean cutBox = input.position() + input.size() != nextBox && nextBox < TO_THE_END;
        damaged |= pcm.length == 0 && (!frames.isEmpty() || cutBox);
        return pcm;
    }

    @Override
    public boolean incomplete() {
        return damaged || decoder.isEmpty() || decoder.get().anyDamaged();
    }

    @Override
    public int rate() {
        return decoder.orElseThrow().rate();
    }

    @Override
    public int chunkBytes() {
        return CHUNK_BYTES;
    }

    private boolean boxComesNext() {
        return frames.isEmpty() || frames.getFirst().offset() >= nextBox;
    }

    private void begin(Mp4Track found) throws UnusableAudioException {
        AacFrameDecoder opened = new AacFrameDecoder(found.description());
        if (decoder.isPresent() && decoder.get().rate() != opened.rate()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_RATES_DIFFER, "MP4");
        }
        damaged |= decoder.isPresent() && decoder.get().anyDamaged();
        track = Optional.of(found);
        decoder = Optional.of(opened);
        found.frames().forEach(frame -> frames.add(frame.behind(fileStart)));
        keeping = false;
    }

    /// Decodes the next frame; false when more bytes are needed.
    private boolean frame(PcmCollector decoded) throws UnusableAudioException {
        Mp4Track.Frame next = frames.getFirst();
        if (next.size() <= 0 || next.size() > LARGEST_FRAME || next.offset() < input.position()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_FRAME_ORDER);
        }
        input.skip(next.offset() - input.position());
        if (next.offset() > input.position() || next.size() > input.size()) {
            return false;
        }
        frames.removeFirst();
        decoded.add(decoder.orElseThrow().decode(input.take(next.size()), 1));
        return true;
    }

    /// Reads the next box; false when more bytes are needed.
    private boolean box() throws UnusableAudioException {
        if (!keeping) {
            input.skip(nextBox - input.position());
        }
        long at = nextBox - input.position();
        if (at + 2 * BOX_HEAD > input.size()) {
            return false;
        }
        byte[] first = input.copy((int) at, 2 * BOX_HEAD);
        if (Id3Tag.at(first, 0) == Match.WHOLE) {
            nextBox += Id3Tag.length(first, 0);
            return true;
        }
        ByteBuffer head = ByteBuffer.wrap(first);
        long size = head.getInt(0) & 0xffffffffL;
        int headSize = size == 1 ? 2 * BOX_HEAD : BOX_HEAD;
        size = size == 1 ? Math.min(head.getLong(BOX_HEAD), TO_THE_END) : size == 0 ? TO_THE_END : size;
        if (size < headSize) {
            throw new UnusableAudioException(ProblemReason.AUDIO_TABLE_DAMAGED);
        }
        String type = Mp4Box.type(head, 4);
        boolean table = type.equals("moov") && track.isEmpty() || type.equals("moof") && track.isPresent();
        if (table && size > MOST_KEPT) {
            throw new UnusableAudioException(ProblemReason.AUDIO_TABLE_DAMAGED);
        }
        if (table && at + size > input.size()) {
            return false;
        }
        if (table) {
            table(new Mp4Box(type, ByteBuffer.wrap(input.copy((int) at + headSize, (int) size - headSize))));
        } else if (type.equals("ftyp") && nextBox > fileStart && track.isPresent()) {
            track = Optional.empty();
            fileStart = nextBox;
        } else if (type.equals("mdat") && track.isEmpty()) {
            keeping = true;
        }
        nextBox += size;
        return true;
    }

    private void table(Mp4Box box) throws UnusableAudioException {
        if (track.isEmpty()) {
            begin(Mp4Track.of(box));
        } else {
            track.get().fragment(box, nextBox - fileStart).forEach(frame -> frames.add(frame.behind(fileStart)));
        }
    }
}
