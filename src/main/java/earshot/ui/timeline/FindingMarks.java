package earshot.ui.timeline;

import module java.base;

import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.ui.kit.ToldFinding;

/// Which rows are the messages at which the protocol lint found something. The row of a finding holds the text of its message: of the rows of the same device
/// with that text the nearest in time is meant, before or after it. Rows are put in in their order; on one thread.
final class FindingMarks {
    private static final int MOST_MESSAGES = 256;
    private static final int MOST_FINDINGS = 32;
    private static final long FAR = Duration.ofSeconds(5).toNanos();

    private record Message(long number, Event row) {}

    private static final class Match {
        final Event finding;
        long message = -1;
        long distance = FAR;

        Match(Event finding) {
            this.finding = finding;
        }
    }

    private final Deque<Message> messages = new ArrayDeque<>();
    private final Deque<Match> findings = new ArrayDeque<>();
    private final NavigableMap<Long, List<Event>> marks = new TreeMap<>();

    /// @param number in the log
    void add(long number, Event row) {
        if (row.payload() instanceof EventPayload.Text) {
            if (ToldFinding.of(row).isPresent()) {
                Match match = new Match(row);
                messages.forEach(message -> consider(match, message));
                append(findings, match, MOST_FINDINGS);
            } else {
                Message message = new Message(number, row);
                findings.forEach(match -> consider(match, message));
                append(messages, message, MOST_MESSAGES);
            }
        }
    }

    private static <E> void append(Deque<E> newest, E element, int most) {
        newest.addLast(element);
        if (newest.size() > most) {
            newest.removeFirst();
        }
    }

    private void consider(Match match, Message message) {
        long distance = Math.abs(message.row.nanos() - match.finding.nanos());
        if (distance < match.distance && isOf(message.row, match.finding)) {
            marks.computeIfPresent(match.message, (_, marked) -> {
                List<Event> left = marked.stream().filter(finding -> finding != match.finding).toList();
                return left.isEmpty() ? null : left;
            });
            match.message = message.number;
            match.distance = distance;
            marks.merge(message.number, List.of(match.finding), (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
        }
    }

    private static boolean isOf(Event message, Event finding) {
        return message.direction() != Direction.HERE && message.device().equals(finding.device()) && head(message).equals(head(finding));
    }

    private static String head(Event row) {
        return row.payload() instanceof EventPayload.Text text ? text.head() : "";
    }

    /// Whether a row is marked.
    boolean marked(long number) {
        return marks.containsKey(number);
    }

    /// What a row broke, or what it says that was broken, with the remedy; none for most rows.
    List<String> sentences(long number, Event row, Locale locale) {
        return Stream.concat(marks.getOrDefault(number, List.of()).stream(), Stream.of(row)).flatMap(finding -> ToldFinding.problem(finding).stream())
            .map(problem -> problem.what(locale) + " " + problem.why(locale) + " → " + problem.remedy(locale)).toList();
    }

    void removeBefore(long number) {
        marks.headMap(number).clear();
    }

    void clear() {
        messages.clear();
        findings.clear();
        marks.clear();
    }
}
