package earshot.wire;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;
import earshot.id.DeviceId;
import earshot.id.SessionId;

/// The text messages of the server. Sources: badge-protocol sections 2.3 to 2.16, xiaozhi-protocol sections 2, 4, 5.
public sealed interface OutboundMessage {
    /// The value of `type`; `text` for what is not a JSON object.
    default String type() {
        return switch (this) {
            case Hello _ -> "hello";
            case Pong _ -> "pong";
            case Listen _ -> "listen";
            case Stt _ -> "stt";
            case Llm _ -> "llm";
            case Tts _ -> "tts";
            case Transcription _ -> "audio";
            case ModeOk _, ModeError _ -> "mode";
            case SystemNotice _ -> "system";
            case ServerStats _, ServerReply _ -> "server";
            case ConfigUpdateOk _ -> "config_update";
            case Mcp _ -> "mcp";
            case Iot _ -> "iot";
            case Alert _ -> "alert";
            case Meeting _ -> "meeting";
            case Family message -> message.body().path("type").asText();
            case NotServed not -> not.type();
            case Raw raw -> raw.type();
            case Plain _ -> "text";
        };
    }

    /// One line for the timeline, in the terms of the protocol.
    default String summary() {
        return switch (this) {
            case Hello hello -> "hello session " + hello.sessionId() + " " + hello.audio().sampleRate() + " Hz " + hello.audio().frameMillis() + " ms";
            case Pong _ -> "pong";
            case Listen listen -> "listen start " + listen.mode().wireName();
            case Stt stt -> "stt \"" + stt.text() + "\"";
            case Llm llm -> "llm " + llm.emotion();
            case Tts tts -> "tts " + LetterCase.lower(tts.state().name()) + tts.text().map(text -> " \"" + text + "\"").orElse("");
            case Transcription said -> "audio transcription \"" + said.text() + "\"";
            case ModeOk ok -> "mode ok " + WireNames.of(ok.state()) + " " + ok.mode().wireName();
            case ModeError _ -> "mode error";
            case SystemNotice notice -> "system " + notice.event().orElse(notice.message());
            case ServerStats stats -> "server stats, " + stats.devices() + " online";
            case ServerReply reply -> "server " + (reply.success() ? "success " : "error ") + reply.message();
            case ConfigUpdateOk _ -> "config_update ok";
            case Mcp mcp -> "mcp " + JsonRpcSummary.summary(mcp.payload());
            case Iot iot -> "iot " + iot.commands();
            case Alert alert -> "alert " + alert.status() + " \"" + alert.message() + "\"";
            case Meeting meeting -> "meeting " + meeting.message().summary();
            case Family message -> FamilySummary.of(message.body());
            case NotServed not -> not.what() + " not served";
            case Raw raw -> raw.text();
            case Plain plain -> plain.text();
        };
    }

    /// The server's hello. `transport` is always `websocket`: without it firmware crashes.
    ///
    /// @param configured the `xiaozhi` object of the settings; its fields are added where the message has none of that name
    record Hello(ObjectNode configured, SessionId sessionId, AudioParams audio) implements OutboundMessage {}

    record Pong() implements OutboundMessage {}

    /// Asks the device to listen.
    record Listen(ListenMode mode) implements OutboundMessage {}

    /// The transcript of what the person said.
    record Stt(String text, SessionId sessionId) implements OutboundMessage {}

    /// @param emotion one of the 21 names of badge-protocol section 2.7
    /// @param text the matching emoji
    record Llm(String emotion, String text, SessionId sessionId) implements OutboundMessage {}

    record Tts(TtsState state, Optional<String> text, Optional<String> url, Optional<SessionId> sessionId) implements OutboundMessage {
        public enum TtsState { START, SENTENCE_START, SENTENCE_END, STOP }

        public static Tts of(TtsState state, SessionId sessionId) {
            return new Tts(state, Optional.empty(), Optional.empty(), Optional.of(sessionId));
        }

        public static Tts sentence(TtsState state, String text, SessionId sessionId) {
            return new Tts(state, Optional.of(text), Optional.empty(), Optional.of(sessionId));
        }
    }

    /// @param epochMillis when the segment ended
    record Transcription(String text, long epochMillis, SessionId sessionId) implements OutboundMessage {}

    /// Confirms a work mode.
    record ModeOk(InboundMessage.Mode.ModeState state, WorkMode mode) implements OutboundMessage {}

    /// `invalid state or mode`.
    record ModeError() implements OutboundMessage {}

    /// Something of the protocol that nothing serves yet.
    ///
    /// @param what is not served, in words
    record NotServed(String type, String what) implements OutboundMessage {}

    /// A notice; `event` only where the protocol names one (`timeout_warning`).
    record SystemNotice(Optional<String> event, String message) implements OutboundMessage {}

    /// @param devices how many are online
    /// @param online the ids that the receiver may know: its own, and those that the peer rules allow
    /// @param resources absent when the system does not report them
    record ServerStats(long epochMillis, int devices, List<DeviceId> online, Optional<Resources> resources) implements OutboundMessage {
        public record Resources(double cpuPercent, double memPercent, long memUsedMb, long memTotalMb) {}
    }

    /// @param action absent in the reply to a wrong secret
    record ServerReply(boolean success, String message, Optional<InboundMessage.ServerAction.ServerCommand> action) implements OutboundMessage {}

    /// Exactly `{"type":"config_update","status":"ok","noop":true}`.
    record ConfigUpdateOk() implements OutboundMessage {}

    /// Commands to IoT things, used before MCP.
    ///
    /// @param commands array of `{name, method, parameters}`
    record Iot(JsonNode commands, SessionId sessionId) implements OutboundMessage {}

    /// @param payload JSON-RPC 2.0; its `id`, where it has one, is a whole number, because firmware answers no other
    record Mcp(JsonNode payload, SessionId sessionId) implements OutboundMessage {
        public Mcp {
            if (payload.has("id") && !payload.path("id").isIntegralNumber()) {
                throw new IllegalArgumentException("an MCP id must be a number, was " + payload.path("id"));
            }
        }
    }

    /// The device shows all three, in any state, and plays a tone.
    record Alert(String status, String message, String emotion) implements OutboundMessage {}

    record Meeting(MeetingMessage message) implements OutboundMessage {}

    /// A message of a family that is served beside voice, as that family wrote it.
    ///
    /// @param body the whole message with its `type`; nobody changes it
    record Family(ObjectNode body) implements OutboundMessage {}

    /// What a person or a program wrote, sent as it is.
    ///
    /// @param type what it gives as its type; `text` where it is not a message
    record Raw(String type, String text) implements OutboundMessage {}

    /// Text that is not a JSON object: an echoed number or `设备注册失败`.
    record Plain(String text) implements OutboundMessage {}
}
