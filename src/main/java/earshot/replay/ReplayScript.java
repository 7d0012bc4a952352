package earshot.replay;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.RecordedConnection;
import earshot.capture.SessionEntry;
import earshot.event.Direction;
import earshot.server.CloseStatus;
import earshot.wire.BinaryFrameCodec;

/// What a device did on one connection, in order.
///
/// @param session id that the server had given to it; empty where it gave none
/// @param last the last answer after the last step, for which a replay waits before it ends; empty for none
record ReplayScript(List<ReplayStep> steps, Optional<String> session, Optional<ReplayStep.Awaited> last) {
    /// An answer of a family of messages that came longer before a message of the device did not lead to it.
    private static final Duration REACTION = Duration.ofSeconds(5);

    static ReplayScript of(RecordedConnection connection) {
        Reading reading = new Reading(connection);
        connection.traffic().forEach(reading::read);
        return new ReplayScript(reading.steps, reading.session, reading.last);
    }

    private static final class Reading {
        private final RecordedConnection connection;
        private final List<ReplayStep> steps = new ArrayList<>();
        private final Map<AnswerKey, Integer> counts = new HashMap<>();
        private final Map<String, ReplayStep.Awaited> requests = new HashMap<>();
        private Optional<String> session = Optional.empty();
        /// The newest answer for which a device waits, of the conversation and of another family.
        private Optional<ReplayStep.Awaited> lead = Optional.empty();
        private Optional<ReplayStep.Awaited> family = Optional.empty();
        private Optional<ReplayStep.Awaited> last = Optional.empty();
        /// Whether sound came since the lead.
        private boolean sounds;
        private final MicrophoneSteps microphone = new MicrophoneSteps(steps);

        Reading(RecordedConnection connection) {
            this.connection = connection;
        }

        void read(SessionEntry.OfConnection entry) {
            switch (entry) {
                case SessionEntry.Connected _ -> { }
                case SessionEntry.Text text when text.direction() == Direction.OUT -> answer(text);
                case SessionEntry.Text text -> step(text.nanos(), sent(text.text()));
                case SessionEntry.Packet packet when packet.direction() == Direction.IN ->
                    follow(packet.nanos(), microphone.waits(),
                        new ReplayStep.Action.SendFrame(BinaryFrameCodec.wrap(connection.handshake().framing(), packet.opus(), packet.timestampMillis())));
                case SessionEntry.Frame frame when frame.direction() == Direction.IN -> follow(frame.nanos(), Optional.empty(),
                    new ReplayStep.Action.SendFrame(frame.content()));
                case SessionEntry.Packet _ -> sounds = true;
                case SessionEntry.Frame _ -> { }
                case SessionEntry.Closed(long nanos, int _, CloseStatus status) when status.cause() == CloseStatus.Cause.DEVICE -> step(nanos,
                    new Sent(new ReplayStep.Action.HangUp(status.code(), status.reason()), lead));
                case SessionEntry.Closed _ -> { }
            }
        }

        private void answer(SessionEntry.Text text) {
            JsonNode json = strictTree(text.text());
            AnswerKey key = AnswerKey.of(json);
            ReplayStep.Awaited awaited = new ReplayStep.Awaited(key, counts.merge(key, 1, Integer::sum), text.nanos());
            last = Optional.of(awaited);
            if (key.type().equals(AnswerKey.MCP)) {
                requests.put(json.path("payload").path("id").asText(""), awaited);
            } else if (key.leads()) {
                lead = last;
                sounds = false;
                microphone.answered(awaited);
            } else if (!key.spoken()) {
                family = last;
            }
            if (key.type().equals(AnswerKey.HELLO) && session.isEmpty()) {
                session = Optional.of(json.path("session_id").asText("")).filter(id -> !id.isBlank());
            }
        }

        private record Sent(ReplayStep.Action action, Optional<ReplayStep.Awaited> after) {}

        private Sent sent(String text) {
            JsonNode json = strictTree(text);
            String type = json.path("type").asText("");
            microphone.said(json);
            Optional<ReplayStep.Awaited> request = type.equals(AnswerKey.MCP) && json.path("payload").has("id")
                ? Optional.ofNullable(requests.get(json.path("payload").path("id").asText("")))
                : Optional.empty();
            Optional<ReplayStep.Awaited> after = switch (type) {
                case AnswerKey.HELLO -> Optional.empty();
                case AnswerKey.MCP -> request;
                case "listen", "abort" -> lead;
                default -> family.or(() -> lead);
            };
            return new Sent(new ReplayStep.Action.SendText(text, request.isPresent()), after);
        }

        private void step(long nanos, Sent sent) {
            Optional<ReplayStep.Awaited> after = sent.after
                .filter(answer -> answer.key().leads() || answer.key().type().equals(AnswerKey.MCP) || nanos - answer.nanos() <= REACTION.toNanos());
            Optional<ReplayStep.Awaited> awaited = after
                .or(() -> sent.action instanceof ReplayStep.Action.SendText && sent.after.isPresent() ? lead : Optional.empty());
            steps.add(new ReplayStep(nanos, sent.action, awaited, sounds && awaited.isPresent() && awaited.equals(lead), Optional.empty()));
            last = Optional.empty();
        }

        private void follow(long nanos, Optional<ReplayStep.Awaited> after, ReplayStep.Action action) {
            steps.add(new ReplayStep(nanos, action, after, false, Optional.empty()));
            last = Optional.empty();
        }
    }
}
