package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.problem.Severity;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ToastQueueTest {
    private final ToastQueue queue = new ToastQueue();

    @Test
    @DisplayName("U45: fifty of one subject are one toast with a count, and its text is the newest")
    void counts() {
        for (int i = 1; i <= 50; i++) {
            queue.add(Toast.message(Severity.INFO, "saved", "file " + i));
        }
        assertThat(queue.size()).isOne();
        assertThat(queue.first()).hasValueSatisfying(toast -> {
            assertThat(toast.count()).isEqualTo(50);
            assertThat(toast.text()).isEqualTo("file 50");
        });
    }

    @Test
    void aProblemIsReplacedWithoutACount() {
        queue.add(Toast.problem(Severity.WARNING, "late", "one", "closer"));
        queue.add(Toast.problem(Severity.WARNING, "late", "two", ""));
        assertThat(queue.first()).hasValueSatisfying(toast -> assertThat(toast).isEqualTo(Toast.problem(Severity.WARNING, "late", "two", "")));
    }

    @Test
    void theMostSevereIsFirstThenTheNewest() {
        queue.add(Toast.problem(Severity.WARNING, "a", "a", ""));
        queue.add(Toast.problem(Severity.CRITICAL, "b", "b", ""));
        queue.add(Toast.message(Severity.INFO, "c", "c"));
        assertThat(queue.first().map(Toast::subject)).contains("b");
        queue.remove("b");
        assertThat(queue.first().map(Toast::subject)).contains("a");
        queue.add(Toast.problem(Severity.WARNING, "d", "d", ""));
        assertThat(queue.first().map(Toast::subject)).contains("d");
    }

    @Test
    void notMoreThanThreeWait() {
        for (int i = 0; i < 100; i++) {
            queue.add(Toast.message(Severity.WARNING, "subject " + i, "text"));
        }
        assertThat(queue.size()).isEqualTo(ToastQueue.LIMIT);
        assertThat(queue.first().map(Toast::subject)).contains("subject 99");
    }

    @Test
    void aTextOfSeveralLinesIsOneLine() {
        assertThat(Toast.message(Severity.INFO, "a", "one\n  two\r\n\nthree").text()).isEqualTo("one two three");
    }
}
