package earshot.tts;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusDecoder;
import earshot.audio.PcmCollector;
import earshot.audio.UndecodableAudioException;

/// Decodes Opus in Ogg as it arrives (RFC 3533, RFC 7845): pages to packets, packets to samples at 48 kHz. One logical stream only.
/// Checksums are not verified, since TCP protects the data. The gain of the header is ignored, since loudness is normalised later.
final class OggOpusStreamDecoder implements AudioStreamDecoder {
    private static final int RATE = 48_000;
    private static final int HEAD = 27;
    private static final int LARGEST_PACKET = 1 << 16;
    /// Bytes of some 10 packets of speech.
    private static final int CHUNK_BYTES = 1_024;

    private final OpusDecoder decoder;
    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
    private final PcmCollector decoded = new PcmCollector(RATE);
    private byte[] rest = new byte[0];
    private int packets;
    private int skip;

    OggOpusStreamDecoder(OpusCodec codec) {
        decoder = codec.decoder(RATE);
    }

    @Override
    public short[] decode(byte[] bytes) throws UnusableAudioException {
        rest = ByteArrays.join(rest, bytes);
        while (true) {
            if (rest.length < HEAD) {
                return decoded.take();
            }
            if (rest[0] != 'O' || rest[1] != 'g' || rest[2] != 'g' || rest[3] != 'S') {
                throw new UnusableAudioException("no page of Ogg where one should be");
            }
            int segments = rest[26] & 0xff;
            int size = HEAD + segments;
            for (int i = 0; i < segments && size <= rest.length; i++) {
                size += HEAD + i < rest.length ? rest[HEAD + i] & 0xff : 0;
            }
            if (rest.length < HEAD + segments || rest.length < size) {
                return decoded.take();
            }
            page(segments);
            rest = ByteArrays.from(rest, size);
        }
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

    private void page(int segments) throws UnusableAudioException {
        int at = HEAD + segments;
        for (int i = 0; i < segments; i++) {
            int length = rest[HEAD + i] & 0xff;
            packet.write(rest, at, length);
            at += length;
            if (packet.size() > LARGEST_PACKET) {
                throw new UnusableAudioException("a packet of over 64 KB in Ogg");
            }
            if (length < 255) {
                packet(packet.toByteArray());
                packet.reset();
            }
        }
    }

    /// The first packet is the header, the second holds comments, all others hold audio.
    private void packet(byte[] bytes) throws UnusableAudioException {
        packets++;
        if (packets == 1) {
            if (bytes.length < 19 || !new String(bytes, 0, 8, java.nio.charset.StandardCharsets.ISO_8859_1).equals("OpusHead")) {
                throw new UnusableAudioException("Ogg without Opus in it");
            }
            skip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getShort(10) & 0xffff;
        } else if (packets > 2) {
            try {
                short[] pcm = decoder.decode(bytes);
                int skipped = Math.min(skip, pcm.length);
                skip -= skipped;
                decoded.add(Arrays.copyOfRange(pcm, skipped, pcm.length));
            } catch (UndecodableAudioException e) {
                throw new UnusableAudioException("a packet that is no Opus: " + e.getMessage());
            }
        }
    }
}
