package earshot.operator;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import earshot.device.DeviceFacts;
import earshot.device.DeviceRegistry;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.lint.Finding;
import earshot.lint.LiveLint;
import earshot.session.SessionRegistry;
import earshot.time.Time;
import earshot.turn.Emotion;
import earshot.turn.TurnOptions;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage.Mode.ModeState;
import earshot.wire.JsonMessageCodec;
import earshot.wire.OutboundMessage;
import earshot.wire.OutboundMessage.Tts;
import earshot.wire.OutboundMessage.Tts.TtsState;
import earshot.wire.WorkMode;

/// Sends what a person or a program wants to devices. Safe for use from any thread; nothing here waits.
public final class Operator {
    static final int MOST_REMEMBERED = 100;
    /// Which message of a spoken sentence comes after its sound.
    private static final int SOUND_BEFORE = 3;
    /// Stands in a preview for the session id of a device that is asleep.
    private static final SessionId NO_SESSION = new SessionId("…");

    private final Time time;
    private final DeviceRegistry devices;
    private final SessionRegistry sessions;
    private final LiveLint lint;
    private final OperatorSpeech speech;
    private final MutableWatch<List<SentMessage>> history = new MutableWatch<>(List.of());
    private final AtomicLong numbers = new AtomicLong();

    public Operator(Time time, DeviceRegistry devices, SessionRegistry sessions, LiveLint lint, OperatorSpeech speech) {
        this.time = time;
        this.devices = devices;
        this.sessions = sessions;
        this.lint = lint;
        this.speech = speech;
    }

    /// The newest messages of this run, the newest first.
    public Watch<List<SentMessage>> history() {
        return history;
    }

    /// What would pass, and what the protocol lint says of it.
    public CompletableFuture<MessagePreview> preview(DeviceId device, OperatorMessage message) {
        List<String> texts = messages(device, message).stream().map(JsonMessageCodec::write).toList();
        boolean connected = sessions.connected(device);
        OptionalInt sound = message instanceof OperatorMessage.Speech ? OptionalInt.of(SOUND_BEFORE) : OptionalInt.empty();
        return findings(device, message, texts).thenApply(findings -> new MessagePreview(texts, sound, findings, connected));
    }

    /// Sends a message. A sentence is through when it was spoken, or never will be.
    ///
    /// @param anyway whether it is sent although the protocol lint objects
    public CompletableFuture<Delivery> send(DeviceId device, OperatorMessage message, boolean anyway) {
        if (!sessions.connected(device)) {
            return remembered(device, message, CompletableFuture.completedFuture(absent(device)));
        }
        if (anyway) {
            return remembered(device, message, sent(device, message));
        }
        List<String> texts = messages(device, message).stream().map(JsonMessageCodec::write).toList();
        return findings(device, message, texts).thenCompose(findings -> findings.isEmpty() ? remembered(device, message, sent(device, message))
            : CompletableFuture.completedFuture(new Delivery.Objected(findings)));
    }

    private CompletableFuture<Delivery> remembered(DeviceId device, OperatorMessage message, CompletableFuture<Delivery> delivery) {
        SentMessage sent = new SentMessage(numbers.incrementAndGet(), time.now(), device, message, Optional.empty());
        history.update(all -> Stream.concat(Stream.of(sent), all.stream()).limit(MOST_REMEMBERED).toList());
        return delivery
            .whenComplete((came, _) -> history.update(all -> all.stream().map(known -> known.number() == sent.number() ? known.with(came) : known).toList()));
    }

    /// What the server writes itself obeys the rules, but for what a person put in.
    private CompletableFuture<List<Finding>> findings(DeviceId device, OperatorMessage message, List<String> texts) {
        return switch (message) {
            case OperatorMessage.Speech _, OperatorMessage.Mode _ -> CompletableFuture.completedFuture(List.of());
            case OperatorMessage.Notice _, OperatorMessage.Face _, OperatorMessage.Reboot _, OperatorMessage.Raw _ -> CompletableFuture
                .completedFuture(lint.preview(device, texts.getFirst(), time.nanos()));
        };
    }

