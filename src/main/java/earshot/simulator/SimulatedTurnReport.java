package earshot.simulator;

import module java.base;

/// One turn as seen by the device. All times count from the sending of the sentence's last frame, or of its text where it was typed: negative for what
/// came before, absent for what never came.
///
/// @param heard text of `stt`, or of the transcription in a meeting; empty when none came
/// @param answered the sentences that were shown, joined by a space
/// @param firstFrame when the answer's audio began to arrive
/// @param drained when the last frame had been played
public record SimulatedTurnReport(String heard, String answered, Optional<Duration> stt, Optional<Duration> ttsStart, Optional<Duration> firstFrame,
    Optional<Duration> ttsStop,
                                  Optional<Duration> drained) {

    /// The type of the message with what was heard in a meeting, where nothing is answered.
    static final String TRANSCRIPTION = "audio";

    /// Computes the report from the events of a device in this turn.
    public static SimulatedTurnReport of(List<TimedDeviceEvent> events) {
        Optional<Long> origin = events.stream().filter(m -> m.event() instanceof SimulatedDeviceEvent.SpeechEnded || typed(m.event()))
            .map(TimedDeviceEvent::nanos).findFirst();
        String heard = Stream.concat(texts(events, "stt"), texts(events, TRANSCRIPTION)).findFirst().orElse("");
        String answered = texts(events, "tts sentence_start").filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
        return new SimulatedTurnReport(heard, answered, at(events, origin, type("stt")), at(events, origin, type("tts start")),
            at(events, origin, what -> what instanceof SimulatedDeviceEvent.FirstFrame), at(events, origin, type("tts stop")),
            at(events, origin, what -> what instanceof SimulatedDeviceEvent.PlaybackDrained));
    }

    /// Whether an event is a message of this type, with its state where it has one: `tts start`, `stt`.
    public static Predicate<SimulatedDeviceEvent> type(String type) {
        return what -> what instanceof SimulatedDeviceEvent.MessageReceived(String said, _, _) && said.equals(type);
    }

    private static boolean typed(SimulatedDeviceEvent what) {
        return what instanceof SimulatedDeviceEvent.MessageSent(String json) && json.contains("\"state\":\"detect\"");
    }

    private static Stream<String> texts(List<TimedDeviceEvent> events, String type) {
        return events.stream().map(TimedDeviceEvent::event).filter(type(type)).map(what -> ((SimulatedDeviceEvent.MessageReceived) what).text());
    }

    private static Optional<Duration> at(List<TimedDeviceEvent> events, Optional<Long> origin, Predicate<SimulatedDeviceEvent> condition) {
        return origin.flatMap(from -> events.stream().filter(m -> condition.test(m.event())).map(m -> Duration.ofNanos(m.nanos() - from)).findFirst());
    }
}
