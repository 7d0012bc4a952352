package earshot.playback;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.capture.SessionEntry.Packet;

/// What was heard in the time before a moment that mostly moves on by a little. Used by one thread at a time.
final class NewestSound {
    private static final PcmAudio NOTHING = new PcmAudio(new short[0], PacketSound.RATE);

    private final List<Packet> packets;
    private final long length;
    private final OpusCodec codec;
    private PcmAudio newest = NOTHING;
    private long until = Long.MIN_VALUE;

    /// @param packets of one direction, in order
    /// @param length nanoseconds of sound
    NewestSound(List<Packet> packets, long length, OpusCodec codec) {
        this.packets = packets;
        this.length = length;
        this.codec = codec;
    }

    /// Decodes only what is new.
    PcmAudio until(long nanos) {
        if (packets.stream().noneMatch(packet -> packet.nanos() >= nanos - length - PacketSound.AHEAD && packet.nanos() < nanos)) {
            newest = NOTHING;
            until = Long.MIN_VALUE;
            return newest;
        }
        boolean near = until != Long.MIN_VALUE && nanos >= until && nanos - until < length;
        PcmAudio next = PacketSound.between(packets, near ? until : nanos - length, nanos, codec);
        newest = near ? new PcmAudio(moved(newest.pcm(), next.pcm()), PacketSound.RATE) : next;
        until = nanos;
        return newest;
    }

    private static short[] moved(short[] before, short[] next) {
        short[] all = new short[before.length];
        int kept = Math.max(0, all.length - next.length);
        System.arraycopy(before, before.length - kept, all, 0, kept);
        System.arraycopy(next, next.length - (all.length - kept), all, kept, all.length - kept);
        return all;
    }
}
