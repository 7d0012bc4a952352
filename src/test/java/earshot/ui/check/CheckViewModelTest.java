package earshot.ui.check;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.SettingsFinding;
import earshot.engine.SettingsFinding.Effect;
import earshot.engine.SettingsFinding.Remedy;
import earshot.engine.SettingsFinding.Text;
import earshot.engine.SettingsReport;
import earshot.remote.ProviderKind;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;

class CheckViewModelTest {
    private static final Path FILE = Path.of("/home/ann/.config.yaml");
    private static final SettingsFinding PORT = finding(1, "server.port", Effect.USED, true);
    private static final SettingsFinding OTHER = finding(2, "TTS.spare", Effect.KEPT, false);
    private static final SettingsFinding SPELLING = finding(3, "log.levl", Effect.UNUSED, false);
    private static final SettingsFinding VOICE = finding(4, "selected_module.TTS", Effect.REPLACED, true);
    private static final SettingsFinding MODEL = finding(5, "selected_module.LLM", Effect.TO_FILL, true);
    private static final SettingsFinding UNSAID = finding(0, "server.ip", Effect.DEFAULT, true);

    private final Queue<Runnable> frames = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final List<NavigationTarget> gone = new ArrayList<>();
    private Texts.Language language = Texts.Language.ENGLISH;
    private final CheckViewModel check = new CheckViewModel(
        new ViewContext(engine, engine, new FxPump(time, frames::add), time, () -> new Texts(language), gone::add, null, new SimpleBooleanProperty()));

    @Test
    void whatMattersAndDoesNotHoldStandsFirstAndTheAssistantBeforeTheVoice() {
        show(UNSAID, PORT, OTHER, SPELLING, VOICE, MODEL);
        assertThat(check.rows().items()).containsExactly(MODEL, VOICE, UNSAID, PORT, OTHER, SPELLING);
        assertThat(check.report().get().holds()).isFalse();
        show(UNSAID, PORT, OTHER, SPELLING);
        assertThat(check.report().get().holds()).isTrue();
    }

    @Test
    void whatHoldsAsItIsCanBeLeftOut() {
        show(UNSAID, PORT, OTHER, SPELLING, VOICE);
        check.onlyDifferences().set(true);
        assertThat(check.rows().items()).containsExactly(VOICE, UNSAID, SPELLING);
        check.onlyDifferences().set(false);
        assertThat(check.rows().items()).hasSize(5);
    }

    @Test
    void keyValueAndSentenceAreSearchedInTheLanguageThatIsShown() {
        show(PORT, VOICE);
        check.filter().set("  SERVER.po ");
        assertThat(check.rows().items()).containsExactly(PORT);
        check.filter().set("written-4");
        assertThat(check.rows().items()).containsExactly(VOICE);
        check.filter().set("english only");
        assertThat(check.rows().items()).containsExactly(VOICE);
        language = Texts.Language.CHINESE;
        check.filter().set("English only");
        assertThat(check.rows().items()).isEmpty();
        check.filter().set("");
        assertThat(check.rows().items()).containsExactly(VOICE, PORT);
    }

    @Test
    void aFilterStaysWhenTheFileIsReadAgain() {
        check.filter().set("selected");
        show(PORT, MODEL);
        show(PORT, VOICE);
        assertThat(check.rows().items()).containsExactly(VOICE);
    }

    @Test
    void everyRemedyIsOneClick() {
        check.settle(new Remedy.Choose("selected_module.TTS", "espeak"));
        assertThat(engine.sentCommands).containsExactly(new Command.ApplySettings(Map.of("selected_module.TTS", "espeak")));
        check.settle(new Remedy.Fill("LLM.ChatGLMLLM.api_key"));
        check.settle(new Remedy.Fill("manager-api.url"));
        check.settle(new Remedy.Add(ProviderKind.TTS));
        check.toSettings();
        assertThat(gone).containsExactly(NavigationTarget.of("models", "LLM.ChatGLMLLM.api_key"), NavigationTarget.of("settings", "manager-api.url"),
            NavigationTarget.of("models", "TTS"), NavigationTarget.of("settings"));
    }

    @Test
    void aLineIsOpenedInTheFileThatWasReadAndNowhereWithoutOne() {
        check.open(4);
        assertThat(engine.sentCommands).isEmpty();
        show(VOICE);
        check.open(4);
        assertThat(engine.sentCommands).containsExactly(new Command.OpenFile(FILE, 4));
    }

    private void show(SettingsFinding... findings) {
        engine.settingsReport.set(new SettingsReport(Optional.of(FILE), List.of(findings)));
        while (!frames.isEmpty()) {
            frames.remove().run();
        }
    }

    private static SettingsFinding finding(int line, String key, Effect effect, boolean important) {
        Text text = effect == Effect.REPLACED ? new Text("check.standin.freetts", List.of("EdgeTTS")) : new Text("check.used", List.of());
        return new SettingsFinding(line, key, "written-" + line, effect, important, text, List.of());
    }
}
