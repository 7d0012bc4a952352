package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.engine.Command;
import earshot.memory.Recollection;
import earshot.memory.Recollection.Source;
import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.time.ManualTime;
import earshot.ui.PretendEngine;
import earshot.ui.part.Desk;
import earshot.ui.part.FxPump;
import earshot.ui.part.Notices;
import earshot.ui.part.Texts;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("row 7: what is remembered is readable, editable and erasable")
class MemoryViewModelTest {
    private static final String ID = "94:01";
    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final ManualTime time = new ManualTime();
    private final PretendEngine engine = new PretendEngine(time);
    private final MemoryViewModel model = new MemoryViewModel(new Desk(engine, engine, new FxPump(time, pulses::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> { }, new Quiet(),
        new SimpleBooleanProperty()), ID);

    @Test
    void showsWhatIsRememberedOfThisDeviceAndThatMemoryIsOff() {
        remembers("Ann has a cat.", Source.MODEL);
        assertThat(model.text().get()).isEqualTo("Ann has a cat.");
        assertThat(model.remembered().get().orElseThrow().source()).isEqualTo(Source.MODEL);
        assertThat(model.off().get()).isTrue();
        assertThat(model.changed().get()).isFalse();
    }

    @Test
    void savesWhatAPersonWroteUnlessItIsTooLong() {
        remembers("Ann has a cat.", Source.MODEL);
        model.text().set("x".repeat(Recollection.LONGEST + 1));
        model.save();
        assertThat(model.tooLong().get()).isTrue();
        assertThat(engine.sent).isEmpty();
        model.text().set("Ann has a dog. ");
        model.save();
        frame();
        assertThat(engine.sent).containsExactly(new Command.EditMemory(ID, "Ann has a dog."));
        assertThat(model.said().get()).isEqualTo("Saved.");
    }

    @Test
    void whatIsErasedComesBackForTenSeconds() {
        remembers("Ann has a cat.", Source.MODEL);
        model.erase();
        engine.memories.set(List.of());
        frame();
        assertThat(model.text().get()).isEmpty();
        assertThat(model.erased().get()).isPresent();
        model.undo();
        assertThat(engine.sent).containsExactly(new Command.EraseMemory(ID), new Command.EditMemory(ID, "Ann has a cat."));
        model.erase();
        time.advance(MemoryViewModel.UNDO);
        frame();
        assertThat(model.erased().get()).isEmpty();
    }

    @Test
    void aConversationThatIsSavedMeanwhileDoesNotTakeTheWordsOutOfAPersonsHands() {
        remembers("Ann has a cat.", Source.MODEL);
        model.text().set("Ann has a dog.");
        remembers("Ann has a cat and a garden.", Source.MODEL);
        assertThat(model.text().get()).isEqualTo("Ann has a dog.");
        assertThat(model.meanwhile().get()).isTrue();
        model.discard();
        assertThat(model.text().get()).isEqualTo("Ann has a cat and a garden.");
        assertThat(model.meanwhile().get()).isFalse();
    }

    private void remembers(String text, Source source) {
        model.hold();
        engine.memories.set(List.of(new Recollection("94:00", "of another", time.now(), Source.WORDS), new Recollection(ID, text, time.now(), source)));
        frame();
    }

    private void frame() {
        while (!pulses.isEmpty()) {
            pulses.remove().run();
        }
    }

    private static final class Quiet implements Notices {
        @Override
        public void tell(Severity severity, String subject, String text) {}

        @Override
        public void problem(Problem problem) {}
    }
}