    private CompletableFuture<Delivery> sent(DeviceId device, OperatorMessage message) {
        return switch (message) {
            case OperatorMessage.Speech(String sentence) -> speak(device, sentence);
            case OperatorMessage.Mode(Optional<WorkMode> mode) -> CompletableFuture.completedFuture(delivery(device, sessions.switchMode(device, mode)));
            case OperatorMessage.Notice _, OperatorMessage.Face _, OperatorMessage.Reboot _, OperatorMessage.Raw _ -> CompletableFuture
                .completedFuture(delivery(device, sessions.send(device, messages(device, message).getFirst())));
        };
    }

    private CompletableFuture<Delivery> speak(DeviceId device, String sentence) {
        Optional<CompletableFuture<OperatorSpeech.Result>> waiting = speech.add(device, sentence);
        if (waiting.isPresent() && !sessions.announce(device)) {
            speech.connectionMissing(device);
        }
        return waiting.map(result -> result.thenApply(over -> switch (over) {
            case SPOKEN -> new Delivery.Spoken();
            case NOT_HEARD -> new Delivery.NotHeard();
            case CONNECTION_ENDED -> absent(device);
        })).orElseGet(() -> CompletableFuture.completedFuture(new Delivery.Full(OperatorSpeech.MOST_WAITING)));
    }

    private Delivery delivery(DeviceId device, boolean taken) {
        return taken ? new Delivery.Sent() : absent(device);
    }

    private Delivery absent(DeviceId device) {
        return devices.find(device).<Delivery>map(row -> new Delivery.Asleep(row.facts().get().history().lastSeen())).orElseGet(Delivery.Unknown::new);
    }

    /// The messages, in the order in which they pass.
    private List<OutboundMessage> messages(DeviceId device, OperatorMessage message) {
        Optional<DeviceFacts.Connection> connection = devices.find(device).flatMap(row -> row.facts().get().connection());
        SessionId session = connection.map(open -> open.link().sessionId()).orElse(NO_SESSION);
        return switch (message) {
            case OperatorMessage.Speech(String sentence) -> spoken(sentence, session, connection.map(open -> open.link().dialect()).orElse(Dialect.XIAOZHI));
            case OperatorMessage.Notice(String status, String text, String emotion) -> List.of(new OutboundMessage.Alert(status, text, emotion));
            case OperatorMessage.Face(var emotion) -> List.of(new OutboundMessage.Llm(emotion.word(), emotion.emoji(), session));
            case OperatorMessage.Mode(Optional<WorkMode> mode) -> mode.map(meant -> new OutboundMessage.ModeOk(ModeState.START, meant))
                .or(() -> connection.flatMap(open -> open.mode().workMode()).map(now -> new OutboundMessage.ModeOk(ModeState.END, now)))
                .<List<OutboundMessage>>map(List::of).orElseGet(List::of);
            case OperatorMessage.Reboot _ -> List.of(new OutboundMessage.Family(JSON.createObjectNode().put("type", "system").put("command", "reboot")));
            case OperatorMessage.Raw(String text) -> List.of(new OutboundMessage.Raw(type(text), text));
        };
    }

    /// As a turn sends them that only speaks.
    private static List<OutboundMessage> spoken(String sentence, SessionId session, Dialect dialect) {
        Stream<OutboundMessage> end = TurnOptions.of(dialect, false, session).sentenceEnd()
            ? Stream.of(Tts.sentence(TtsState.SENTENCE_END, sentence, session)) : Stream.empty();
        Stream<OutboundMessage> begin = Stream.of(new OutboundMessage.Llm(Emotion.NEUTRAL.word(), Emotion.NEUTRAL.emoji(), session),
            Tts.of(TtsState.START, session), Tts.sentence(TtsState.SENTENCE_START, sentence, session));
        return Stream.of(begin, end, Stream.of(Tts.of(TtsState.STOP, session))).<OutboundMessage>flatMap(Function.identity()).toList();
    }

    /// The type of what somebody wrote; `text` for what is not a message.
    private static String type(String text) {
        try {
            JsonNode type = STRICT_JSON.readTree(text).path("type");
            return type.isTextual() && !type.textValue().isBlank() ? type.textValue() : "text";
        } catch (JsonProcessingException | RuntimeException _) {
            return "text";
        }
    }
}
