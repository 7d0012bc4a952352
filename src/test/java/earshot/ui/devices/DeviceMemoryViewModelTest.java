package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.memory.DeviceMemory;
import earshot.memory.DeviceMemory.Source;
import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Notifier;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("row 7: what is remembered is readable, editable and erasable")
class DeviceMemoryViewModelTest {
    private static final DeviceId ID = new DeviceId("94:01");
    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final DeviceMemoryViewModel model = new DeviceMemoryViewModel(
        new ViewContext(engine, engine, new FxPump(time, pulses::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {}, new NotifierFake(),
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
        model.text().set("x".repeat(DeviceMemory.MAX_CHARACTERS + 1));
        model.save();
        assertThat(model.tooLong().get()).isTrue();
        assertThat(engine.sentCommands).isEmpty();
        model.text().set("Ann has a dog. ");
        model.save();
        frame();
        assertThat(engine.sentCommands).containsExactly(new Command.EditMemory(ID, "Ann has a dog."));
        assertThat(model.message().get()).isEqualTo("Saved.");
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
        assertThat(engine.sentCommands).containsExactly(new Command.EraseMemory(ID), new Command.EditMemory(ID, "Ann has a cat."));
        model.erase();
        time.advance(DeviceMemoryViewModel.UNDO);
        frame();
        assertThat(model.erased().get()).isEmpty();
    }

    @Test
    void aConversationThatIsSavedMeanwhileDoesNotTakeTheWordsOutOfAPersonsHands() {
        remembers("Ann has a cat.", Source.MODEL);
        model.text().set("Ann has a dog.");
        remembers("Ann has a cat and a garden.", Source.MODEL);
        assertThat(model.text().get()).isEqualTo("Ann has a dog.");
        assertThat(model.changedMeanwhile().get()).isTrue();
        model.discard();
        assertThat(model.text().get()).isEqualTo("Ann has a cat and a garden.");
        assertThat(model.changedMeanwhile().get()).isFalse();
    }

    private void remembers(String text, Source source) {
        model.start();
        engine.memories
            .set(List.of(new DeviceMemory(new DeviceId("94:00"), "of another", time.now(), Source.WORDS), new DeviceMemory(ID, text, time.now(), source)));
        frame();
    }

    private void frame() {
        while (!pulses.isEmpty()) {
            pulses.remove().run();
        }
    }

    private static final class NotifierFake implements Notifier {
        @Override
        public void show(Severity severity, String subject, String text) {}

        @Override
        public void showProblem(Problem problem) {}
    }
}
