package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ToastGroupsTest {
    private final ToastGroups groups = new ToastGroups();

    @Test
    void fiftyOfOneKindInASecondAreOneToastWithACount() {
        int count = 0;
        int toasts = 0;
        for (int i = 0; i < 50; i++) {
            count = groups.count("late study", Duration.ofMillis(20L * i).toNanos());
            toasts += count == 1 ? 1 : 0;
        }
        assertThat(toasts).isOne();
        assertThat(count).isEqualTo(50);
    }

    @Test
    void anotherSubjectIsAToastOfItsOwn() {
        groups.count("a", 0);
        assertThat(groups.count("b", 1)).isOne();
    }

    @Test
    void afterFiveQuietSecondsItBeginsAnew() {
        groups.count("a", 0);
        assertThat(groups.count("a", Duration.ofSeconds(5).toNanos())).isOne();
    }
}
