package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.event.Timeline;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Subject;
import earshot.time.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProblemBookTest {
    private final ManualTime time = new ManualTime();
    private final Timeline timeline = new Timeline(time);
    private final ProblemBook book = new ProblemBook(time, timeline);

    @Test
    @DisplayName("U38: the same problem again is counted, and its end closes the entry; both ends are rows, repetitions are not")
    void countsRepetitionsAndKeepsTheResolvedOne() {
        for (int i = 0; i < 5; i++) {
            book.raise(Problem.of(Code.FRAMES_LATE, new Subject.Device("aa"), "aa", i, 10));
            time.advance(Duration.ofSeconds(1));
        }
        book.raise(Problem.of(Code.FRAMES_LATE, new Subject.Device("bb"), "bb", 1, 10));
        assertThat(book.entries().get()).hasSize(2).last().satisfies(entry -> {
            assertThat(entry.count()).isEqualTo(5);
            assertThat(entry.problem().args().get(1)).isEqualTo("4");
            assertThat(entry.last()).isAfter(entry.at());
        });
        book.resolve(Code.FRAMES_LATE, new Subject.Device("aa"));
        book.resolve(Code.FRAMES_LATE, new Subject.Device("aa"));
        assertThat(book.entries().get().getLast().resolvedAt()).isPresent();
        book.raise(Problem.of(Code.FRAMES_LATE, new Subject.Device("aa"), "aa", 9, 10));
        assertThat(book.entries().get()).hasSize(3).first().matches(ProblemEntry::open).matches(entry -> entry.count() == 1);
        assertThat(timeline.rows().read(0, 100).rows()).hasSize(4).allMatch(row -> row.type().equals("problem"));
    }

    @Test
    void keepsFiveHundredAndLetsTheOldestResolvedGoFirst() {
        for (int i = 0; i < 600; i++) {
            book.raise(Problem.of(Code.ID_AUTOMATIC, new Subject.Device("d" + i), "d" + i));
            if (i == 100) {
                book.resolve(Code.ID_AUTOMATIC, new Subject.Device("d100"));
            }
        }
        assertThat(book.entries().get()).hasSize(ProblemBook.MOST).noneMatch(entry -> !entry.open()).first().matches(entry -> entry.number() == 599);
    }

    @Test
    void whatIsDismissedIsGoneUntilItHappensAgain() {
        book.raise(Problem.of(Code.STORE_FAILED, "disk full"));
        assertThat(book.dismiss(0)).isTrue();
        assertThat(book.dismiss(0)).isFalse();
        book.raise(Problem.of(Code.STORE_FAILED, "disk full"));
        assertThat(book.entries().get()).singleElement().matches(entry -> entry.number() == 1);
    }
}
