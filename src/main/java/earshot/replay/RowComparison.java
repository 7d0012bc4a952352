package earshot.replay;

import module java.base;

import earshot.data.Alignment;
import earshot.data.TextLimit;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;

/// Compares what two engines noted of a device: rows of the timeline by what they say, without the numbers in them, and turns by what was heard and
/// answered. Pure functions.
final class RowComparison {
    /// Rows that tell of a connection as a whole, of the order of two threads or of how fast this computer was, and rows of messages, which are compared as
    /// such.
    private static final Set<String> LEFT_OUT = Set.of("problem", "lint", "binary", "playback");
    /// How long nobody spoke is as long as the voice takes to load, and shorter where a recording is played faster.
    private static final EventCode PAUSE = EventCode.LISTEN_TIMEOUT;
    private static final int LONGEST = 200;

    private RowComparison() {}

    static List<Difference> rows(List<Event> recorded, List<Event> played, DeviceId device) {
        Map<String, List<String>> before = lanes(recorded, device);
        Map<String, List<String>> after = lanes(played, device);
        return Stream.concat(before.keySet().stream(), after.keySet().stream()).distinct().sorted()
            .flatMap(lane -> different(before.getOrDefault(lane, List.of()), after.getOrDefault(lane, List.of()))).toList();
    }

    /// Rows of one lane come in order.
    private static Map<String, List<String>> lanes(List<Event> events, DeviceId device) {
        return events.stream()
            .filter(event -> event.direction() == Direction.HERE && event.device().filter(device::equals).isPresent() && !LEFT_OUT.contains(event.type()))
            .filter(event -> !(event.text() instanceof EventText.Coded coded && coded.code() == PAUSE))
            .collect(Collectors.groupingBy(RowComparison::lane, TreeMap::new,
                Collectors.mapping(event -> event.type() + ": " + said(event.text()), Collectors.toList())));
    }

    /// That a device has hung up may be noticed when it has already connected again.
    private static String lane(Event event) {
        return event.type() + (event.text() instanceof EventText.Ended ? " end" : "");
    }

    private static String said(EventText text) {
        return switch (text) {
            case EventText.Words(String words) -> TextLimit.cut(words, LONGEST).replaceAll("[0-9]+([.,][0-9]+)?", "#");
            case EventText.Coded(var code, List<String> _) -> code.name();
            case EventText.Raised(var problem) -> "raised " + problem.code();
            case EventText.Resolved(var problem) -> "resolved " + problem.code();
            case EventText.Ended(int code, String rule, List<String> _, String _) -> "ended " + code + " " + rule;
        };
    }

    static List<Difference> turns(List<TurnRecord> recorded, List<TurnRecord> played, DeviceId device) {
        List<TurnFacts> before = turns(recorded, device);
        List<TurnFacts> after = turns(played, device);
        return different(before.stream().map(RowComparison::said).toList(), IntStream.range(0, after.size())
            .mapToObj(i -> said(i < before.size() && differInTime(before.get(i), after.get(i)) ? before.get(i) : after.get(i))).toList()).toList();
    }

    private static List<TurnFacts> turns(List<TurnRecord> turns, DeviceId device) {
        return turns.stream().filter(turn -> turn.deviceId().equals(device)).map(TurnRecord::facts).toList();
    }

    /// An answer that does not wait for the words is the same where a slower computer did not know them in time.
    private static boolean differInTime(TurnFacts one, TurnFacts other) {
        return (isGivenUp(one) || isGivenUp(other)) && one.outcome() == other.outcome() && one.answer().text().equals(other.answer().text());
    }

    private static boolean isGivenUp(TurnFacts turn) {
        return turn.transcript().state() == TurnFacts.Transcript.State.GIVEN_UP;
    }

    /// How much of an answer was said before it was interrupted depends on milliseconds.
    private static String said(TurnFacts turn) {
        String heard = "turn: " + turn.outcome() + ", heard \"" + TextLimit.cut(turn.transcript().text(), LONGEST) + "\"";
        return turn.outcome() == TurnFacts.Outcome.INTERRUPTED ? heard
            : heard + ", answered \"" + TextLimit.cut(turn.answer().text(), LONGEST) + "\"";
    }

    private static Stream<Difference> different(List<String> recorded, List<String> played) {
        return Alignment.of(recorded, played, Function.identity()).stream().filter(pair -> pair.left().isEmpty() || pair.right().isEmpty())
            .map(pair -> new Difference.Row(pair.right().isEmpty(), pair.left().or(pair::right).orElseThrow()));
    }
}
