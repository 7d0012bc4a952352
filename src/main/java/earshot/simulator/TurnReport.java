package earshot.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
public record TurnReport(
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
    public static TurnReport of(List<Moment> moments) {
        Optional<Long> origin = moments.stream().filter(m -> m.what() instanceof Happening.SpeechEnded).map(Moment::nanos).findFirst();
        String heard = said(moments, "stt").findFirst().orElse("");
        String answered = said(moments, "tts sentence_start").filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
        return new TurnReport(heard, answered,
            at(moments, origin, type("stt")),
            at(moments, origin, type("tts start")),
            at(moments, origin, what -> what instanceof Happening.FirstFrame),
            at(moments, origin, type("tts stop")),
            at(moments, origin, what -> what instanceof Happening.Drained));
    }

    static Predicate<Happening> type(String type) {
        return what -> what instanceof Happening.Said(String said, _, _) && said.equals(type);
    }

    private static java.util.stream.Stream<String> said(List<Moment> moments, String type) {
        return moments.stream()
            .map(Moment::what)
            .filter(type(type))
            .map(what -> ((Happening.Said) what).text());
    }

    private static Optional<Duration> at(List<Moment> moments, Optional<Long> origin, Predicate<Happening> wanted) {
        return origin.flatMap(from -> moments.stream().filter(m -> wanted.test(m.what())).map(m -> Duration.ofNanos(m.nanos() - from)).findFirst());
    }
}
