package earshot.wire;

import module java.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;
import earshot.problem.ProblemReason;

/// Reads and writes text messages as JSON. Safe for use from any thread.
public final class JsonMessageCodec {
    /// Deeper nesting is refused; real messages need about eight levels (an MCP input schema).
    public static final int MAX_DEPTH = 64;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNumberLength(400).build())
            .build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();

    private static final Set<Integer> RATES = Set.of(8_000, 12_000, 16_000, 24_000, 48_000);
    private static final Set<Integer> FRAME_MILLIS = Set.of(5, 10, 20, 40, 60, 80, 100, 120);

    private JsonMessageCodec() {}

    /// Reads one text message. Never throws; of a duplicate key the last one counts.
    public static InboundMessage read(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.isIntegralNumber()) {
                return new InboundMessage.Number(text);
            }
            if (!(message instanceof ObjectNode body)) {
                return new InboundMessage.Malformed(
                    message.isMissingNode() ? ProblemReason.MESSAGE_EMPTY.toString() : ProblemReason.MESSAGE_NO_OBJECT.with(kind(message)));
            }
            JsonNode type = body.path("type");
            if (!type.isTextual()) {
                return new InboundMessage.Malformed(
                    type.isMissingNode() ? ProblemReason.MESSAGE_NO_TYPE.toString() : ProblemReason.MESSAGE_TYPE_KIND.with(kind(type)));
            }
            return read(type.textValue(), body);
        } catch (JsonProcessingException e) {
            return new InboundMessage.Malformed(ProblemReason.MESSAGE_NO_JSON.with(e.getLocation() == null ? 1 : e.getLocation().getCharOffset() + 1));
        } catch (RuntimeException e) {
            return new InboundMessage.Malformed(ProblemReason.MESSAGE_UNREADABLE.with(e.getClass().getSimpleName()));
        }
    }

    /// Writes one message: keys in the order of the protocol, characters beyond ASCII as they are.
    public static String write(OutboundMessage message) {
        return switch (message) {
            case OutboundMessage.Hello hello -> hello(hello);
            case OutboundMessage.Pong _ -> text(typed("pong"));
            case OutboundMessage.Listen listen -> text(typed("listen").put("state", "start").put("mode", listen.mode().wireName()));
            case OutboundMessage.Stt stt -> text(typed("stt").put("text", stt.text()).put("session_id", stt.sessionId().value()));
            case OutboundMessage.Llm llm -> text(typed("llm").put("text", llm.text()).put("emotion", llm.emotion()).put("session_id", llm.sessionId().value()));
            case OutboundMessage.Tts tts -> tts(tts);
            case OutboundMessage.Transcription said -> text(typed("audio").put("event", "transcription").put("text", said.text())
                .put("ts", said.epochMillis()).put("session_id", said.sessionId().value()));
            case OutboundMessage.ModeOk ok -> text(typed("mode").put("status", "ok").put("state", WireNames.of(ok.state())).put("mode", ok.mode().wireName()));
            case OutboundMessage.ModeError _ -> text(typed("mode").put("status", "error").put("message", "invalid state or mode"));
            case OutboundMessage.NotServed not -> text(
                typed(not.type()).put("status", "error").put("code", "NOT_SERVED").put("message", not.what() + " not served"));
            case OutboundMessage.SystemNotice notice -> notice(notice);
            case OutboundMessage.ServerStats stats -> stats(stats);
            case OutboundMessage.ServerReply reply -> reply(reply);
            case OutboundMessage.ConfigUpdateOk _ -> text(typed("config_update").put("status", "ok").put("noop", true));
            case OutboundMessage.Mcp mcp -> text(
                JSON.createObjectNode().put("session_id", mcp.sessionId().value()).put("type", "mcp").set("payload", mcp.payload()));
            case OutboundMessage.Iot iot -> text(typed("iot").put("session_id", iot.sessionId().value()).set("commands", iot.commands()));
            case OutboundMessage.Alert alert -> text(
                typed("alert").put("status", alert.status()).put("message", alert.message()).put("emotion", alert.emotion()));
            case OutboundMessage.Meeting(MeetingMessage meetingMessage) -> text(MeetingMessageCodec.write(meetingMessage, typed("meeting")));
            case OutboundMessage.Family family -> text(family.body());
            case OutboundMessage.Raw raw -> raw.text();
            case OutboundMessage.Plain plain -> plain.text();
        };
    }

    private static InboundMessage read(String type, ObjectNode body) {
        return switch (type) {
            case "hello" -> hello(body);
            case "ping", "keepalive" -> new InboundMessage.Heartbeat();
            case "listen" -> listen(body);
            case "state" -> state(body, string(body, "state").orElse(""));
            case "abort" -> new InboundMessage.Abort(string(body, "reason"));
            case "mode" -> mode(string(body, "state").orElse(""), string(body, "mode").orElse(""));
            case "server" -> string(body, "action")
                .<InboundMessage>map(action -> new InboundMessage.ServerAction(action, string(body.path("content"), "secret")))
                .orElseGet(() -> new InboundMessage.Malformed(ProblemReason.MESSAGE_LACKS.with("server", "action")));
            case "config_update" -> new InboundMessage.ConfigUpdate(body.path("config").properties().stream().map(Map.Entry::getKey).toList());
            case "mcp" -> body.path("payload") instanceof ObjectNode payload ? new InboundMessage.Mcp(payload)
                : new InboundMessage.Malformed(ProblemReason.MESSAGE_LACKS.with("mcp", "payload"));
            case "iot" -> new InboundMessage.Iot(body);
            case "meeting" -> meeting(string(body, "phase").orElse(""), body.path("items"));
            case "goodbye" -> new InboundMessage.Goodbye();
            default -> MessageFamily.of(type).<InboundMessage>map(family -> new InboundMessage.Family(family, body))
                .orElseGet(() -> new InboundMessage.UnknownType(type, body));
        };
    }

    private static InboundMessage hello(ObjectNode body) {
        JsonNode audio = either(body, "audio_params", "audioParams");
        AudioParams usual = AudioParams.UPLINK;
        int rate = number(either(audio, "sample_rate", "sampleRate"), usual.sampleRate());
        int channels = number(audio.path("channels"), usual.channels());
        int millis = number(either(audio, "frame_duration", "frameDuration"), usual.frameMillis());
        JsonNode features = body.path("features");
        String format = string(audio, "format").map(LetterCase::lower).orElse("opus");
        AudioParams params = new AudioParams(RATES.contains(rate) ? rate : usual.sampleRate(), channels == 2 ? 2 : 1,
            FRAME_MILLIS.contains(millis) ? millis : usual.frameMillis());
        return new InboundMessage.Hello(number(body.path("version"), 1), feature(features, "mcp"), feature(features, "aec"), format, params,
            string(body, "device_name"), Optional.of(body.path("text_font")).filter(JsonNode::isObject));
    }

    private static InboundMessage listen(ObjectNode body) {
        Optional<ListenMode> mode = string(body, "mode").flatMap(ListenMode::ofWireName);
        Optional<String> text = string(body, "text");
        return WireNames.find(InboundMessage.Listen.ListenAction.class, LetterCase.lower(string(body, "state").orElse("")))
            .<InboundMessage>map(action -> new InboundMessage.Listen(action, mode, text))
            .orElseGet(() -> new InboundMessage.Malformed(ProblemReason.MESSAGE_LISTEN_STATE.toString()));
    }

    /// The message of firmware before 1.0, which reports each change of its own state instead of `listen`.
    private static InboundMessage state(ObjectNode body, String state) {
        return switch (state) {
            case "wake_word_detected", "detected", "detect" -> new InboundMessage.WakeWord(string(body, "text"));
            case "listening" -> new InboundMessage.Listen(InboundMessage.Listen.ListenAction.START, Optional.empty(), Optional.empty());
            default -> new InboundMessage.UnknownType("state", body);
        };
    }

    private static InboundMessage mode(String state, String mode) {
        Optional<InboundMessage.Mode.ModeState> knownState = WireNames.find(InboundMessage.Mode.ModeState.class, state);
        Optional<WorkMode> knownMode = WireNames.find(WorkMode.class, mode);
        return knownState.isPresent() && knownMode.isPresent() ? new InboundMessage.Mode(knownState.get(), knownMode.get())
            : new InboundMessage.UnknownMode(state, mode);
    }

    private static InboundMessage meeting(String phase, JsonNode items) {
        return switch (phase) {
            case "snippet" -> new InboundMessage.MeetingSnippets(items);
            case "finalize" -> new InboundMessage.MeetingFinalize();
            default -> new InboundMessage.UnknownMeetingPhase(phase);
        };
    }

    private static String hello(OutboundMessage.Hello hello) {
        ObjectNode body = typed("hello").put("transport", "websocket").put("session_id", hello.sessionId().value());
        body.putObject("audio_params").put("format", "opus").put("sample_rate", hello.audio().sampleRate())
            .put("channels", hello.audio().channels()).put("frame_duration", hello.audio().frameMillis());
        hello.configured().properties().forEach(field -> body.putIfAbsent(field.getKey(), field.getValue()));
        return text(body);
    }

    private static String tts(OutboundMessage.Tts tts) {
        ObjectNode body = typed("tts").put("state", LetterCase.lower(tts.state().name()));
        tts.sessionId().ifPresent(id -> body.put("session_id", id.value()));
        tts.url().ifPresent(url -> body.put("url", url));
        tts.text().ifPresent(text -> body.put("text", text));
        return text(body);
    }

    private static String notice(OutboundMessage.SystemNotice notice) {
        ObjectNode body = typed("system");
        notice.event().ifPresent(event -> body.put("event", event));
        return text(body.put("message", notice.message()));
    }

    private static String stats(OutboundMessage.ServerStats stats) {
        ObjectNode body = typed("server").put("event", "stats").put("ts", stats.epochMillis()).put("deviceCount", stats.devices());
        ArrayNode online = body.putArray("online");
        stats.online().forEach(device -> online.add(device.value()));
        stats.resources().ifPresent(r -> body.put("cpuPercent", r.cpuPercent()).put("memPercent", r.memPercent())
            .put("memUsedMB", r.memUsedMb()).put("memTotalMB", r.memTotalMb()));
        return text(body);
    }

    private static String reply(OutboundMessage.ServerReply reply) {
        ObjectNode body = typed("server").put("status", reply.success() ? "success" : "error").put("message", reply.message());
        reply.action().ifPresent(action -> body.putObject("content").put("action", WireNames.of(action)));
        return text(body);
    }

    private static ObjectNode typed(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static String text(ObjectNode body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of our own does not serialise", e);
        }
    }

    private static JsonNode either(JsonNode body, String name, String camelCase) {
        return body.has(name) ? body.path(name) : body.path(camelCase);
    }

    private static Optional<String> string(JsonNode body, String name) {
        return Optional.ofNullable(body.path(name).textValue());
    }

    private static int number(JsonNode node, int otherwise) {
        if (node.isNumber()) {
            return node.canConvertToInt() ? node.intValue() : otherwise;
        }
        try {
            return node.isTextual() ? Integer.parseInt(node.textValue().strip()) : otherwise;
        } catch (NumberFormatException _) {
            return otherwise;
        }
    }

    /// Features are an object of switches or a list of names; both are in use.
    private static boolean feature(JsonNode features, String name) {
        if (features.isArray()) {
            return features.valueStream().anyMatch(feature -> name.equals(feature.textValue()));
        }
        JsonNode feature = features.path(name);
        return feature.isObject() || feature.asBoolean(false);
    }

    /// As JSON calls it.
    private static String kind(JsonNode node) {
        return LetterCase.lower(node.getNodeType().name());
    }
}
