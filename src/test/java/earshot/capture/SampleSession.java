package earshot.capture;

import module java.base;

import earshot.asr.Hallucination;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.device.DeviceIdentity;
import earshot.device.ListenState;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.server.CloseStatus;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.turn.TurnStage;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.ListenMode;

/// A session that has something of every kind.
public final class SampleSession {
    public static final DeviceId BOARD = new DeviceId("aa:bb:cc:00:00:01");
    static final Instant START = Instant.parse("2026-11-22T14:00:00.123Z");
    private static final long NANOS = 5_000_000_000_000L;

    private SampleSession() {}

    /// 60 ms of sound.
    static byte[] packet(int number) {
        return new byte[] {(byte) (11 << 3), (byte) number, 2, 3, 4, 5, 6, 7, 8};
    }

    public static SessionFile file() {
        List<SessionEntry> entries = new ArrayList<>();
        entries
            .add(new SessionEntry.Connected(at(0), 1, new RecordedHandshake(BOARD, DeviceIdentity.Source.HEADER, "10.0.0.7", "/xiaozhi/v1/?x=1&client-id=***",
            Map.of("device-id", BOARD.value(), "protocol-version", "2", "authorization", "***"), true, Framing.TIMESTAMPED, Dialect.XIAOZHI)));
        entries.add(new SessionEntry.Text(at(1), 1, Direction.IN, "{\"type\":\"hello\",\"text\":\"你好 \\u0000\"}", 37));
        entries.add(new SessionEntry.Text(at(2), 1, Direction.OUT, "{\"type\":\"hello\",\"session_id\":\"s\"}", 33));
        for (int i = 0; i < 40; i++) {
            entries.add(new SessionEntry.Packet(at(60 * i + 100), 1, Direction.IN, 0xFFFF_FF00L + i, packet(i)));
        }
        entries.add(new SessionEntry.Packet(at(2_600), 1, Direction.OUT, 0, packet(77)));
        entries.add(new SessionEntry.Frame(at(2_700), 1, Direction.IN, new byte[] {0, 1, 2}));
        entries.add(new SessionEntry.Lost(at(2_750), 3));
        List<EventText> texts = List.of(new EventText.Words("listen start auto"), EventText.of(EventCode.AUDIO_FIRST, 120, 60), new EventText.Raised(problem()),
            new EventText.Resolved(problem()),
            new EventText.Ended(1000, "idle.silent", List.of("660"), "silent for 660 s"),
            EventText.of(EventCode.TURN_FAILED, ProblemReason.DISK_FULL.with("x")));
        for (EventText text : texts) {
            entries.add(new SessionEntry.Row(
                new Event(START.plusMillis(2_800), at(2_800), Optional.of(BOARD), Direction.HERE, "state", Severity.WARNING, text, EventPayload.none())));
        }
        entries.add(new SessionEntry.Row(new Event(START.plusMillis(2_810), at(2_810), Optional.empty(), Direction.IN, "binary", Severity.INFO, "first",
            new EventPayload.Binary("0001", 77))));
        entries.add(new SessionEntry.Ota(at(2_850), BOARD, "{\"version\":2}", 200, "{\"websocket\":{\"url\":\"ws://h/\",\"token\":\"***\"}}"));
        entries.add(new SessionEntry.Closed(at(2_900), 1, new CloseStatus(1006, "gone", CloseStatus.Cause.DEVICE)));
        SessionClock clock = new SessionClock(START, NANOS, START.plusSeconds(3), ZoneId.of("Asia/Shanghai"));
        SessionManifest manifest = new SessionManifest(1, "0.9", clock,
            Map.of("server.port", 8000L, "vad.threshold", 0.5, "server.tls", true, "prompt", "be kind", "list", List.of("a", "b")),
            List.of(device()), List.of(new RecordedFault("b server delay", "200", Optional.of(START.minusSeconds(5)), Optional.of(START.plusSeconds(1))),
                new RecordedFault("b server half_open", "on", Optional.of(START), Optional.empty())));
        return new SessionFile(manifest, entries, List.of(turn()),
            List.of(new RecordedProblem(7, problem(), START, START.plusSeconds(1), 3, Optional.of(START.plusSeconds(2)), true, true)), List.of());
    }

    static long at(long millis) {
        return NANOS + millis * 1_000_000;
    }

    static Problem problem() {
        return Problem.of(ProblemCode.PROTOCOL_BROKEN, new ProblemSubject.ProtocolRule(BOARD, "hello-late"), BOARD, "12 s", 1);
    }

    static TurnRecord turn() {
        TurnFacts.Transcript transcript = new TurnFacts.Transcript("", OptionalDouble.of(0.25), "sphinx",
            Optional.of(new Hallucination("thanks", Hallucination.Reason.KNOWN_PHRASE)), TurnFacts.Transcript.State.KNOWN);
        TurnFacts.Answer answer = new TurnFacts.Answer("hello", Optional.of("big big-2"), Optional.of(Duration.ofNanos(123_456_789)),
            List.of(new TurnFacts.ToolRun("get_time", "{}", "noon", false, Duration.ofMillis(7), Optional.of("repaired"))));
        TurnFacts facts = new TurnFacts(START.plusMillis(2_500), transcript, answer, TurnFacts.Outcome.INTERRUPTED,
            List.of(
                new TurnFacts.StageTime(TurnStage.RECOGNISE, Duration.ofNanos(87_654_321), List.of(
                    new TurnFacts.StageNote.StandIn("sphinx", "whisper", "problem.PROVIDER_CUT\u001ewhisper\u001ereset"),
                    new TurnFacts.StageNote.Failed("problem.COMPUTE_BUSY\u001eKitchen"), new TurnFacts.StageNote.GivenUp(Duration.ofSeconds(4)))),
                new TurnFacts.StageTime(TurnStage.INTENT, Duration.ofMillis(500), List.of(new TurnFacts.StageNote.GivenUp(Duration.ofMillis(500)))),
                new TurnFacts.StageTime(TurnStage.PLAYOUT, Duration.ofSeconds(1))),
            Optional.of(new TurnFacts.Interruption(TurnFacts.Interruption.Cause.BUTTON, Duration.ofMillis(900), Duration.ofMillis(905),
                Optional.of(Duration.ofMillis(1_100)))));
        return new TurnRecord(12, BOARD, "kitchen", "big", "freetts", facts, Optional.empty(), Optional.empty());
    }

    static DeviceFacts device() {
        DeviceIdentity identity = new DeviceIdentity(BOARD, BOARD.value(), DeviceIdentity.Source.HEADER);
        DeviceFacts.Link link = new DeviceFacts.Link(new SessionId("s-1"), START, "10.0.0.7", "/xiaozhi/v1/", identity, Dialect.XIAOZHI, Framing.TIMESTAMPED,
            "libopus");
        DeviceFacts.Connection connection = new DeviceFacts.Connection(link,
            new DeviceFacts.Listening(ListenState.LISTENING, START, Optional.of(ListenMode.AUTO), Optional.of(START)), true, ConnectionMode.DIALOG_ACTIVE,
            Optional.of(Duration.ofMillis(12)), Optional.of(new DeviceFacts.HelloFacts(1, "opus 16000 Hz 60 ms", List.of("mcp"))), 4, "listen start");
        return DeviceFacts.unknown(BOARD).withName("kitchen").withNote("by the window")
            .withOta(new DeviceFacts.OtaFacts(START, "bread", "2.4.2", "10.0.0.7", "10.0.0.7", Optional.of(-55), Optional.of(123_456L)))
            .connected(connection, START);
    }
}
