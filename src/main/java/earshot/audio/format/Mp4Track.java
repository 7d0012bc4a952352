package earshot.audio.format;

import module java.base;

import earshot.problem.ProblemReason;

/// The track of sound of an MP4 file: how it is coded, and where its frames lie. Source: ISO 14496-12 and 14496-14. What is damaged makes a
/// [RuntimeException] of a buffer.
///
/// @param description how the sound is coded (AudioSpecificConfig)
/// @param usualSize bytes of the frames in fragments that state none
/// @param frames in the order of the file; none where they come in fragments
record Mp4Track(int id, byte[] description, int usualSize, List<Frame> frames) {
    /// @param offset in the file
    /// @param size bytes
    record Frame(long offset, int size) {
        /// The same frame in a file that begins later.
        Frame behind(long start) {
            return new Frame(start + offset, size);
        }
    }

    /// Hours of sound. A file may state any number.
    private static final int MOST_FRAMES = 4_000_000;
    private static final int AAC = 0x40;
    private static final int LARGEST_FRAME = 1 << 16;

    /// The first track of sound.
    ///
    /// @param movie the box `moov`
    static Mp4Track of(Mp4Box movie) throws UnusableAudioException {
        Mp4Box track = movie.all("trak").filter(one -> one.find("mdia", "hdlr").filter(box -> Mp4Box.type(box.content(), 8).equals("soun")).isPresent())
            .findFirst()
            .orElseThrow(() -> new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_SOUND, "MP4"));
        ByteBuffer header = content(track, "tkhd");
        int id = header.getInt(header.get(0) == 1 ? 20 : 12);
        Mp4Box samples = track.find("mdia", "minf", "stbl").orElseThrow(() -> new UnusableAudioException(ProblemReason.AUDIO_WITHOUT_SOUND, "MP4"));
        int usualSize = movie.find("mvex").stream().flatMap(box -> box.all("trex")).filter(box -> box.content().getInt(4) == id).findFirst()
            .map(box -> box.content().getInt(16)).orElse(0);
        return new Mp4Track(id, description(content(samples, "stsd")), usualSize, frames(samples));
    }

    /// The frames of a fragment.
    ///
    /// @param fragment the box `moof`
    /// @param at where it begins in the file
    List<Frame> fragment(Mp4Box fragment, long at) {
        List<Frame> found = new ArrayList<>();
        fragment.all("traf").forEach(part -> part.find("tfhd").filter(head -> head.content().getInt(4) == id).ifPresent(head -> {
            ByteBuffer in = head.content();
            int flags = in.getInt(0);
            int next = 8;
            long base = (flags & 1) == 0 ? at : in.getLong(next);
            next += Integer.bitCount(flags & 1) * 8 + Integer.bitCount(flags & 0xa) * 4;
            int size = (flags & 0x10) == 0 ? usualSize : in.getInt(next);
            part.all("trun").forEach(run -> run(run.content(), base, size, found));
        }));
        return found;
    }

    private static void run(ByteBuffer in, long base, int usualSize, List<Frame> found) {
        int flags = in.getInt(0);
        int count = in.getInt(4);
        boolean states = (flags & 1) != 0;
        long offset = states ? base + in.getInt(8) : found.isEmpty() ? base : found.getLast().offset() + found.getLast().size();
        int at = 8 + 4 * Integer.bitCount(flags & 5);
        int entry = 4 * Integer.bitCount(flags & 0xf00);
        int sizeAt = 4 * Integer.bitCount(flags & 0x100);
        for (int i = 0; i < count && found.size() < MOST_FRAMES; i++, at += entry) {
            int size = (flags & 0x200) == 0 ? usualSize : in.getInt(at + sizeAt);
            found.add(new Frame(offset, size));
            offset += size;
        }
    }

    private static byte[] description(ByteBuffer in) throws UnusableAudioException {
        ByteBuffer entry = in.slice(8, in.getInt(8));
        String coding = Mp4Box.type(entry, 4);
        if (!coding.equals("mp4a")) {
            throw switch (coding) {
                case "alac" -> new UnusableAudioException(ProblemReason.AUDIO_MP4_CODING, "Apple Lossless");
                case "fLaC" -> new UnusableAudioException(ProblemReason.AUDIO_MP4_CODING, "FLAC");
                case "enca" -> new UnusableAudioException(ProblemReason.AUDIO_PROTECTED);
                default -> new UnusableAudioException(ProblemReason.AUDIO_MP4_CODING, coding.strip());
            };
        }
        // QuickTime says more in versions 1 and 2
        int version = entry.getShort(16);
        int head = version == 1 ? 52 : version == 2 ? 72 : 36;
        List<Mp4Box> boxes = Mp4Box.all(entry.slice(head, entry.limit() - head));
        Optional<Mp4Box> stream = boxes.stream().filter(box -> box.type().equals("esds")).findFirst()
            .or(() -> boxes.stream().filter(box -> box.type().equals("wave")).findFirst().flatMap(box -> box.find("esds")));
        return decoderConfig(stream.orElseThrow(() -> new UnusableAudioException(ProblemReason.AUDIO_CODING_ABSENT)).content());
    }

    /// Reads an elementary stream descriptor (ISO 14496-1, section 7.2.6).
    private static byte[] decoderConfig(ByteBuffer in) throws UnusableAudioException {
        in.position(4);
        descriptor(in, 3);
        in.getShort();
        int flags = in.get();
        in.position(in.position() + ((flags & 0x80) != 0 ? 2 : 0) + ((flags & 0x20) != 0 ? 2 : 0));
        descriptor(in, 4);
        int kind = in.get() & 0xff;
        if (kind != AAC && (kind < 0x66 || kind > 0x68)) {
            throw new UnusableAudioException(ProblemReason.AUDIO_MP4_CODING, kind == 0x69 || kind == 0x6b ? "MP3" : "MPEG-4 " + kind);
        }
        in.position(in.position() + 12);
        byte[] config = new byte[descriptor(in, 5)];
        in.get(config);
        return config;
    }

    private static int descriptor(ByteBuffer in, int tag) throws UnusableAudioException {
        if (in.get() != tag) {
            throw new UnusableAudioException(ProblemReason.AUDIO_CODING_ABSENT);
        }
        int length = 0;
        for (int more = 0x80; (more & 0x80) != 0; length = length << 7 | more & 0x7f) {
            more = in.get();
        }
        return Math.min(length, in.remaining());
    }

    private static List<Frame> frames(Mp4Box samples) throws UnusableAudioException {
        ByteBuffer sizes = content(samples, "stsz");
        ByteBuffer runs = content(samples, "stsc");
        Optional<Mp4Box> wide = samples.find("co64");
        ByteBuffer chunks = wide.isPresent() ? wide.get().content() : content(samples, "stco");
        int count = sizes.getInt(8);
        List<Frame> frames = new ArrayList<>();
        for (int chunk = 0, run = 0; chunk < chunks.getInt(4) && frames.size() < count; chunk++) {
            run = run + 1 < runs.getInt(4) && runs.getInt(8 + 12 * (run + 1)) <= chunk + 1 ? run + 1 : run;
            long offset = wide.isPresent() ? chunks.getLong(8 + 8 * chunk) : chunks.getInt(8 + 4 * chunk) & 0xffffffffL;
            for (int i = runs.getInt(8 + 12 * run + 4); i > 0 && frames.size() < count; i--) {
                int size = sizes.getInt(4) != 0 ? sizes.getInt(4) : sizes.getInt(12 + 4 * frames.size());
                if (size <= 0 || size > LARGEST_FRAME || frames.size() >= MOST_FRAMES) {
                    throw new UnusableAudioException(ProblemReason.AUDIO_TABLE_DAMAGED);
                }
                frames.add(new Frame(offset, size));
                offset += size;
            }
        }
        return frames;
    }

    private static ByteBuffer content(Mp4Box box, String type) throws UnusableAudioException {
        return box.find(type).orElseThrow(() -> new UnusableAudioException(ProblemReason.AUDIO_TABLE_DAMAGED)).content();
    }
}
