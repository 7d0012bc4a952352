package earshot.playback;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.OpusEncoder;
import earshot.capture.RecordedFault;
import earshot.capture.RecordedHandshake;
import earshot.capture.RecordedProblem;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.capture.SessionFile;
import earshot.capture.SessionFileWriter;
import earshot.capture.SessionManifest;
import earshot.device.DeviceFacts;
import earshot.device.DeviceIdentity;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.server.CloseStatus;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import earshot.wire.Dialect;
import earshot.wire.Framing;

/// A recorded conversation: a board connects after one second, speaks from 2 to 4, is answered from 5 to 7, hangs up after nine, and comes back after eleven.
public final class SessionFileSamples {
    public static final DeviceId KITCHEN = new DeviceId("94:a9:90:00:00:01");
    public static final Instant BEGAN = Instant.parse("2026-11-22T14:03:00Z");
    /// Of the computer that recorded: far from that of any other.
    static final long NANOS = 7_000_000_000_000L;
    private static final int FRAME = 960;

    private final List<SessionEntry> entries = new ArrayList<>();

    private SessionFileSamples() {}

    /// Monotonic time of a moment of the recording.
    static long nanos(double seconds) {
        return NANOS + (long) (seconds * 1e9);
    }

    public static Instant at(double seconds) {
        return BEGAN.plusNanos((long) (seconds * 1e9));
    }

