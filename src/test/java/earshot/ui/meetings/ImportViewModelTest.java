package earshot.ui.meetings;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.id.MeetingId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;

class ImportViewModelTest {
    private final Queue<Runnable> pulses = new ConcurrentLinkedQueue<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final List<MeetingId> imported = new ArrayList<>();
    private final ImportViewModel imports = new ImportViewModel(
        new ViewContext(engine, engine, new FxPump(time, pulses::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {}, null,
            new SimpleBooleanProperty()),
        imported::add);

    @Test
    void aRecordingThatWasImportedBeforeIsImportedAgainOnlyWhenAPersonSaysSo() {
        Path file = Path.of("talk.wav");
        List<Path> asked = new ArrayList<>();
        imports.onKnown(known -> asked.add(known.file()));
        engine.answers = command -> Optional
            .of(command instanceof Command.ImportRecording(Path _, boolean again) && again ? Operation.Outcome.Done.of("imported", "m")
            : new Operation.Outcome.Failed(Problem.of(ProblemCode.SOUND_FILE_KNOWN, file, "Talk")));
        imports.start(List.of(file));
        pulse();
        assertThat(asked).containsExactly(file);
        assertThat(imported).isEmpty();
        imports.answer(true);
        pulse();
        assertThat(imported).containsExactly(new MeetingId("m"));
        assertThat(engine.sentCommands).containsExactly(new Command.ImportRecording(file, false), new Command.ImportRecording(file, true));
    }

    @Test
    void aPersonIsAskedAboutEachOfSeveralRecordingsThatWereImportedBefore() {
        List<Path> files = List.of(Path.of("a.wav"), Path.of("b.wav"), Path.of("c.wav"));
        Deque<Path> asked = new ArrayDeque<>();
        imports.onKnown(known -> asked.add(known.file()));
        engine.answers = command -> Optional
            .of(command instanceof Command.ImportRecording(Path _, boolean again) && again ? Operation.Outcome.Done.of("imported", "m")
            : new Operation.Outcome.Failed(Problem.of(ProblemCode.SOUND_FILE_KNOWN, "talk", "Talk")));
        imports.start(files);
        pulse();
        assertThat(asked.getLast()).isEqualTo(files.getFirst());
        imports.answer(false);
        assertThat(asked.getLast()).isEqualTo(files.get(1));
        imports.answer(true);
        assertThat(asked.getLast()).isEqualTo(files.getLast());
        int questions = asked.size();
        imports.answer(false);
        pulse();
        assertThat(asked).hasSize(questions);
        assertThat(engine.sentCommands).last().isEqualTo(new Command.ImportRecording(files.get(1), true));
        assertThat(imported).hasSize(1);
    }

    @Test
    void theImportUnderWayIsShownInPerCentWithHowManyComeAfterIt() {
        engine.operations.set(List.of(new EngineFake.Running(OperationKind.RESTART, time.now(), new Operation.Progress("", List.of(), Optional.empty())),
            hearing("a.wav", 50), hearing("b.wav", 0)));
        pulse();
        assertThat(imports.progress().get()).contains(new ImportViewModel.Progress("a.wav: 50 %", 0.5, 1));
        engine.operations.set(List.of());
        pulse();
        assertThat(imports.progress().get()).isEmpty();
    }

    private EngineFake.Running hearing(String file, int percent) {
        return new EngineFake.Running(OperationKind.IMPORT, time.now(),
            new Operation.Progress("hearing", List.of(file, String.valueOf(percent)), Optional.of(percent / 100.0)));
    }

    private void pulse() {
        time.advance(Duration.ofMillis(20));
        for (Runnable next = pulses.poll(); next != null; next = pulses.poll()) {
            next.run();
        }
    }
}
