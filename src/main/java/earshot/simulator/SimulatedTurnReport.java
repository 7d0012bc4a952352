package earshot.simulator;

import module java.base;

/// One turn as seen by the device. All times count from the sending of the sentence's last frame; an event that never came is absent, and
/// one that came before is negative.
///
/// @param heard text of `stt`, empty when none came
/// @param answered the sentences that were shown, joined by a space
/// @param stt when `stt` came
/// @param ttsStart when `tts start` came
/// @param firstFrame when the first frame of the answer came
/// @param ttsStop when `tts stop` came
/// @param drained when the last frame had been played
public record SimulatedTurnReport(
    String heard,
    String answered,
    Optional<Duration> stt,
    Optional<Duration> ttsStart,
    Optional<Duration> firstFrame,
    Optional<Duration> ttsStop,
    Optional<Duration> drained) {

    /// Computes the report of a turn from the events of a device.
    ///
    /// @param moments from the beginning of the turn to its end
    public static SimulatedTurnReport of(List<TimedDeviceEvent> timedDeviceEvents) {
        Optional<Long> origin = timedDeviceEvents.stream().filter(m -> m.event() instanceof SimulatedDeviceEvent.SpeechEnded).map(TimedDeviceEvent::nanos).findFirst();
        String heard = said(timedDeviceEvents, "stt").findFirst().orElse("");
        String answered = said(timedDeviceEvents, "tts sentence_start").filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
        return new SimulatedTurnReport(heard, answered,
            at(timedDeviceEvents, origin, type("stt")),
            at(timedDeviceEvents, origin, type("tts start")),
            at(timedDeviceEvents, origin, what -> what instanceof SimulatedDeviceEvent.FirstFrame),
            at(timedDeviceEvents, origin, type("tts stop")),
            at(timedDeviceEvents, origin, what -> what instanceof SimulatedDeviceEvent.PlaybackDrained));
    }

    static Predicate<SimulatedDeviceEvent> type(String type) {
        return what -> what instanceof SimulatedDeviceEvent.MessageReceived(String said, _, _) && said.equals(type);
    }

    private static java.util.stream.Stream<String> said(List<TimedDeviceEvent> timedDeviceEvents, String type) {
        return timedDeviceEvents.stream()
            .map(TimedDeviceEvent::event)
            .filter(type(type))
            .map(what -> ((SimulatedDeviceEvent.MessageReceived) what).text());
    }

    private static Optional<Duration> at(List<TimedDeviceEvent> timedDeviceEvents, Optional<Long> origin, Predicate<SimulatedDeviceEvent> wanted) {
        return origin.flatMap(from -> timedDeviceEvents.stream().filter(m -> wanted.test(m.event())).map(m -> Duration.ofNanos(m.nanos() - from)).findFirst());
    }
}
