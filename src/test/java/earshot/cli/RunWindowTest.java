package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// A window that is closed while the server goes on, and had again.
class RunWindowTest {
    private final List<ConsoleHandleFake> opened = new ArrayList<>();
    private final AtomicInteger quits = new AtomicInteger();
    private final RunWindow window = new RunWindow(() -> {
        opened.add(new ConsoleHandleFake());
        return opened.getLast();
    }, quits::incrementAndGet);

    @Test
    void aWindowThatIsClosedForGoodEndsTheRun() {
        window.show();
        opened.getFirst().closed().complete(null);
        assertThat(quits).hasValue(1);
    }

    @Test
    void theServerGoesOnWithoutItsWindowAndASecondStartBringsItBack() {
        window.show();
        opened.getFirst().servesOn = true;
        opened.getFirst().closed().complete(null);
        assertThat(quits).hasValue(0);
        window.show();
        assertThat(opened).hasSize(2);
        window.show();
        assertThat(opened).as("the one that is open comes to the front").hasSize(2);
        assertThat(opened.getLast().front).hasValue(1);
        opened.getLast().closed().complete(null);
        assertThat(quits).hasValue(1);
    }

    @Test
    void aRunThatEndsOpensNoWindowAndClosesTheOneItHas() {
        window.show();
        window.end();
        window.show();
        assertThat(opened).hasSize(1);
        assertThat(opened.getFirst().front).hasValue(0);
        window.close();
        assertThat(opened.getFirst().closed()).isCompleted();
    }
}
