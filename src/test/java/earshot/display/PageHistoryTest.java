package earshot.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is kept of the pages that were sent, in manual time.
class PageHistoryTest {
    private static final DeviceId BADGE = new DeviceId("aa");

    private final TimeFake time = new TimeFake();
    private final PageHistory history = new PageHistory(time);
    private final List<String> missing = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"0,true", "2999,true", "3000,false", "60000,false"})
    void aPageWaitsThreeSecondsForAWord(int millis, boolean inTime) {
        send("p");
        time.advance(Duration.ofMillis(millis));
        assertThat(outcomes()).containsExactly(inTime ? new Acknowledgement.Waiting() : new Acknowledgement.Missing());
        assertThat(missing).hasSize(inTime ? 0 : 1);
        assertThat(answered("p")).as("a late word counts as well").isPresent();
        assertThat(outcomes()).containsExactly(new Acknowledgement.Shown(Duration.ofMillis(millis)));
        time.advance(Duration.ofSeconds(10));
        assertThat(outcomes()).as("what was said stays").containsExactly(new Acknowledgement.Shown(Duration.ofMillis(millis)));
        assertThat(missing).hasSize(inTime ? 0 : 1);
    }

    @Test
    void aWordBelongsToTheNewestPageOfItsIdWithoutOne() {
        send("p");
        send("q");
        send("p");
        assertThat(answered("p").orElseThrow().number()).isEqualTo(3);
        assertThat(answered("p").orElseThrow().number()).isEqualTo(1);
        assertThat(answered("p")).as("both have theirs").isEmpty();
        assertThat(answered("other")).isEmpty();
        assertThat(history.answered(BADGE, Optional.empty(), Acknowledgement.Shown::new)).as("one without id").isEmpty();
        assertThat(history.answered(new DeviceId("bb"), Optional.of("q"), Acknowledgement.Shown::new)).as("of another badge").isEmpty();
        assertThat(outcomes()).containsExactly(new Acknowledgement.Shown(Duration.ZERO), new Acknowledgement.Waiting(),
            new Acknowledgement.Shown(Duration.ZERO));
    }

    @Test
    void aPageThatCouldNotBeShownStaysSo() {
        send("p");
        history.answered(BADGE, Optional.of("p"), after -> new Acknowledgement.Failed("BUSY", after));
        assertThat(answered("p")).as("the first word counts").isEmpty();
        assertThat(outcomes()).containsExactly(new Acknowledgement.Failed("BUSY", Duration.ZERO));
    }

    @Test
    void theNewestTwentyAreKeptAndOneThatIsGoneIsNotMissed() {
        for (int i = 1; i <= PageHistory.MAX_PAGES + 1; i++) {
            send("p" + i);
        }
        assertThat(history.pages(BADGE).get()).hasSize(PageHistory.MAX_PAGES).extracting(sent -> sent.page().id().orElseThrow()).startsWith("p21", "p20")
            .endsWith("p2");
        assertThat(answered("p1")).isEmpty();
        time.advance(Acknowledgement.LIMIT);
        assertThat(missing).hasSize(PageHistory.MAX_PAGES).doesNotContain("p1");
    }

    @Test
    void whoWatchesABadgeThatNeverWasHereSeesItsFirstPage() {
        List<Integer> sizes = new ArrayList<>();
        history.pages(BADGE).observe(pages -> sizes.add(pages.size()));
        send("p");
        assertThat(sizes).containsExactly(0, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        3 | one two        | 1
        1 | one two        | 1
        3 | one\\ntwo\\nthree | 3
        2 | one\\ntwo\\nthree | 2""")
    void aTextIsShownInTheLinesThatTheScreenHas(int screen, String text, int lines) {
        DisplayPage page = DisplayPage.chat("p", new DisplayPage.Body.Text(text.replace("\\n", "\n")), Optional.empty());
        history.sent(BADGE, page, screen, _ -> {});
        assertThat(history.pages(BADGE).get().getFirst().shownLines()).hasSize(lines).first().asString().startsWith("one");
    }

    @Test
    void aLineThatIsTooLongForTheScreenTakesSeveralOfItsLines() {
        history.sent(BADGE, DisplayPage.chat("p", new DisplayPage.Body.Lines(List.of("天".repeat(30), "", "end")), Optional.empty()), 4, _ -> {});
        history.sent(BADGE, DisplayPage.chat("q", new DisplayPage.Body.Lines(List.of("天".repeat(30), "end")), Optional.empty()), 2, _ -> {});
        assertThat(history.pages(BADGE).get()).extracting(SentPage::shownLines).containsExactly(List.of("天".repeat(20), "天".repeat(10)),
            List.of("天".repeat(20), "天".repeat(10), "end"));
    }

    private void send(String id) {
        history.sent(BADGE, DisplayPage.chat(id, new DisplayPage.Body.Text(id), Optional.empty()), 10, gone -> missing.add(gone.page().id().orElseThrow()));
    }

    private Optional<SentPage> answered(String id) {
        return history.answered(BADGE, Optional.of(id), Acknowledgement.Shown::new);
    }

    private List<Acknowledgement> outcomes() {
        return history.pages(BADGE).get().stream().map(SentPage::acknowledgement).toList();
    }
}
