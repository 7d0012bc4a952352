package earshot.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When pages leave, in manual time: each entry of the log is the moment in milliseconds and the page, `~` behind one that waited, `-` before one that was replaced.
class PageQueueTest {
    private final TimeFake time = new TimeFake();
    private final long start = time.nanos();
    private final List<String> log = new ArrayList<>();
    private final List<Runnable> posted = new ArrayList<>();
    private boolean taken = true;
    private boolean deferred;
    private final PageQueue<String> queue = new PageQueue<>(time, task -> {
        if (deferred) {
            posted.add(task);
        } else {
            task.run();
        }
    }, new PageQueue.Screen<>() {
        @Override
        public boolean show(String page, boolean waited) {
            log.add(millis() + " " + page + (waited ? "~" : "") + (taken ? "" : "!"));
            return taken;
        }

        @Override
        public void replaced(String page) {
            log.add(millis() + " -" + page);
        }
    });

    /// Each offer is `moment:pages`.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        one page at once                            | 0:a                      | 0 a
        two of one answer, 550 ms apart             | 0:a+b                    | 0 a, 550 b
        three of one answer                         | 0:a+b+c                  | 0 a, 550 b, 1100 c
        the last moment that is too early           | 0:a 499:b                | 0 a, 999 b~
        the first that is not                       | 0:a 500:b                | 0 a, 500 b
        two within the gap: the newer               | 0:a 100:b 200:c          | 0 a, 200 -b, 700 c~
        a newer answer instead of the second page   | 0:a+b 100:c              | 0 a, 100 -b, 600 c~
        a newer answer that comes after the gap     | 0:a+b 520:c              | 0 a, 520 -b, 520 c
        only the first of a late answer waited      | 0:a 100:b+c              | 0 a, 600 b~, 1150 c
        both pages of a late answer are replaced    | 0:a 100:b+c 200:d        | 0 a, 200 -b, 200 -c, 700 d~
        nothing is no page, and replaces none       | 0:a 100:b 200:           | 0 a, 600 b~
        a page that never rests is moved on         | 0:a 100:b 500:c 900:d    | 0 a, 500 -b, 500 c, 1400 d~""")
    void pagesLeaveInTheirTurn(String what, String offers, String expected) {
        for (String offer : offers.split(" ")) {
            passUntil(Integer.parseInt(offer.substring(0, offer.indexOf(':'))));
            queue.offer(Arrays.stream(offer.substring(offer.indexOf(':') + 1).split("\\+")).filter(page -> !page.isEmpty()).toList());
        }
        passUntil(5_000);
        assertThat(String.join(", ", log)).as(what).isEqualTo(expected);
    }

    @Test
    void aPageThatIsNotTakenTakesTheRestWithItAndDoesNotCount() {
        taken = false;
        queue.offer(List.of("a", "b"));
        passUntil(1_000);
        taken = true;
        queue.offer(List.of("c"));
        assertThat(log).as("no gap after a page that did not leave").containsExactly("0 a!", "1000 c");
    }

    @Test
    void whatIsOfNoUseAnyMoreIsDroppedWithoutAWord() {
        queue.offer(List.of("a", "b", "keep"));
        queue.discard(page -> page.equals("b"));
        passUntil(5_000);
        assertThat(log).containsExactly("0 a", "550 keep");
        queue.offer(List.of("c"));
        queue.offer(List.of("d"));
        queue.discard(_ -> true);
        passUntil(10_000);
        assertThat(log).endsWith("5000 c");
    }

    @Test
    void aClosedQueueShowsNothingNotEvenWhatIsUnderWay() {
        deferred = true;
        queue.offer(List.of("a", "b"));
        passUntil(550);
        assertThat(posted).hasSize(1);
        queue.close();
        posted.forEach(Runnable::run);
        queue.offer(List.of("c"));
        passUntil(5_000);
        assertThat(log).containsExactly("0 a");
    }

    @Test
    void aTaskThatComesLateLeavesANewerPageItsWholeGap() {
        deferred = true;
        queue.offer(List.of("a"));
        passUntil(100);
        queue.offer(List.of("b"));
        passUntil(601);
        queue.offer(List.of("c"));
        assertThat(log).as("the gap is over, so the newer one leaves at once").containsExactly("0 a", "601 -b", "601 c");
        posted.forEach(Runnable::run);
        passUntil(5_000);
        assertThat(log).as("and the late task of the replaced one shows it no second time").hasSize(3);
    }

    private void passUntil(int millis) {
        time.advance(Duration.ofNanos(start + Duration.ofMillis(millis).toNanos() - time.nanos()));
    }

    private long millis() {
        return (time.nanos() - start) / 1_000_000;
    }
}
