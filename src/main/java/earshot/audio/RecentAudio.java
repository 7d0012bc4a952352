package earshot.audio;

import module java.base;

/// The last seconds of a device's audio, decoded, for trying detector settings on.
///
/// @param audio 16 kHz
/// @param frames samples of each packet, in order: the detector is called once for each, as on a live connection
/// @param breaks indexes of the frames that came after a pause of the stream, in order. The device did not listen during the pause, so
///     speech before and after it belongs to two turns whatever the settings say
public record RecentAudio(PcmAudio audio, List<Integer> frames, List<Integer> breaks) {
    private static final int RATE = 16_000;
    private static final long PAUSE = 1_000_000_000L;

    public RecentAudio {
        frames = List.copyOf(frames);
        breaks = List.copyOf(breaks);
    }

    /// Decodes the packets of the ring. Takes some 30 ms for 20 s: run it on a worker thread.
    ///
    /// @throws CancellationException when the thread is interrupted
    public static RecentAudio of(PacketRing ring, OpusCodec codec) {
        List<PacketRing.Packet> packets = ring.packets();
        List<Integer> frames = new ArrayList<>(packets.size());
        List<Integer> breaks = new ArrayList<>();
        short[] pcm = new short[Math.toIntExact(packets.stream().mapToLong(PacketRing.Packet::soundNanos).sum() * RATE / 1_000_000_000L) + RATE];
        int at = 0;
        try (OpusDecoder decoder = codec.decoder(RATE)) {
            long due = 0;
            for (PacketRing.Packet packet : packets) {
                if (Thread.interrupted()) {
                    throw new CancellationException("the audio is no longer needed");
                }
                short[] frame;
                try {
                    frame = decoder.decode(packet.opus());
                } catch (UndecodableAudioException _) {
                    continue; // it depended on an earlier packet that has left the ring
                }
                if (!frames.isEmpty() && packet.arrivalNanos() - due > PAUSE) {
                    breaks.add(frames.size());
                }
                due = packet.arrivalNanos() + packet.soundNanos();
                pcm = at + frame.length > pcm.length ? Arrays.copyOf(pcm, 2 * (at + frame.length)) : pcm;
                System.arraycopy(frame, 0, pcm, at, frame.length);
                at += frame.length;
                frames.add(frame.length);
            }
        }
        return new RecentAudio(new PcmAudio(Arrays.copyOf(pcm, at), RATE), frames, breaks);
    }
}
