package earshot.replay;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// Finds the sound that a device only sent because its answer had not begun yet: its microphone goes off with the answer. Where that begins earlier in a
/// replay, the rest of this sound is not sent, as the device would not have sent it. In the realtime mode the microphone stays on: what it hears after the
/// begin or the end of an answer is what a person says after that, and waits for it.
final class MicrophoneSteps {
    /// Frames that are on their way when the microphone goes off.
    private static final int ON_THEIR_WAY = 10;
    private static final String REALTIME = "realtime";

    private final List<ReplayStep> steps;
    private Optional<ReplayStep.Awaited> answer = Optional.empty();
    private boolean realtime;
    /// The begin or end of an answer that came since the last sound.
    private Optional<ReplayStep.Awaited> turn = Optional.empty();
    /// Where the sound since the last `listen` begins, and where the answer came.
    private int from;
    private int to;

    /// @param steps so far; the sound among them is replaced
    MicrophoneSteps(List<ReplayStep> steps) {
        this.steps = steps;
    }

    /// The device sent a text.
    void said(JsonNode json) {
        String type = json.path("type").asText("");
        if (type.equals("abort")) {
            settle();
        } else if (type.equals("listen")) {
            settle();
            from = steps.size();
            realtime = json.path("mode").asText("").equals(REALTIME) || realtime && !json.has("mode");
        }
    }

    /// An answer of the conversation came to the device.
    void answered(ReplayStep.Awaited awaited) {
        settle();
        turn = awaited.key().type().equals(AnswerKey.TTS) ? Optional.of(awaited) : Optional.empty();
        if (turn.isPresent() && awaited.key().detail().equals("start")) {
            answer = Optional.of(awaited);
            to = steps.size();
        }
    }

    /// What the next sound waits for; to be asked once for each.
    Optional<ReplayStep.Awaited> waits() {
        Optional<ReplayStep.Awaited> waits = realtime ? turn : Optional.empty();
        turn = Optional.empty();
        return waits;
    }

    private void settle() {
        if (answer.isEmpty()) {
            return;
        }
        List<ReplayStep> since = steps.subList(to, steps.size());
        if (!realtime && since.stream().filter(MicrophoneSteps::sound).count() <= ON_THEIR_WAY) {
            steps.subList(from, to).replaceAll(
                step -> sound(step) ? new ReplayStep(step.nanos(), step.action(), step.after(), step.hears(), answer) : step);
        }
        answer = Optional.empty();
        from = steps.size();
    }

    private static boolean sound(ReplayStep step) {
        return step.action() instanceof ReplayStep.Action.SendFrame;
    }
}
