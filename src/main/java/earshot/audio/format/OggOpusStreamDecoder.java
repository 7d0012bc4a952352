package earshot.audio.format;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusDecoder;
import earshot.audio.PcmCollector;
import earshot.audio.UndecodableAudioException;
import earshot.problem.ProblemReason;

/// Decodes Opus in Ogg as it arrives (RFC 3533, RFC 7845): pages to packets, packets to samples at 48 kHz. Streams may follow each other, but not be mixed.
/// A page whose checksum is wrong is left out: Opus would make noise of it. The gain of the header is ignored, since loudness is normalized later.
final class OggOpusStreamDecoder implements AudioStreamDecoder {
    private static final int RATE = 48_000;
    private static final int LARGEST_PACKET = 1 << 16;
    /// Bytes of some 10 packets of speech.
    private static final int CHUNK_BYTES = 1_024;
    private static final int MAX_STRAY_BYTES = 1 << 17;
    private static final int MAX_DAMAGED = 10;

    private final OpusCodec codec;
    private final ByteQueue input = new ByteQueue();
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
    private final PcmCollector decoded = new PcmCollector(RATE);
    private OpusDecoder decoder;
    private int packets;
    private int skip;
    private int strayBytes;
    private int damagedInARow;
    private boolean damaged;
    private boolean ended;
    /// Found behind samples, and told after them.
    private Optional<UnusableAudioException> fault = Optional.empty();

    OggOpusStreamDecoder(OpusCodec codec) {
        this.codec = codec;
        decoder = codec.decoder(RATE);
    }

    @Override
    public short[] decode(byte[] bytes) throws UnusableAudioException {
        input.add(bytes);
        try {
            pages();
        } catch (UnusableAudioException e) {
            fault = Optional.of(e);
        }
        if (fault.isPresent() && decoded.length() == 0) {
            throw fault.get();
        }
        return decoded.take();
    }

    private void pages() throws UnusableAudioException {
        while (fault.isEmpty() && input.size() >= OggPage.HEAD) {
            if (!OggPage.begins(input, 0)) {
                stray();
                continue;
            }
            Optional<OggPage> page = OggPage.parse(input);
            if (page.isEmpty()) {
                break;
            }
            if (page.get().bytes().isEmpty()) {
                damaged();
                stray();
                continue;
            }
            page(page.get());
            input.skip(page.get().size());
        }
    }

    @Override
    public short[] end() throws UnusableAudioException {
        if (fault.isPresent()) {
            throw fault.get();
        }
        if (packets < 2) {
            throw new UnusableAudioException(ProblemReason.AUDIO_OGG_OTHER);
        }
        damaged |= input.size() > 0;
        return decoded.take();
    }

    @Override
    public boolean incomplete() {
        return damaged || strayBytes > 0 || !ended;
    }

    @Override
    public int rate() {
        return RATE;
    }

    @Override
    public int chunkBytes() {
        return CHUNK_BYTES;
    }

    @Override
    public void close() {
        decoder.close();
    }

    /// Looks for the next page.
    private void stray() throws UnusableAudioException {
        packet.reset();
        input.skip(1);
        if (++strayBytes > MAX_STRAY_BYTES) {
            throw new UnusableAudioException(ProblemReason.AUDIO_OGG_NO_PAGE);
        }
    }

    private void damaged() throws UnusableAudioException {
        damaged = true;
        if (++damagedInARow > MAX_DAMAGED) {
            throw new UnusableAudioException(ProblemReason.AUDIO_OGG_DAMAGED);
        }
    }

    private void page(OggPage page) throws UnusableAudioException {
        ended = page.last();
        if (page.first() && packets > 0) {
            decoder.close();
            decoder = codec.decoder(RATE);
            packets = 0;
            packet.reset();
        }
        boolean rest = page.continued() && packet.size() == 0;
        int at = OggPage.HEAD + page.segments();
        for (int i = 0; i < page.segments(); i++) {
            int length = page.segmentLength(i);
            if (!rest) {
                packet.write(page.bytes().orElseThrow(), at, length);
            }
            at += length;
            if (packet.size() > LARGEST_PACKET) {
                throw new UnusableAudioException(ProblemReason.AUDIO_OGG_PACKET);
            }
            if (length < 255) {
                if (!rest) {
                    packet(packet.toByteArray());
                }
                rest = false;
                packet.reset();
            }
        }
    }

    /// The first packet is the header, the second holds comments, all others hold audio.
    private void packet(byte[] bytes) throws UnusableAudioException {
        packets++;
        if (packets == 1) {
            head(bytes);
        } else if (packets > 2) {
            try {
                short[] pcm = decoder.decode(bytes);
                int skipped = Math.min(skip, pcm.length);
                skip -= skipped;
                decoded.add(Arrays.copyOfRange(pcm, skipped, pcm.length));
                damagedInARow = 0;
            } catch (UndecodableAudioException _) {
                damaged();
            }
        }
    }

    private void head(byte[] bytes) throws UnusableAudioException {
        String start = new String(bytes, 0, Math.min(bytes.length, 8), StandardCharsets.ISO_8859_1);
        if (bytes.length >= 19 && start.equals("OpusHead")) {
            // more than one stream in a packet: as one they would be noise
            if (bytes[18] != 0 && bytes.length > 19 && bytes[19] != 1) {
                throw new UnusableAudioException(ProblemReason.AUDIO_NOT_READ, "Ogg Opus (mapping family " + (bytes[18] & 0xff) + ")");
            }
            skip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(10) & 0xffff;
            return;
        }
        Map<String, String> others = Map.of("\u0001vorbis", "Ogg Vorbis", "\u007fFLAC", "Ogg FLAC", "Speex", "Ogg Speex", "\u0080theora", "Ogg Theora");
        Optional<String> other = others.entrySet().stream().filter(one -> start.startsWith(one.getKey())).map(Map.Entry::getValue).findFirst();
        throw other.map(name -> new UnusableAudioException(ProblemReason.AUDIO_NOT_READ, name))
            .orElseGet(() -> new UnusableAudioException(ProblemReason.AUDIO_OGG_OTHER));
    }
}
