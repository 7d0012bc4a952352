package earshot.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Severity;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.watch.RingEventLog;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TimelineViewModelTest {
    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final RingEventLog<Event> log = engine.events;
    private final TimelineViewModel model = model(Texts.Language.ENGLISH);

    @Test
    @DisplayName("U24: a filter holds for rows that arrive later, and an invalid one keeps the last good one")
    void filtersArrivingRowsAndKeepsTheLastGoodFilter() {
        model.start();
        model.filterText().set("type:listen");
        append("listen", "start", 1);
        append("tts", "start", 2);
        frame();
        assertThat(model.matchCount().get()).isEqualTo(1);
        model.filterText().set("type:listen level:loud");
        assertThat(model.filter().get().error()).isPresent();
        append("listen", "stop", 3);
        append("tts", "stop", 4);
        frame();
        assertThat(model.matchCount().get()).isEqualTo(2);
        assertThat(model.totalCount().get()).isEqualTo(4);
        model.filterText().set("");
        assertThat(model.matchCount().get()).isEqualTo(4);
    }

    @Test
    @DisplayName("U24: an expression that takes for ever says on how many rows it was given up")
    void saysWhereAnExpressionWasGivenUp() {
        model.start();
        append("listen", "a".repeat(300), 1);
        append("listen", "b", 2);
        frame();
        model.regex().set(true);
        model.filterText().set("(a+)+b|^b");
        assertThat(model.filter().get().error()).contains(new EventFilter.Parsed.Invalid(EventFilter.GIVEN_UP, "1"));
        assertThat(model.matchCount().get()).isEqualTo(1);
        model.filterText().set("b");
        assertThat(model.filter().get().error()).isEmpty();
    }

    @Test
    @DisplayName("U25: while not following, new rows are counted and the count goes when following again")
    void countsFreshRowsWhileNotFollowing() {
        model.start();
        append("listen", "a", 1);
        frame();
        model.follow(false);
        append("listen", "b", 2);
        append("listen", "c", 3);
        frame();
        assertThat(model.newRows().get()).isEqualTo(2);
        model.filterText().set("type:listen");
        assertThat(model.newRows().get()).as("rows scanned again are not new").isZero();
        model.follow(true);
        append("listen", "d", 4);
        frame();
        assertThat(model.newRows().get()).isZero();
    }

    @Test
    @DisplayName("U23: differences are to the marked row, else to the selected one, in milliseconds")
    void tellsDifferencesToTheReferenceRow() {
        model.start();
        append("listen", "a", 1_000_000_000L);
        append("listen", "b", 1_183_000_000L);
        append("listen", "c", 2_000_000_000L);
        frame();
        assertThat(model.delta(model.matches().eventAt(1))).isEmpty();
        model.select(0);
        assertThat(model.delta(model.matches().eventAt(1))).hasValue(0.183);
        model.toggleReference();
        model.select(2);
        assertThat(model.delta(model.matches().eventAt(1))).hasValue(0.183);
        model.filterText().set("b");
        assertThat(model.delta(model.matches().eventAt(0))).as("the reference counts although it is filtered away").hasValue(0.183);
    }

    @Test
    @DisplayName("U35: rows that leave the ring leave the list, the rest keeps its numbers")
    void forgetsRowsThatLeftTheLog() {
        model.start();
        for (int i = 0; i < 20_500; i++) {
            append("audio", "n" + i, i);
        }
        frame();
        assertThat(model.matchCount().get()).isEqualTo(20_000);
        assertThat(model.matches().eventAt(model.matches().first()).summary()).isEqualTo("n500");
        model.select(model.matches().rowOf(700));
        for (int i = 20_500; i < 20_600; i++) {
            append("audio", "n" + i, i);
        }
        frame();
        assertThat(model.matches().eventAt(model.selectedRow()).summary()).isEqualTo("n700");
        assertThat(model.matchCount().get()).isEqualTo(20_000);
    }

    @Test
    void readsNothingWhileTheViewIsHiddenAndCatchesUpWhenShown() {
        model.start();
        model.stop();
        append("listen", "a", 1);
        assertThat(model.matchCount().get()).isZero();
        model.start();
        frame();
        assertThat(model.matchCount().get()).isEqualTo(1);
    }

    @Test
    void clearingHidesRowsAndCanBeTakenBack() {
        model.start();
        append("listen", "a", 1);
        frame();
        model.clear();
        append("listen", "b", 2);
        frame();
        assertThat(model.matchCount().get()).isEqualTo(1);
        model.undoClear();
        assertThat(model.matchCount().get()).isEqualTo(2);
    }

    @Test
    void suggestsFieldsWithValuesThatOccur() {
        model.start();
        append("listen", "a", 1);
        append("llm", "a", 1);
        frame();
        assertThat(offered("start type:l")).containsExactly("start type:listen", "start type:llm");
        assertThat(model.suggestions("")).isEmpty();
    }

    @Test
    void completesNamesWhateverTheirCase() {
        engine.device(new DeviceId("Kitchen"));
        assertThat(offered("device:K")).containsExactly("device:Kitchen");
        assertThat(offered("device:kit")).containsExactly("device:Kitchen");
        assertThat(offered("start DEV")).containsExactly("start device:Kitchen");
        assertThat(model.suggestions("device:Kitchen")).isEmpty();
        assertThat(model.suggestions("device:Kitchen x")).isEmpty();
        assertThat(offered("start warn")).as("U24: by what it means, in words").containsExactly("start level:warning");
        assertThat(model.suggestions("dir:o")).containsExactly(new FilterCompletion("dir:out", "what was sent to devices"));
    }

    @Test
    @DisplayName("U44: in the Chinese console the rows say in Chinese what happened, and are found by it")
    void rowsAreChineseInTheChineseConsole() {
        TimelineViewModel chinese = model(Texts.Language.CHINESE);
        for (EventCode code : EventCode.values()) {
            log.append(
                new Event(Instant.EPOCH, 1, Optional.empty(), Direction.HERE, "state", Severity.INFO, EventText.of(code, "1", "2"), EventPayload.none()));
        }
        chinese.start();
        frame();
        assertThat(LongStream.range(0, EventCode.values().length).mapToObj(row -> chinese.text(chinese.matches().eventAt(row))))
            .noneMatch(row -> row.matches(".*[A-Za-z]{3,} [a-z]{2,}.*"));
        chinese.filterText().set("打断");
        assertThat(chinese.matchCount().get()).isEqualTo(1);
        assertThat(EventDetail.fullText(chinese.matches().eventAt(chinese.matches().first()), Locale.SIMPLIFIED_CHINESE)).isEqualTo("有人在播放回答时说话，回答被打断");
    }

    @Test
    @DisplayName("U27: several rows are selected, as far as the filter shows them")
    void severalRowsAreSelected() {
        model.start();
        for (int i = 0; i < 6; i++) {
            append(i % 2 == 0 ? "listen" : "tts", "row " + i, i);
        }
        frame();
        model.select(1);
        assertThat(model.selectedCount().get()).isEqualTo(1);
        model.select(4);
        model.extendSelection(1, 4);
        assertThat(model.selectedEvents()).extracting(Event::summary).containsExactly("row 1", "row 2", "row 3", "row 4");
        assertThat(LongStream.range(0, 6).filter(model::isSelected)).containsExactly(1L, 2L, 3L, 4L);
        model.filterText().set("type:tts");
        assertThat(model.selectedEvents()).extracting(Event::summary).as("in force again for the one row that is selected").containsExactly("row 4");
        assertThat(model.shownEvents()).extracting(Event::summary).containsExactly("row 1", "row 3", "row 5");
        model.select(-1);
        assertThat(model.selectedEvents()).isEmpty();
        assertThat(model.selectedCount().get()).isZero();
    }

    @Test
    @DisplayName("U46: a message that broke a rule says so in its row and when it is selected, also when the filter hides the finding")
    void aMessageThatBrokeARuleSaysSo() {
        model.start();
        model.filterText().set("type:ping");
        message(Direction.IN, "ping", new EventText.Words("ping"), 1);
        frame();
        model.select(0);
        assertThat(model.selectedFindings()).isEmpty();
        message(Direction.HERE, "lint", EventText.of(EventCode.LINT_FOUND, "text-ping", "a ping"), 2);
        frame();
        assertThat(model.matchCount().get()).isEqualTo(1);
        assertThat(model.broke(0)).isTrue();
        assertThat(model.findings(0)).contains("pings by text", " → ").isEqualTo(model.selectedFindings());
        model.filterText().set("");
        assertThat(LongStream.range(0, 2).filter(model::broke)).as("the finding itself is no message").containsExactly(0L);
        assertThat(model.findings(1)).isEqualTo(model.findings(0));
    }

    private void message(Direction direction, String type, EventText text, long nanos) {
        log.append(new Event(Instant.EPOCH.plusNanos(nanos), nanos, Optional.of(new DeviceId("aa")), direction, type, Severity.INFO, text,
            EventPayload.Text.whole("{\"type\":\"ping\"}", 15)));
    }

    private TimelineViewModel model(Texts.Language language) {
        return new TimelineViewModel(
            new ViewContext(engine, engine, new FxPump(time, pulses::add), time, () -> new Texts(language), _ -> {}, null, new SimpleBooleanProperty()));
    }

    private void append(String type, String summary, long nanos) {
        log.append(new Event(Instant.EPOCH.plusNanos(nanos), nanos, Optional.of(new DeviceId("aa")), Direction.IN, type, Severity.INFO,
            new EventText.Words(summary), EventPayload.none()));
    }

    private void frame() {
        for (int i = 0; i < 10 && !pulses.isEmpty(); i++) {
            pulses.remove().run();
        }
    }

    private List<String> offered(String typed) {
        return model.suggestions(typed).stream().map(FilterCompletion::text).toList();
    }
}