    public static SessionFile conversation() {
        SessionFileSamples samples = new SessionFileSamples();
        samples.connected(1, 1);
        samples.text(1, 1.1, Direction.IN,
            "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"features\":{\"mcp\":true},\"audio_params\":{\"format\":\"opus\","
                + "\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}");
        samples.text(1, 1.2, Direction.OUT,
            "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s-1\",\"audio_params\":{\"format\":\"opus\",\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}");
        samples.text(1, 2, Direction.IN, "{\"session_id\":\"s-1\",\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
        samples.packets(1, 2.1, Direction.IN, 30, 12_000);
        samples.text(1, 4, Direction.IN, "{\"session_id\":\"s-1\",\"type\":\"listen\",\"state\":\"stop\"}");
        samples.text(1, 4.5, Direction.OUT, "{\"type\":\"stt\",\"text\":\"what time is it\",\"session_id\":\"s-1\"}");
        samples.text(1, 5, Direction.OUT, "{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"s-1\"}");
        samples.packets(1, 5.1, Direction.OUT, 20, 6_000);
        samples.text(1, 7, Direction.OUT, "{\"type\":\"tts\",\"state\":\"stop\",\"session_id\":\"s-1\"}");
        samples.entries.add(new SessionEntry.Closed(nanos(9), 1, new CloseStatus(1006, "", CloseStatus.Cause.DEVICE)));
        samples.row(9, "connection", new EventText.Ended(1006, "device.hangup", List.of(), "the device hung up"));
        samples.row(9.5, "lint", new EventText.Words("of-old: what an older program found"));
        samples.connected(2, 11);
        return samples.file();
    }

    /// A board that listens and hears nothing for three seconds before somebody speaks for one.
    static SessionFile listeningLong() {
        SessionFileSamples samples = new SessionFileSamples();
        samples.connected(1, 0);
        samples.text(1, 0.1, Direction.IN, "{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
        samples.packets(1, 0.2, Direction.IN, 45, 0);
        samples.packets(1, 3.0, Direction.IN, 16, 12_000);
        return samples.file();
    }

    /// Writes the conversation to a file.
    public static Path write(Path file) {
        SessionFileWriter.write(conversation(), file, _ -> { });
        return file;
    }

    /// Writes the conversation with other words in its messages.
    public static Path writeWith(Path file, String words, String others) {
        SessionFile same = conversation();
        List<SessionEntry> entries = same.entries().stream()
            .map(entry -> entry instanceof SessionEntry.Text(long nanos, int connection, Direction direction, String text, int bytes)
            ? new SessionEntry.Text(nanos, connection, direction, text.replace(words, others), bytes) : entry).toList();
        SessionFileWriter.write(new SessionFile(same.manifest(), entries, same.turns(), same.problems(), List.of()), file, _ -> { });
        return file;
    }

    /// Makes a file of which a part cannot be read.
    public static Path damaged(Path file) throws IOException {
        write(file);
        try (FileSystem parts = FileSystems.newFileSystem(file)) {
            Files.writeString(parts.getPath("problems.ndjson"), "{\"number\":\n", StandardOpenOption.APPEND);
        }
        return file;
    }

    private SessionFile file() {
        SessionClock clock = new SessionClock(BEGAN, NANOS, at(12), ZoneOffset.UTC);
        List<RecordedProblem> problems = List.of(
            new RecordedProblem(3, Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(KITCHEN), KITCHEN, "5"), at(6), at(6), 1, Optional.of(at(8)),
                false, false),
            new RecordedProblem(4, Problem.of(ProblemCode.PROTOCOL_ODD, new ProblemSubject.ProtocolRule(KITCHEN, "dtx-unused"), KITCHEN, "found then", 1),
                at(7), at(7), 1, Optional.empty(), false, false));
        return new SessionFile(
            new SessionManifest(SessionManifest.FORMAT, "0.9.0", clock, Map.of(), List.of(DeviceFacts.unknown(KITCHEN).withName("Kitchen")),
                List.of(new RecordedFault(KITCHEN + " server jitter", "80", Optional.of(at(2)), Optional.of(at(5))))),
            entries.stream().sorted(Comparator.comparingLong(SessionEntry::nanos)).toList(), List.of(turn()), problems, List.of());
    }

    static TurnRecord turn() {
        TurnFacts facts = new TurnFacts(at(4), new TurnFacts.Transcript("what time is it", OptionalDouble.of(0.9), "Sphinx4"),
            TurnFacts.Answer.withoutModel("It is noon."), TurnFacts.Outcome.DONE,
            List.of(new TurnFacts.StageTime(TurnStage.RECOGNISE, Duration.ofMillis(500)), new TurnFacts.StageTime(TurnStage.VOICE, Duration.ofMillis(500)),
                new TurnFacts.StageTime(TurnStage.PLAYOUT, Duration.ofSeconds(2))),
            Optional.empty());
        return new TurnRecord(1, KITCHEN, "Kitchen", "echo", "freetts", facts, Optional.empty(), Optional.empty());
    }

    private void connected(int connection, double seconds) {
        RecordedHandshake handshake = new RecordedHandshake(KITCHEN, DeviceIdentity.Source.HEADER, "192.168.1.40", "/xiaozhi/v1/",
            Map.of("device-id", KITCHEN.value(), "protocol-version", "1"), false, Framing.RAW, Dialect.XIAOZHI);
        entries.add(new SessionEntry.Connected(nanos(seconds), connection, handshake));
        row(seconds, "connection", new EventText.Words("connected"));
    }

    private void text(int connection, double seconds, Direction direction, String json) {
        entries.add(new SessionEntry.Text(nanos(seconds), connection, direction, json, json.length()));
        row(seconds, direction, "message", new EventText.Words(json), new EventPayload.Text(json, json.length(), () -> Optional.of(json)));
    }

    private void row(double seconds, String type, EventText text) {
        row(seconds, Direction.HERE, type, text, EventPayload.none());
    }

    private void row(double seconds, Direction direction, String type, EventText text, EventPayload payload) {
        entries.add(new SessionEntry.Row(new Event(at(seconds), nanos(seconds), Optional.of(KITCHEN), direction, type, Severity.INFO, text, payload)));
    }

    private void packets(int connection, double seconds, Direction direction, int count, int amplitude) {
        List<byte[]> opus = tone(count, amplitude);
        for (int i = 0; i < count; i++) {
            entries.add(new SessionEntry.Packet(nanos(seconds + 0.06 * i), connection, direction, 0, opus.get(i)));
        }
    }

    static List<SessionEntry.Packet> packets(double seconds, double apart, int count) {
        List<byte[]> opus = tone(count, 10_000);
        return IntStream.range(0, count).mapToObj(i -> new SessionEntry.Packet(nanos(seconds + apart * i), 1, Direction.IN, 0, opus.get(i))).toList();
    }

    private static List<byte[]> tone(int count, int amplitude) {
        List<byte[]> packets = new ArrayList<>();
        try (OpusEncoder encoder = OpusCodecs.concentus().encoder(PacketSound.RATE, FRAME, 24_000, 0)) {
            for (int i = 0; i < count; i++) {
                short[] pcm = new short[FRAME];
                for (int n = 0; n < FRAME; n++) {
                    pcm[n] = (short) (amplitude * Math.sin(2 * Math.PI * 440 * (i * FRAME + n) / PacketSound.RATE));
                }
                packets.add(encoder.encode(pcm));
            }
        }
        return packets;
    }
}
