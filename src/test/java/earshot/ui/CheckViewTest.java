package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.engine.Command;
import earshot.engine.ProblemEntry;
import earshot.engine.SettingsFinding;
import earshot.engine.SettingsFinding.Effect;
import earshot.engine.SettingsFinding.Remedy;
import earshot.engine.SettingsFinding.Text;
import earshot.engine.SettingsReport;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Texts.Language;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import org.junit.jupiter.api.Test;

class CheckViewTest extends ConsoleFixture {
    private static final Path FILE = Path.of("/home/someone/.config.yaml");
    private static final SettingsFinding USED = new SettingsFinding(1, "server.port", "9000", Effect.USED, true, new Text("check.used", List.of()), List.of());
    private static final SettingsFinding VOICE = new SettingsFinding(6, "selected_module.TTS", "EdgeTTS", Effect.REPLACED, true,
        new Text("check.standin.freetts", List.of("EdgeTTS")),
        List.of(new Remedy.Choose("selected_module.TTS", "espeak"), new Remedy.Add(ProviderKind.TTS)));
    private static final SettingsFinding MODEL = new SettingsFinding(4, "selected_module.LLM", "ChatGLMLLM", Effect.TO_FILL, true,
        new Text("check.model.fill", List.of("ChatGLMLLM", "api_key", "check.builtin.echo")), List.of(new Remedy.Fill("LLM.ChatGLMLLM.api_key")));

    @Test
    void theNoticeLeadsToTheListWhereOneClickSettlesALine() {
        engine.problems.set(List.of(new ProblemEntry(1, Problem.of(ProblemCode.SETTINGS_DIFFER, new ProblemSubject.SettingsFile(FILE.toString()), FILE, 2, ""),
            time.now(), time.now(), 1, Optional.empty())));
        engine.settingsReport.set(new SettingsReport(Optional.of(FILE), List.of(USED, MODEL, VOICE)));
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showView("settings"));
        RenderedFrames.await(4);
        assertThat(text("#check-entry")).isEqualTo("Settings check (2)");
        fire("#check-entry");
        RenderedFrames.await(4);

        assertThat(RenderedFrames.onFx(() -> List.copyOf(((ListView<?>) lookup(".finding-list")).getItems()))).isEqualTo(List.of(MODEL, VOICE, USED));
        assertThat(words(".pill")).contains("2 to fix", "to fill in", "replaced", "used");
        assertThat(words(".finding-row .muted")).anySatisfy(words -> assertThat(words).contains("EdgeTTS", "English only"));
        press("Choose espeak");
        press("line 6");
        assertThat(engine.sentCommands).contains(new Command.ApplySettings(Map.of("selected_module.TTS", "espeak")), new Command.OpenFile(FILE, 6));
        press("Add a voice…");
        assertThat(node("#rail-models").getPseudoClassStates()).anyMatch(state -> state.getPseudoClassName().equals("selected"));
    }

    @Test
    void whatIsLeftToFillInHasTheFocusInItsForm() {
        ScreenshotScene.MODELS_ASSISTANT.arrange(engine, time);
        String alias = engine.models.get().providers().stream().filter(provider -> provider.kind() == ProviderKind.LLM && !provider.embedded()).findFirst()
            .orElseThrow().alias();
        engine.settingsReport.set(new SettingsReport(Optional.of(FILE), List.of(new SettingsFinding(4, "selected_module.LLM", alias, Effect.TO_FILL, true,
            new Text("check.model.fill", List.of(alias, "api_key", "check.builtin.echo")), List.of(new Remedy.Fill("LLM." + alias + ".api_key"))))));
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showView("check"));
        RenderedFrames.await(4);
        press("Enter api_key…");
        RenderedFrames.await(4);
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner().getId())).isEqualTo("key");
    }

    @Test
    void aProblemAboutTheFileLeadsToTheList() {
        assertThat(NavigationTarget.of(new ProblemSubject.SettingsFile(FILE.toString()))).contains(NavigationTarget.of("check"));
        open(Language.CHINESE);
        RenderedFrames.runAndAwait(() -> console.showView("check"));
        RenderedFrames.await(4);
        assertThat(node("#rail-settings").getPseudoClassStates()).anyMatch(state -> state.getPseudoClassName().equals("selected"));
        assertThat(node("#rail-check")).isNull();
    }

    @Test
    void aKeyWithALineBreakStaysOnItsLine() {
        engine.settingsReport.set(new SettingsReport(Optional.of(FILE),
            List.of(new SettingsFinding(7, "plugins.two\nlines", "a\tb", Effect.UNUSED, false, new Text("check.used", List.of()), List.of()))));
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showView("check"));
        RenderedFrames.await(4);
        assertThat(words(".finding-row .label")).contains("plugins.two lines: a b");
    }

    @Test
    void aFileThatCannotBeReadIsNotToldAsNoFile() {
        engine.problems.set(List.of(new ProblemEntry(1, ModelsStateSamples.unreadable(), time.now(), time.now(), 1, Optional.empty())));
        open(Language.ENGLISH);
        RenderedFrames.runAndAwait(() -> console.showView("check"));
        RenderedFrames.await(4);
        assertThat(words(".check .pill")).containsExactly("Cannot be read");
        assertThat(words(".check .empty .label")).contains("The settings in /home/me/.earshot/settings.yaml could not be read.")
            .anyMatch(words -> words.startsWith("Line 14: "));
        assertThat(node(".check .empty .icon-check")).isNull();
        press("Open the file at line 14");
        assertThat(engine.sentCommands).contains(new Command.OpenFile(Path.of("/home/me/.earshot/settings.yaml"), 14));
    }

    private void press(String label) {
        RenderedFrames.runAndAwait(() -> nodes().stream().filter(Button.class::isInstance).map(Button.class::cast)
            .filter(button -> button.getText().equals(label)).findFirst().orElseThrow().fire());
        RenderedFrames.await(4);
    }
}
