package earshot.simulator;

import module java.base;

import earshot.audio.OpusDecoder;
import earshot.audio.UndecodableAudioException;

/// The firmware's playback: 40 packets may wait whatever their duration, further ones are dropped silently, each frame lasts as long as its audio
/// (xiaozhi-protocol rule 10).
///
/// A pure model: it is given arrival times and advances only when asked to. Used by one thread.
public final class PlaybackQueue {
    /// `MAX_DECODE_PACKETS_IN_QUEUE`: 2400 ms of 60 ms frames, counted in packets.
    public static final int CAPACITY = 40;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Loudspeaker speaker;
    private OpusDecoder decoder;
    private int longestFrame;
    private boolean started;
    private long freeAt;

    private long played;
    private long overflow;
    private long discarded;
    private long undecodable;
    private long underruns;
    private long underrunNanos;

    private record Waiting(byte[] packet, long arrival) {}

    /// @param speaker receives every frame when it is played
    public PlaybackQueue(Loudspeaker speaker) {
        this.speaker = speaker;
    }

    /// Sets the decoder that the server's hello asks for, and closes the previous one.
    ///
    /// @param frameSamples samples of the decoder's frame buffer: longer packets cannot be decoded
    public void setDecoder(OpusDecoder next, int frameSamples) {
        close();
        decoder = next;
        longestFrame = frameSamples;
    }

    /// Adds a packet that arrived at `arrival`, monotonic nanoseconds.
    /// @return false when the queue was full and the packet was dropped
    public boolean offer(byte[] packet, long arrival) {
        advance(arrival);
        if (waiting.size() >= CAPACITY) {
            overflow++;
            return false;
        }
        waiting.add(new Waiting(packet, arrival));
        advance(arrival);
        return true;
    }

    /// Plays everything that is due by `now`.
    public void advance(long now) {
        while (!waiting.isEmpty() && (!started || freeAt <= now)) {
            Waiting next = waiting.poll();
            short[] pcm = decode(next.packet);
            if (pcm.length == 0) {
                continue;
            }
            long start = next.arrival;
            if (started && next.arrival > freeAt) {
                underruns++;
                underrunNanos += next.arrival - freeAt;
                speaker.underrun(next.arrival - freeAt);
            } else if (started) {
                start = freeAt;
            }
            started = true;
            freeAt = start + pcm.length * 1_000_000_000L / decoder.rate();
            played++;
            speaker.play(pcm, decoder.rate());
        }
    }

    /// A new answer begins: waiting packets are discarded, and the silence before it is not an underrun.
    public void reset() {
        discarded += waiting.size();
        waiting.clear();
        started = false;
    }

    /// Whether everything was played by `now`. Silence after that is not an underrun.
    public boolean drained(long now) {
        advance(now);
        return waiting.isEmpty() && (!started || freeAt <= now);
    }

    /// When the current frame ends; empty when nothing is playing and nothing waits.
    public OptionalLong busyUntil(long now) {
        return drained(now) ? OptionalLong.empty() : OptionalLong.of(freeAt);
    }

    FrameCounters.Playback counters() {
        return new FrameCounters.Playback(played, overflow, discarded, undecodable, underruns, underrunNanos, waiting.size());
    }

    void close() {
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
    }

    private short[] decode(byte[] packet) {
        try {
            short[] pcm = decoder == null || packet.length == 0 ? new short[0] : decoder.decode(packet);
            if (pcm.length > 0 && pcm.length <= longestFrame) {
                return pcm;
            }
        } catch (UndecodableAudioException _) {
            // counted below
        }
        undecodable++;
        return new short[0];
    }
}
