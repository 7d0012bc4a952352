package earshot.wire;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;

/// The text messages of devices. What cannot be read is [Malformed], an unknown type is [UnknownType].
/// Sources: badge-protocol sections 2.3 to 2.14, xiaozhi-protocol sections 2 and 4.
public sealed interface InboundMessage {
    /// The value of `type`, or `number` or `malformed` for messages without one.
    default String type() {
        return switch (this) {
            case Hello _ -> "hello";
            case Heartbeat _ -> "ping";
            case Listen _ -> "listen";
            case WakeWord _ -> "state";
            case Abort _ -> "abort";
            case Mode _, UnknownMode _ -> "mode";
            case ServerAction _ -> "server";
            case ConfigUpdate _ -> "config_update";
            case Mcp _ -> "mcp";
            case Iot _ -> "iot";
            case Meeting _ -> "meeting";
            case Goodbye _ -> "goodbye";
            case Number _ -> "number";
            case Family message -> message.body().path("type").asText();
            case UnknownType unknownType -> unknownType.type();
            case Malformed _ -> "malformed";
        };
    }

    /// One line for the timeline, in the terms of the protocol.
    default String summary() {
        return switch (this) {
            case Hello hello -> "hello version " + hello.version() + " " + hello.format() + " " + hello.audio().sampleRate() + " Hz "
                + hello.audio().frameMillis() + " ms" + (hello.mcp() ? " mcp" : "") + (hello.aec() ? " aec" : "");
            case Heartbeat _ -> "ping";
            case Listen listen -> "listen " + LetterCase.lower(listen.listenAction().name()) + listen.mode().map(mode -> " " + mode.wireName()).orElse("")
                + listen.text().map(text -> " \"" + text + "\"").orElse("");
            case WakeWord wakeWord -> "wake word" + wakeWord.text().map(text -> " \"" + text + "\"").orElse("");
            case Abort abort -> "abort" + abort.reason().map(reason -> " " + reason).orElse("");
            case Mode mode -> "mode " + WireNames.of(mode.state()) + " " + mode.mode().wireName();
            case UnknownMode unknown -> "mode " + unknown.state() + " " + unknown.mode();
            case ServerAction server -> "server " + server.action();
            case ConfigUpdate update -> "config_update " + update.keys();
            case Mcp mcp -> "mcp " + JsonRpcSummary.summary(mcp.payload());
            case Iot _ -> "iot";
            case MeetingSnippets snippets -> "meeting snippet" + (snippets.items().isArray() ? " of " + snippets.items().size() : "");
            case MeetingFinalize _ -> "meeting finalize";
            case UnknownMeetingPhase unknown -> "meeting " + unknown.phase();
            case Goodbye _ -> "goodbye";
            case Number number -> number.literal();
            case Family message -> message.summary();
            case UnknownType unknownType -> "unknown type " + unknownType.type();
            case Malformed _ -> "malformed";
        };
    }

    /// The device's hello. Missing or invalid audio fields take the defaults of [AudioParams#UPLINK].
    ///
    /// @param version the device's protocol version, 1 when missing
    /// @param mcp whether it offers tools over MCP
    /// @param aec whether it wants echo cancellation by the server, which makes it stream in realtime mode
    /// @param format its audio format in lower case, `opus` when missing; nothing else is supported here
    record Hello(int version, boolean mcp, boolean aec, String format, AudioParams audio, Optional<String> deviceName, Optional<JsonNode> textFont)
        implements InboundMessage {
        public boolean opus() {
            return format.equals("opus");
        }
    }

    /// `ping` or `keepalive`: only answered by a pong.
    record Heartbeat() implements InboundMessage {}

    /// @param mode applied when present, also when the message itself is ignored
    /// @param text the wake word or sentence of `detect`
    record Listen(ListenAction listenAction, Optional<ListenMode> mode, Optional<String> text) implements InboundMessage {
        public enum ListenAction { START, STOP, DETECT }
    }

    /// A wake word, as firmware before 1.0 reports it.
    ///
    /// @param text the word; that firmware names none
    record WakeWord(Optional<String> text) implements InboundMessage {}

    record Abort(Optional<String> reason) implements InboundMessage {
        /// Whether a wake word interrupted, and not the button.
        public boolean wakeWord() {
            return reason.filter("wake_word_detected"::equals).isPresent();
        }
    }

    /// Enters or leaves a work mode.
    record Mode(ModeState state, WorkMode mode) implements InboundMessage {
        public enum ModeState { START, END }
    }

    /// A `mode` message with a state or a mode that the protocol does not name; the values are as sent.
    record UnknownMode(String state, String mode) implements InboundMessage {}

    /// A request to the server itself. [#toString] leaves out the secret, so that it is never logged.
    ///
    /// @param action as sent
    record ServerAction(String action, Optional<String> secret) implements InboundMessage {
        /// What is asked for; empty for an action that the protocol does not name.
        public Optional<ServerCommand> command() {
            return WireNames.find(ServerCommand.class, action);
        }

        /// Source: badge-protocol section 2.11.
        public enum ServerCommand { UPDATE_CONFIG, RESTART }

        @Override
        public String toString() {
            return "ServerAction[action=" + action + "]";
        }
    }

    /// The legacy configuration message: answered, never applied. Holds only the key names.
    record ConfigUpdate(List<String> keys) implements InboundMessage {}

    /// The JSON-RPC payload of an `mcp` message.
    record Mcp(JsonNode payload) implements InboundMessage {}

    /// Descriptors and states of IoT things, used before MCP.
    record Iot(JsonNode body) implements InboundMessage {}

    sealed interface Meeting extends InboundMessage {}

    /// Sentences for a meeting; the content is not checked here.
    ///
    /// @param items the value of `items`, a missing node when there is none
    record MeetingSnippets(JsonNode items) implements Meeting {}

    record MeetingFinalize() implements Meeting {}

    /// @param phase as sent
    record UnknownMeetingPhase(String phase) implements Meeting {}

    record Goodbye() implements InboundMessage {}

    /// A bare JSON integer, echoed unchanged.
    record Number(String literal) implements InboundMessage {}

    /// A message of a family that is served beside voice; what it says is read there.
    ///
    /// @param body the whole message; nobody changes it
    record Family(MessageFamily family, ObjectNode body) implements InboundMessage {
        @Override
        public String summary() {
            return FamilySummary.of(body);
        }
    }

    /// A well-formed message of an unknown type.
    record UnknownType(String type, JsonNode body) implements InboundMessage {}

    /// Text that is not a message.
    ///
    /// @param reason what is wrong and where: a [earshot.problem.ProblemReason] as an argument
    record Malformed(String reason) implements InboundMessage {}
}
