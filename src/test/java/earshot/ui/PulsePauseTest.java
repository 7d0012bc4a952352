package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.glass.ui.Timer;
import com.sun.javafx.tk.Toolkit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What no public interface of JavaFX promises. Where it is gone, an idle window on Linux is woken 60 times a second again. The toolkit without a screen is
/// that of GTK, but for its windows.
class PulsePauseTest {
    @BeforeAll
    static void startToolkit() {
        ConsoleWindow.startToolkit();
    }

    @Test
    @DisplayName("the JavaFX of this build has the timer that is replaced, in the fields where it is looked for")
    void theTimerIsWhereItIsLookedFor() {
        PulsePause.PulseTimer present = RenderedFrames.onFx(() -> PulsePause.PulseTimer.of(Toolkit.getToolkit()));
        assertThat(present.field().getType()).isEqualTo(Timer.class);
        assertThat(present.timer()).isNotNull();
        assertThat(present.pulse()).isNotNull();
        assertThat(present.period()).isBetween(1, 100);
    }
}
