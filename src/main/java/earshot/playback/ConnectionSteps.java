package earshot.playback;

import static earshot.data.JsonMappers.tree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.RecordedConnection;
import earshot.capture.RecordedHandshake;
import earshot.capture.SessionClock;
import earshot.capture.SessionEntry;
import earshot.data.TextLimit;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts.Connection;
import earshot.device.DeviceFacts.Listening;
import earshot.device.DeviceFacts;
import earshot.device.DeviceIdentity;
import earshot.device.ListenState;
import earshot.device.StateSpan;
import earshot.event.Direction;
import earshot.id.SessionId;
import earshot.wire.InboundMessage;
import earshot.wire.JsonMessageCodec;
import earshot.wire.ListenMode;

/// How the state of a connection followed from the messages that passed on it.
final class ConnectionSteps {
    /// As many as of a live connection.
    private static final int MAX_EVENT = 300;

    /// @param connection as it was from `nanos` on; empty once it was closed
    record Step(long nanos, Optional<Connection> connection) {
        StateSpan.Kind kind() {
            return connection.map(open -> open.speaking() ? StateSpan.Kind.SPEAKING : switch (open.listening().state()) {
                case IDLE -> StateSpan.Kind.IDLE;
                case LISTENING -> StateSpan.Kind.LISTENING;
                case FINALIZING -> StateSpan.Kind.FINALIZING;
            }).orElse(StateSpan.Kind.ASLEEP);
        }
    }

    private final SessionClock clock;

    ConnectionSteps(SessionClock clock) {
        this.clock = clock;
    }

    /// One step for the beginning, one for each message, and one for the end where there was one.
    List<Step> of(RecordedConnection recorded) {
        List<Step> steps = new ArrayList<>();
        Connection now = opened(recorded);
        steps.add(new Step(recorded.nanos(), Optional.of(now)));
        for (SessionEntry.OfConnection entry : recorded.traffic()) {
            switch (entry) {
                case SessionEntry.Text text -> {
                    now = after(now, text);
                    steps.add(new Step(text.nanos(), Optional.of(now)));
                }
                case SessionEntry.Closed closed -> steps.add(new Step(closed.nanos(), Optional.empty()));
                case SessionEntry.Connected _, SessionEntry.Packet _, SessionEntry.Frame _ -> { }
            }
        }
        return steps;
    }

    private Connection opened(RecordedConnection recorded) {
        RecordedHandshake handshake = recorded.handshake();
        Instant since = clock.at(recorded.nanos());
        DeviceIdentity identity = handshake.handshake().identity();
        DeviceFacts.Link link = new DeviceFacts.Link(new SessionId(""), since, handshake.remote(), handshake.path(), identity, handshake.dialect(),
            handshake.framing(), "");
        Connection idle = new Connection(link, new Listening(ListenState.IDLE, since, Optional.empty(), Optional.empty()), false,
            ConnectionMode.CONNECTED_IDLE, Optional.empty(), Optional.empty(), 0, "");
        return soundUnderWay(recorded).map(direction -> direction == Direction.IN
            ? with(idle, entered(idle.listening(), ListenState.LISTENING, Optional.empty(), since), false, "") : with(idle, idle.listening(), true, ""))
            .orElse(idle);
    }

    /// The way of the sound with which a recording begins that began while the connection was open: the message before it is not in it.
    private static Optional<Direction> soundUnderWay(RecordedConnection recorded) {
        return recorded.traffic().stream().filter(entry -> !(entry instanceof SessionEntry.Connected)).findFirst()
            .flatMap(first -> first instanceof SessionEntry.Packet packet ? Optional.of(packet.direction()) : Optional.empty());
    }

    private Connection after(Connection before, SessionEntry.Text text) {
        return text.direction() == Direction.IN ? received(before, JsonMessageCodec.read(text.text()), clock.at(text.nanos()))
            : sent(before, tree(text.text()), clock.at(text.nanos()));
    }

    private static Connection received(Connection before, InboundMessage message, Instant at) {
        Connection heard = with(before, before.listening(), before.speaking(), "← " + message.summary());
        return switch (message) {
            case InboundMessage.Hello hello -> new Connection(heard.link(), heard.listening(), heard.speaking(), heard.mode(), heard.roundTrip(),
                Optional.of(facts(hello)), heard.tools(), heard.lastEvent());
            case InboundMessage.Listen listen -> {
                Optional<ListenMode> mode = listen.mode().or(() -> before.listening().mode());
                ListenState state = switch (listen.listenAction()) {
                    case START -> ListenState.LISTENING;
                    case STOP -> before.listening().state() == ListenState.LISTENING ? ListenState.FINALIZING : before.listening().state();
                    case DETECT -> before.listening().state();
                };
                yield with(heard, entered(before.listening(), state, mode, at), before.speaking(), heard.lastEvent());
            }
            default -> heard;
        };
    }

    private static Connection sent(Connection before, JsonNode message, Instant at) {
        MessageMark mark = MessageMark.of(message);
        Connection told = with(before, before.listening(), before.speaking(), "→ " + (mark.type() + " " + mark.state()).strip());
        return switch (mark.type()) {
            case "hello" -> inSession(told, new SessionId(message.path("session_id").asText("")));
            case "tts" -> switch (mark.state()) {
                case "start" -> with(told, heard(before.listening(), at), true, told.lastEvent());
                case "stop" -> with(told, before.listening(), false, told.lastEvent());
                default -> told;
            };
            case "stt" -> with(told, heard(before.listening(), at), before.speaking(), told.lastEvent());
            default -> told;
        };
    }

    /// What was said is understood: the microphone stays open in realtime mode alone.
    private static Listening heard(Listening before, Instant at) {
        boolean open = before.mode().filter(ListenMode.REALTIME::equals).isPresent() && before.state() == ListenState.LISTENING;
        return open ? before : entered(before, ListenState.IDLE, before.mode(), at);
    }

    private static Listening entered(Listening before, ListenState state, Optional<ListenMode> mode, Instant at) {
        return new Listening(state, state == before.state() ? before.since() : at, mode, before.lastVoice());
    }

    private static Connection with(Connection before, Listening listening, boolean speaking, String lastEvent) {
        ConnectionMode mode = before.mode() == ConnectionMode.CONNECTED_IDLE && (speaking || listening.state() != ListenState.IDLE)
            ? ConnectionMode.DIALOG_ACTIVE
            : before.mode();
        return new Connection(before.link(), listening, speaking, mode, before.roundTrip(), before.hello(), before.tools(),
            TextLimit.cut(lastEvent, MAX_EVENT));
    }

    private static Connection inSession(Connection before, SessionId session) {
        DeviceFacts.Link link = before.link();
        return new Connection(
            new DeviceFacts.Link(session, link.since(), link.remote(), link.path(), link.identity(), link.dialect(), link.framing(), link.codec()),
            before.listening(), before.speaking(), before.mode(),
            before.roundTrip(), before.hello(), before.tools(), before.lastEvent());
    }

    private static DeviceFacts.HelloFacts facts(InboundMessage.Hello hello) {
        List<String> features = Stream.of(hello.mcp() ? "mcp" : "", hello.aec() ? "aec" : "").filter(name -> !name.isEmpty()).toList();
        return new DeviceFacts.HelloFacts(hello.version(), hello.format() + " " + hello.audio().sampleRate() + " Hz " + hello.audio().frameMillis() + " ms",
            features);
    }
}
