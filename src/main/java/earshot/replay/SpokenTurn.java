package earshot.replay;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.RecordedConnection;
import earshot.capture.SessionEntry;
import earshot.event.Direction;
import earshot.turn.TurnStage;

/// One answer of a server as it passed, from the last sound that the device sent to `tts stop`.
///
/// @param nanos when its transcript came, or its beginning without one
/// @param sentences the messages that tell them
/// @param stages how long each took that can be told from outside
/// @param frames of its sound
/// @param cut whether the device ended it
record SpokenTurn(long nanos, List<SessionEntry.Text> sentences, Map<TurnStage, Duration> stages, int frames, boolean cut) {
    /// The answers on one connection, in order; the last one may not have ended.
    static List<SpokenTurn> of(RecordedConnection connection) {
        Reading reading = new Reading();
        connection.traffic().forEach(reading::read);
        reading.end();
        return reading.turns;
    }

    private static final class Reading {
        private final List<SpokenTurn> turns = new ArrayList<>();
        private OptionalLong lastInput = OptionalLong.empty();
        private OptionalLong known = OptionalLong.empty();
        private OptionalLong started = OptionalLong.empty();
        private OptionalLong sounded = OptionalLong.empty();
        private final Map<TurnStage, Duration> stages = new EnumMap<>(TurnStage.class);
        private final List<SessionEntry.Text> sentences = new ArrayList<>();
        private int frames;
        private boolean cut;
        /// Whether a wake word was named and the `listen start` that always follows it has not come.
        private boolean woken;

        void read(SessionEntry.OfConnection entry) {
            switch (entry) {
                case SessionEntry.Text text when text.direction() == Direction.IN -> sent(strictTree(text.text()), text.nanos());
                case SessionEntry.Text text -> answered(text);
                case SessionEntry.Packet packet when packet.direction() == Direction.IN -> lastInput = OptionalLong.of(packet.nanos());
                case SessionEntry.Packet packet -> {
                    if (started.isPresent()) {
                        frames++;
                        if (sounded.isEmpty()) {
                            sounded = OptionalLong.of(packet.nanos());
                            took(TurnStage.FIRST_FRAME, started, packet.nanos());
                        }
                    }
                }
                case SessionEntry.Connected _, SessionEntry.Frame _, SessionEntry.Closed _ -> { }
            }
        }

        private void sent(JsonNode json, long nanos) {
            String type = json.path("type").asText("");
            String state = json.path("state").asText("");
            if (type.equals("abort")) {
                cut |= started.isPresent();
            }
            if (type.equals("listen")) {
                cut |= started.isPresent() && !state.equals("stop") && !(woken && state.equals("start"));
                woken = state.equals("detect");
                lastInput = OptionalLong.of(nanos);
            }
        }

        private void answered(SessionEntry.Text text) {
            AnswerKey key = AnswerKey.of(strictTree(text.text()));
            long nanos = text.nanos();
            if (key.type().equals("stt")) {
                took(TurnStage.RECOGNISE, lastInput, nanos);
                known = OptionalLong.of(nanos);
            } else if (key.type().equals(AnswerKey.TTS)) {
                switch (key.detail()) {
                    case "start" -> {
                        end();
                        took(TurnStage.ANSWER, known.isPresent() ? known : lastInput, nanos);
                        started = OptionalLong.of(nanos);
                    }
                    case "sentence_start", "sentence_end" -> sentences.add(text);
                    case "stop" -> {
                        took(TurnStage.PLAYOUT, sounded, nanos);
                        end();
                    }
                    default -> { }
                }
            }
        }

        private void took(TurnStage stage, OptionalLong from, long to) {
            from.ifPresent(began -> stages.put(stage, Duration.ofNanos(Math.max(0, to - began))));
        }

        void end() {
            if (started.isPresent()) {
                turns.add(new SpokenTurn(known.orElse(started.getAsLong()), List.copyOf(sentences), Map.copyOf(stages), frames, cut));
                sentences.clear();
                stages.clear();
                known = OptionalLong.empty();
            }
            started = OptionalLong.empty();
            sounded = OptionalLong.empty();
            frames = 0;
            cut = false;
        }
    }
}
