package earshot.playback;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.audio.PcmAudio;
import earshot.capture.RecordedConnection;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry.Packet;
import earshot.capture.SessionEntry;
import earshot.event.Direction;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;

/// What a person said in a turn and what was answered, from the packets of the connection that it passed on.
///
/// @param connections of all devices
public record TurnSounds(List<RecordedConnection> connections, SessionClock clock, OpusCodec codec) {
    /// Nobody speaks longer without a turn coming of it.
    private static final long LONGEST_SPEECH = Duration.ofSeconds(30).toNanos();
    /// What belongs to a turn passed within this time after its end.
    private static final long LATE = Duration.ofMillis(200).toNanos();

    /// What is so many times as quiet as the loudest sample is not speech yet.
    private static final int QUIET = 16;
    /// Samples that are kept before speech: half a second.
    private static final int LEAD = PacketSound.RATE / 2;

    /// The turn with both sounds, as far as the file has them.
    public TurnRecord with(TurnRecord turn) {
        long end = nanos(turn.facts().at());
        Optional<RecordedConnection> passedOn = connections.stream()
            .filter(connection -> connection.handshake().device().equals(turn.deviceId()) && connection.nanos() <= end).reduce((_, later) -> later);
        return passedOn.map(connection -> new TurnRecord(turn.number(), turn.deviceId(), turn.device(), turn.assistant(), turn.voice(), turn.facts(),
            said(turn.facts()) ? sound(connection.packets(Direction.IN), speechBegin(connection, end), end + LATE).map(TurnSounds::spoken) : Optional.empty(),
            sound(connection.packets(Direction.OUT), end, answerEnd(connection, turn.facts(), end)))).orElse(turn);
    }

    private static boolean said(TurnFacts facts) {
        return facts.transcript().state() != TurnFacts.Transcript.State.UNPROMPTED;
    }

    /// After the device began to listen and the answer before was over.
    private static long speechBegin(RecordedConnection connection, long end) {
        return connection.texts(Direction.IN).stream().filter(text -> text.nanos() < end && marks(text, "listen", "start")).mapToLong(SessionEntry.Text::nanos)
            .max().stream()
            .map(listening -> Math.max(listening,
                connection.texts(Direction.OUT).stream().filter(text -> text.nanos() < end && marks(text, "tts", "stop")).mapToLong(SessionEntry.Text::nanos)
                    .max().orElse(listening)))
            .map(begin -> Math.max(begin, end - LONGEST_SPEECH)).findFirst().orElse(end - LONGEST_SPEECH);
    }

    /// The end of the turn, or of its answer where that comes first.
    private static long answerEnd(RecordedConnection connection, TurnFacts facts, long begin) {
        long end = begin + facts.total().toNanos() + LATE;
        return connection.texts(Direction.OUT).stream().filter(text -> text.nanos() > begin && marks(text, "tts", "stop")).mapToLong(SessionEntry.Text::nanos)
            .min().stream().map(stop -> Math.min(stop, end)).findFirst().orElse(end);
    }

    private static boolean marks(SessionEntry.Text text, String type, String state) {
        return MessageMark.of(text.text()).equals(new MessageMark(type, state));
    }

    private Optional<PcmAudio> sound(List<Packet> packets, long from, long to) {
        List<Packet> within = packets.stream().filter(packet -> packet.nanos() >= from && packet.nanos() <= to).toList();
        return within.isEmpty() ? Optional.empty() : Optional.of(PacketSound.joined(within, codec));
    }

    /// Without the silence before it: a device that listens all the time sends that, too.
    private static PcmAudio spoken(PcmAudio sound) {
        int loudest = 0;
        for (short sample : sound.pcm()) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        int first = 0;
        while (first < sound.pcm().length && Math.abs(sound.pcm()[first]) < loudest / QUIET) {
            first++;
        }
        return new PcmAudio(Arrays.copyOfRange(sound.pcm(), Math.max(0, first - LEAD), sound.pcm().length), sound.rate());
    }

    private long nanos(Instant at) {
        return clock.nanos() + Duration.between(clock.started(), at).toNanos();
    }
}
