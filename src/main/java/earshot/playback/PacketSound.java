package earshot.playback;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.OpusDecoder;
import earshot.audio.PcmAudio;
import earshot.audio.UndecodableAudioException;
import earshot.capture.SessionEntry.Packet;

/// Packets as sound. Decoding takes about a second for ten minutes: not for virtual threads.
public final class PacketSound {
    /// Hz of what is made.
    public static final int RATE = 16_000;
    /// Packets come some time late without a pause in what was said.
    private static final long JITTER = Duration.ofMillis(300).toNanos();
    /// Answers are sent ahead of what is played, at most so much; a decoder needs some packets before, too.
    static final long AHEAD = Duration.ofSeconds(10).toNanos();

    private PacketSound() {}

    /// What was heard between two moments, with its pauses: a packet sounds when it passed, or after the one before it where that takes longer.
    ///
    /// @param packets of one direction of one connection, in order
    /// @param from monotonic nanoseconds of the recording, as `to`
    public static PcmAudio between(List<Packet> packets, long from, long to, OpusCodec codec) {
        short[] pcm = new short[samples(to - from)];
        long due = Long.MIN_VALUE;
        try (OpusDecoder decoder = codec.decoder(RATE)) {
            for (Packet packet : packets.stream().filter(one -> one.nanos() >= from - AHEAD && one.nanos() < to).toList()) {
                short[] frame = decoded(decoder, packet);
                long at = due == Long.MIN_VALUE || packet.nanos() - due > JITTER ? packet.nanos() : due;
                due = at + frame.length * 1_000_000_000L / RATE;
                copy(frame, pcm, (int) ((at - from) * RATE / 1_000_000_000L));
            }
        }
        return new PcmAudio(pcm, RATE);
    }

    /// All packets, one after the other.
    public static PcmAudio joined(List<Packet> packets, OpusCodec codec) {
        try (OpusDecoder decoder = codec.decoder(RATE)) {
            List<short[]> frames = packets.stream().map(packet -> decoded(decoder, packet)).toList();
            short[] pcm = new short[frames.stream().mapToInt(frame -> frame.length).sum()];
            int at = 0;
            for (short[] frame : frames) {
                System.arraycopy(frame, 0, pcm, at, frame.length);
                at += frame.length;
            }
            return new PcmAudio(pcm, RATE);
        }
    }

    /// Several sounds at once, each from the beginning.
    public static PcmAudio mixed(List<PcmAudio> sounds) {
        int[] sums = new int[sounds.stream().mapToInt(sound -> sound.pcm().length).max().orElse(0)];
        for (PcmAudio sound : sounds) {
            for (int i = 0; i < sound.pcm().length; i++) {
                sums[i] += sound.pcm()[i];
            }
        }
        short[] pcm = new short[sums.length];
        for (int i = 0; i < sums.length; i++) {
            pcm[i] = (short) Math.clamp(sums[i], Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return new PcmAudio(pcm, RATE);
    }

    private static int samples(long nanos) {
        return Math.toIntExact(Math.max(0, nanos) * RATE / 1_000_000_000L);
    }

    /// A packet that is none leaves no sound.
    private static short[] decoded(OpusDecoder decoder, Packet packet) {
        try {
            return decoder.decode(packet.opus());
        } catch (UndecodableAudioException _) {
            return new short[0];
        }
    }

    private static void copy(short[] frame, short[] pcm, int at) {
        int skipped = Math.max(0, -at);
        int length = Math.min(frame.length - skipped, pcm.length - at - skipped);
        if (length > 0) {
            System.arraycopy(frame, skipped, pcm, at + skipped, length);
        }
    }
}
