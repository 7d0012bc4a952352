package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.SettingsHistory;
import earshot.config.SettingsLayer;
import earshot.engine.Command;
import earshot.engine.LocalModelServer;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.engine.Operation;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.engine.OperationKind;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import earshot.tool.ToolServerStatus;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Texts.Language;
import earshot.watch.MutableWatch;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;

/// The models view in a window, by clicks and keys.
class ModelsViewTest extends ConsoleFixture {
    private final Map<Class<?>, Outcome> outcomes = new HashMap<>();
    private final FxRobot robot = SharedRobot.ROBOT;

    private Operation send(Command command) {
        Operation done = engine.apply(command);
        if (!outcomes.containsKey(command.getClass())) {
            return done;
        }
        EngineFake.Running answered = new EngineFake.Running(OperationKind.TRY, time.now(), new Operation.Progress("", List.of(), Optional.empty()));
        answered.outcome().complete(outcomes.get(command.getClass()));
        return answered;
    }

    @Test
    @DisplayName("a key that tries a part can be pressed again: the row that is built anew for the result keeps the focus")
    void triesAgain() {
        Outcome failed = new Outcome.Failed(ModelsStateSamples.unreadable());
        outcomes.putAll(Map.of(Command.TryModel.class, failed, Command.TryRecognizer.class, failed));
        mapping();
        tab(1);
        for (String list : List.of("#parts", "#providers")) {
            engine.sentCommands.clear();
            focus(() -> lookup(list).lookupAll(".button").stream().filter(node -> ((Button) node).getText().equals("Try")).findFirst().orElseThrow());
            key(KeyCode.SPACE);
            key(KeyCode.SPACE);
            assertThat(engine.sentCommands).as(list).hasSize(2);
        }
    }

    @Test
    @DisplayName("U28, U31: each purpose is a row with what is written, what is in force and why, and from when it holds")
    void rows() {
        mapping();
        assertThat(all(".purpose")).hasSize(7);
        assertThat(words()).contains("big (big-2)", "used for purposes without an entry").anyMatch(line -> line.startsWith("own entry · rev 12, since"))
            .anyMatch(line -> line.startsWith("← fallback: no model \"bigg\""));
        assertThat(words().stream().filter("now"::equals)).hasSize(7);
    }

    @Test
    @DisplayName("U29: what is wrong stands below the row while it is typed, and one click mends it")
    void slips() {
        mapping();
        focus(() -> box("working").getEditor());
        robot.write("Big");
        pass();
        assertThat(words()).contains("No model \"Big\" – did you mean \"big\"?");
        press("Use big", 1);
        assertThat(box("working").getEditor().getText()).isEqualTo("big");
        assertThat(words()).noneMatch(line -> line.startsWith("No model"));
    }

    @Test
    void notNowIsRememberedForTheHome() {
        outcomes.put(Command.FindLocalServers.class, new Outcome.Done("",
            Optional.of(new Result.LocalServers(List.of(new LocalModelServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3:4b")))))));
        engine.models.set(ModelsStateSamples.none(time.now()));
        open(Language.ENGLISH, this::send);
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().lookup("#offer").isVisible())).isTrue();
        RenderedFrames.runAndAwait(() -> ((Button) console.stage().getScene().lookup("#offerNot")).fire());
        console.close();
        open(Language.ENGLISH, this::send);
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().lookup("#offer").isVisible())).isFalse();
    }

    @Test
    @DisplayName("U30: a click on Try shows the time to the first word")
    void tries() {
        outcomes.put(Command.TryModel.class,
            new Outcome.Done("", Optional.of(new Result.Answered("big (big-2)", Duration.ofMillis(412), Duration.ofMillis(905), "Good afternoon!", ""))));
        mapping();
        press("Try", 1);
        assertThat(engine.sentCommands).containsExactly(new Command.TryModel("meeting"));
        assertThat(words()).contains("✔ 412 ms to the first word, 905 ms in all", "Good afternoon!");
    }

    @Test
    @DisplayName("U31, U32: Ctrl+Enter applies all changes as one, Ctrl+Z and Ctrl+Shift+Z undo and redo, but what is typed first")
    void keys() {
        mapping();
        focus(() -> box("working").getEditor());
        robot.write("small");
        key(KeyCode.CONTROL, KeyCode.Z);
        assertThat(engine.sentCommands).as("takes the typing back").isEmpty();
        RenderedFrames.runAndAwait(() -> box("working").getEditor().setText("big"));
        pass();
        key(KeyCode.CONTROL, KeyCode.ENTER);
        assertThat(engine.sentCommands).containsExactly(new Command.EditAll(List.of(new Command.SetPurpose("working", "big", Map.of()))));
        focus(() -> lookup("#modelTabs"));
        key(KeyCode.CONTROL, KeyCode.Z);
        assertThat(engine.sentCommands).last().isEqualTo(new Command.UndoSettings());
        engine.history.update(now -> new SettingsHistory(now.revisions(), Optional.empty(), now.undo(), Optional.empty()));
        pass();
        key(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertThat(engine.sentCommands).last().isEqualTo(new Command.RedoSettings());
    }

    @Test
    @DisplayName("U32: the focus stays at Undo and Redo when nothing is left to take back, and no other button gets the next key")
    void focusStaysAtUndo() {
        mapping();
        SettingsHistory some = engine.history.get();
        for (String button : List.of("#undo", "#redo")) {
            engine.history.set(new SettingsHistory(some.revisions(), some.undo(), some.undo(), Optional.empty()));
            pass();
            focus(() -> lookup(button));
            key(KeyCode.SPACE);
            boolean undone = button.equals("#undo");
            engine.history.set(new SettingsHistory(some.revisions(), undone ? Optional.empty() : some.undo(), undone ? some.undo() : Optional.empty(),
                Optional.empty()));
            pass();
            RenderedFrames.await(3);
            assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner())).as(button).isNotInstanceOf(ButtonBase.class);
            engine.sentCommands.clear();
            key(KeyCode.SPACE);
            assertThat(engine.sentCommands).as(button).isEmpty();
            engine.history.set(new SettingsHistory(some.revisions(), some.undo(), some.undo(), Optional.empty()));
            pass();
            assertThat(RenderedFrames.onFx(() -> lookup(button).isFocused())).as(button).isTrue();
        }
    }

    @Test
    @DisplayName("U32: the undo button bears the name of what it takes back, underscores and all")
    void undoIsNamed() {
        mapping();
        assertThat(((Labeled) node("#undo")).getText()).isEqualTo("Undo: Model for coding → bigg (rev 13)");
        assertThat(RenderedFrames.onFx(() -> ((Labeled) lookup("#undo")).isMnemonicParsing())).isFalse();
        fire("#undo");
        assertThat(engine.sentCommands).containsExactly(new Command.UndoSettings());
    }

    @Test
    @DisplayName("U32: the history shows before and after, and restores")
    void history() {
        mapping();
        tab(2);
        RenderedFrames.runAndAwait(() -> ((ListView<?>) lookup("#revisions")).getSelectionModel().select(1));
        pass();
        assertThat(words()).contains("llm_by_mode.meeting", "small", "LLM.big.api_key", "***", "not set");
        fire("#restore");
        assertThat(engine.sentCommands).contains(new Command.RestoreSettings(12));
    }

    @Test
    @DisplayName("U33: a file that cannot be read is told with its line, and the last good one is a click away")
    void broken() {
        ScreenshotScene.BROKEN.arrange(engine, time);
        open(Language.ENGLISH, this::send);
        pass();
        assertThat(((Labeled) node("#brokenWhere")).getText()).startsWith("Line 14: ");
        fire("#brokenRestore");
        assertThat(engine.sentCommands).contains(new Command.RestoreSettings(12));
        fire("#brokenWithout");
        assertThat(node("#broken").isVisible()).isFalse();
    }

    @Test
    @DisplayName("From a fresh home to one's own model by the keyboard: add, key, list, choose, save; a refused key is said and marked")
    void addsAModel() {
        ScreenshotScene.MODELS_EMPTY.arrange(engine, time);
        open(Language.ENGLISH, this::send);
        console.showView("models");
        pass();
        fire("#addModel");
        pass();
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner().getId())).as("where one begins").isEqualTo("key");
        outcomes.put(Command.ListModels.class, new Outcome.Failed(
            Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, new ProblemSubject.Setting("LLM.openai.api_key"), "openai", "401", "Incorrect API key")));
        robot.write("sk-wrong").press(KeyCode.ENTER).release(KeyCode.ENTER);
        pass();
        assertThat(((Labeled) node("#failure")).getText()).contains("refuses the key").contains("→ ");
        assertThat(node("#key").getStyleClass()).contains("wrong");
        fire("#language");
        assertThat(node("#key")).as("the form stays when the language changes").matches(Node::isVisible);
        fire("#language");
        outcomes.put(Command.ListModels.class, new Outcome.Done("", Optional.of(new Result.ModelNames(List.of("m-1", "m-2")))));
        focus(() -> lookup("#key"));
        RenderedFrames.runAndAwait(() -> ((TextField) lookup("#key")).setText("sk-right"));
        robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
        pass();
        assertThat(RenderedFrames.onFx(() -> List.copyOf(((ComboBox<String>) lookup("#modelField")).getItems()))).containsExactly("m-1", "m-2");
        robot.press(KeyCode.DOWN).release(KeyCode.DOWN);
        assertThat(RenderedFrames.onFx(() -> ((ComboBox<String>) lookup("#modelField")).getEditor().getText())).as("the first of the list").isEqualTo("m-1");
        RenderedFrames.runAndAwait(() -> ((ComboBox<String>) lookup("#modelField")).hide());
        RenderedFrames.runAndAwait(() -> ((ComboBox<String>) lookup("#modelField")).getEditor().setText("m-2"));
        engine.sentCommands.clear();
        outcomes.put(Command.TryProviderDraft.class,
            new Outcome.Done("", Optional.of(new Result.Answered("openai (m-2)", Duration.ofMillis(300), Duration.ofMillis(600), "Hello.", ""))));
        key(KeyCode.CONTROL, KeyCode.ENTER);
        assertThat(engine.sentCommands).hasExactlyElementsOfTypes(Command.TryProviderDraft.class, Command.EditAll.class);
        Command.PutProvider written = (Command.PutProvider) ((Command.EditAll) engine.sentCommands.getLast()).edits().getFirst();
        assertThat(written.fields()).containsEntry("model_name", "m-2");
        assertThat(written.secret()).hasValue("sk-right");
        assertThat(node("#key").getParent().getParent().isVisible()).as("the form").isFalse();
        assertThat(RenderedFrames.onFx(() -> ((TextField) lookup("#key")).getText())).as("the key is let go of").isEmpty();
    }

    @Test
    void theButtonsStayWhereTheyArePressedWhenFieldsAreWrong() {
        ScreenshotScene.MODELS_EMPTY.arrange(engine, time);
        open(Language.ENGLISH, this::send);
        console.showView("models");
        pass();
        fire("#addModel");
        pass();
        RenderedFrames.runAndAwait(() -> {
            ((TextField) lookup(".provider-form #alias")).setText("");
            ((TextField) lookup(".provider-form #address")).setText("no address");
        });
        pass();
        List<Point2D> before = placesOfButtons();
        fire("#save");
        pass();
        assertThat(List.of(((Labeled) node("#aliasWrong")).getText(), ((Labeled) node("#addressWrong")).getText())).noneMatch(String::isBlank);
        assertThat(placesOfButtons()).isEqualTo(before);
        outcomes.put(Command.TryProviderDraft.class, new Outcome.Failed(
            Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, new ProblemSubject.Setting("LLM.openai.api_key"), "openai", "401", "Incorrect API key")));
        RenderedFrames.runAndAwait(() -> {
            ((TextField) lookup(".provider-form #alias")).setText("openai");
            ((TextField) lookup(".provider-form #address")).setText("https://api.openai.com/v1");
            ((ComboBox<?>) lookup("#modelField")).getEditor().setText("m");
        });
        fire("#save");
        pass();
        assertThat(((Labeled) node("#failure")).getText()).contains("refuses the key").contains("\n");
        assertThat(placesOfButtons()).as("two lines about a field").isEqualTo(before);
    }

    /// Of those that save and cancel, below the title of the form.
    private List<Point2D> placesOfButtons() {
        return RenderedFrames.onFx(() -> Stream.of("#save", "#cancel")
            .map(button -> lookup(button).localToScene(0, 0).subtract(lookup("#formTitle").localToScene(0, 0))).toList());
    }

    @Test
    @DisplayName("More unfolds how a provider is reached; what is wrong there stands while it is typed, and headers are masked")
    void connection() {
        ScreenshotScene.MODELS_EMPTY.arrange(engine, time);
        open(Language.ENGLISH, this::send);
        console.showView("models");
        pass();
        fire("#addModel");
        pass();
        fire("#addAsr");
        pass();
        choose("type=custom");
        assertThat(node("#timeout")).as("folded").matches(field -> !shown(field));
        fire("#more");
        focus(() -> lookup("#timeout"));
        robot.write("soon");
        pass();
        assertThat(((Labeled) node("#timeoutWrong")).getText()).isEqualTo("Enter a number of seconds from 1 to 600.");
        key(KeyCode.CONTROL, KeyCode.Z);
        robot.write("20");
        fire("#addHeader");
        robot.write("X-Key").press(KeyCode.TAB).release(KeyCode.TAB).write("abc");
        pass();
        assertThat(lookup("#headerRows .password-field")).isInstanceOfSatisfying(TextField.class, field -> assertThat(field.getText()).isEqualTo("abc"));
        fire("#standIn");
        outcomes.put(Command.TryProviderDraft.class, new Outcome.Failed(
            Problem.of(ProblemCode.PROVIDER_TIMEOUT, new ProblemSubject.Setting("ASR.http.timeout"), "http", "http://127.0.0.1:9000/asr", 20.0)));
        fire("#save");
        pass();
        assertThat(((Command.TryProviderDraft) engine.sentCommands.getLast()).draft().fields()).containsEntry("timeout", 20)
            .containsEntry("headers", Map.of("X-Key", "abc")).containsEntry("stand_in", false);
        assertThat(RenderedFrames.onFx(() -> lookup("#failure").localToScene(lookup("#failure").getLayoutBounds()).getMaxY()))
            .as("what came of it is seen").isLessThan(RenderedFrames.onFx(() -> console.stage().getScene().getHeight()) - 40);
        engine.models.update(now -> new ModelsState(now.purposes(), List.of(new Provider(ProviderKind.ASR, "own", List.of(),
            Map.of("type", "custom", "url", "https://asr.example/", "headers", Map.of("X-Key", "abc…wxyz")), SettingsLayer.CONSOLE, false)),
            now.selectedProviders(), now.persona(), now.personas(), now.installedVoices()));
        pass();
        console.showPlace(NavigationTarget.of("models", "ASR.own"));
        pass();
        assertThat(((TextField) lookup("#headerRows .password-field")).getPromptText()).isEqualTo("abc…wxyz stays; type to replace it");
        choose("type=wyoming");
        assertThat(List.of(node("#timeout"), node("#standIn"))).allMatch(ConsoleFixture::shown);
        assertThat(List.of(node("#proxy"), node("#headerBox"))).as("by TCP there are none").noneMatch(ConsoleFixture::shown);
    }

    private void choose(String type) {
        ComboBox<?> protocol = (ComboBox<?>) lookup("#protocol");
        RenderedFrames.runAndAwait(() -> protocol.getSelectionModel().select(IntStream.range(0, protocol.getItems().size())
            .filter(i -> protocol.getItems().get(i).toString().contains(type)).findFirst().orElseThrow()));
        pass();
    }

    @Test
    @DisplayName("A service that asks for several keys has a field for each, under the name that it has in the settings")
    void severalKeys() {
        ScreenshotScene.MODELS_EMPTY.arrange(engine, time);
        open(Language.ENGLISH, this::send);
        console.showView("models");
        pass();
        fire("#addModel");
        pass();
        fire("#addAsr");
        pass();
        choose("type=tencent");
        assertThat(node("#key").isVisible()).isFalse();
        assertThat(node("#modelBox").isVisible()).as("it has no model to choose").isFalse();
        RenderedFrames.runAndAwait(() -> ((TextField) lookup("#secret_id")).setText("AKID4711"));
        RenderedFrames.runAndAwait(() -> ((TextField) lookup("#secret_key")).setText("Gu5t4711"));
        outcomes.put(Command.TryProviderDraft.class,
            new Outcome.Failed(Problem.of(ProblemCode.PROVIDER_KEY_REFUSED, new ProblemSubject.Setting("ASR.tencentcloud.secret_key"), "tencentcloud", "AuthFailure", "no")));
        fire("#save");
        pass();
        assertThat(((Labeled) node("#failure")).getText()).contains("refuses the key");
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner().getId())).isEqualTo("secret_key");
        Command.PutProvider tried = ((Command.TryProviderDraft) engine.sentCommands.getLast()).draft();
        assertThat(tried.fields()).containsEntry("secret_id", "AKID4711").containsEntry("secret_key", "Gu5t4711");
    }

    @Test
    @DisplayName("who removes what is chosen is told what is chosen then, and that is done with it in one change")
    void removesWhatIsChosen() {
        mapping();
        tab(1);
        remove("funasr");
        assertThat(words()).contains("It is chosen now; the recogniser inside Earshot (sphinx4) will hear instead. Undo brings all of it back.");
        press("Remove provider", 0);
        assertThat(engine.sentCommands).containsExactly(new Command.EditAll(List.of(new Command.RemoveProvider(ProviderKind.ASR, "funasr"),
            new Command.SelectProvider(ProviderKind.ASR, "sphinx4"))));
        engine.sentCommands.clear();
        remove("small");
        assertThat(words()).contains(
            "It is chosen now; Echo will answer instead. Purposes that name it will have no model of their own: default. Undo brings all of it back.");
        press("Remove provider", 0);
        assertThat(engine.sentCommands).containsExactly(new Command.EditAll(List.of(new Command.RemoveProvider(ProviderKind.LLM, "small"),
            new Command.SelectProvider(ProviderKind.LLM, "echo"), new Command.ClearPurpose("default"))));
        engine.sentCommands.clear();
        remove("alloy");
        assertThat(words()).contains("Nothing uses it. Undo brings all of it back.");
        press("Remove provider", 0);
        assertThat(engine.sentCommands).containsExactly(new Command.EditAll(List.of(new Command.RemoveProvider(ProviderKind.TTS, "alloy"))));
    }

    private void remove(String alias) {
        RenderedFrames.runAndAwait(() -> ((Button) lookup("#providers").lookupAll(".provider").stream()
            .filter(box -> box.lookupAll(".label").stream().anyMatch(label -> ((Labeled) label).getText().matches(alias + "( · .*)?")))
            .findFirst().orElseThrow()
            .lookupAll(".button").stream().filter(button -> ((Button) button).getText().equals("Remove…")).findFirst().orElseThrow()).fire());
        pass();
    }

    @ParameterizedTest
    @CsvSource({"timeout,timeout", "stand_in,save", "host,address", "http_proxy,proxy"})
    @DisplayName("a problem of a provider leads to the field that mends it, or to trying it again where the form has none")
    void problemsLeadToTheForm(String key, String focused) {
        mapping();
        console.showPlace(NavigationTarget.of("models", "ASR.funasr." + key));
        pass();
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner().getId())).isEqualTo(focused);
    }

    @Test
    @DisplayName("A fresh home is offered the models that run on this computer, wherever one is, and takes them by one click")
    void offer() {
        outcomes.put(Command.FindLocalServers.class, new Outcome.Done("", Optional
            .of(new Result.LocalServers(List.of(new LocalModelServer("Ollama", "ollama", "http://127.0.0.1:11434/v1", List.of("qwen3_4b", "llama")))))));
        ScreenshotScene.MODELS_EMPTY.arrange(engine, time);
        open(Language.ENGLISH, this::send);
        pass();
        assertThat(((Labeled) node("#offerWhat")).getText()).isEqualTo("Ollama runs on this computer with 2 models. Let it answer?");
        fire("#offerUse");
        assertThat(engine.sentCommands).filteredOn(Command.EditAll.class::isInstance).singleElement()
            .isInstanceOfSatisfying(Command.EditAll.class,
                editAll -> assertThat(editAll.edits()).last().isEqualTo(new Command.SelectProvider(ProviderKind.LLM, "ollama")));
        assertThat(node("#offer").isVisible()).isFalse();
    }

    @Test
    void aTypedSentenceRunsAsIfTheDeviceHadHeardIt() {
        ScreenshotScene.ONE.arrange(engine, time);
        open(Language.ENGLISH, this::send);
        console.showDevice(new DeviceId("94:a9:90:00:00:01"));
        pass();
        focus(() -> lookup("#sentence"));
        robot.write("what time is it").press(KeyCode.ENTER).release(KeyCode.ENTER);
        pass();
        assertThat(engine.sentCommands).containsExactly(new Command.Say(new DeviceId("94:a9:90:00:00:01"), "what time is it"));
        assertThat(((TextField) node("#sentence")).getText()).isEmpty();
        fire("#say");
        assertThat(engine.sentCommands).as("nothing to say").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({ "MODELS_EMPTY, ENGLISH", "MODELS_EMPTY, CHINESE", "MODELS_MAPPING, ENGLISH", "MODELS_MAPPING, CHINESE", "MODELS_ASSISTANT, ENGLISH",
        "MODELS_ASSISTANT, CHINESE",
        "MODELS_FORM, ENGLISH", "MODELS_FORM, CHINESE", "MODELS_HISTORY, ENGLISH", "MODELS_HISTORY, CHINESE", "MODELS_CROWDED, ENGLISH",
        "MODELS_CROWDED, CHINESE" })
    @DisplayName("U42, U44: no text is cut at 1280x800 in either language, and every control has a name")
    void nothingIsCut(ScreenshotScene scene, Language language) {
        scene.arrange(engine, time);
        console = ConsoleWindow.open(engine, engine, home, new ConsoleOptions(time, Optional.of(Theme.LIGHT), Optional.of(language)));
        RenderedFrames.await(4);
        scene.act(console);
        pass();
        assertThat(RenderedFrames
            .onFx(() -> nodes().stream().filter(node -> node instanceof Labeled labeled && labeled.isTextTruncated() && shown(labeled) && !mayBeCut(labeled))
            .map(node -> ((Labeled) node).getText() + " " + node.getStyleClass()).toList())).isEmpty();
        assertThat(RenderedFrames.onFx(() -> nodes().stream().filter(ConsoleFixture::shown).filter(ConsoleFixture::nameless).map(Object::toString).toList()))
            .isEmpty();
    }

    /// The summary in the list of revisions is one line and may be cut; the full text is shown beside it.
    private static boolean mayBeCut(Labeled labeled) {
        for (Node at = labeled; at != null; at = at.getParent()) {
            if (at.getStyleClass().contains("revision-cell")) {
                return true;
            }
        }
        return "undo".equals(labeled.getId()) || "redo".equals(labeled.getId());
    }

    @Test
    @DisplayName("U48: tool servers show what their programs write, and are restarted by a click")
    void toolServers() {
        mapping();
        MutableWatch<List<String>> output = new MutableWatch<>(List.of());
        ToolServerStatus broken = new ToolServerStatus("home", ToolServerStatus.Availability.BROKEN, List.of(), Optional.of("it ended"), output);
        engine.toolServers.set(Optional.empty());
        tab(1);
        assertThat(text("#noTools")).startsWith("Not read yet.");
        engine.toolServers.set(Optional.of(List.of()));
        pass(Duration.ofMillis(300));
        assertThat(text("#noTools")).startsWith("None:");
        engine.toolServers.set(Optional.of(List.of(broken)));
        pass(Duration.ofMillis(300));
        assertThat(shown(node("#noTools"))).isFalse();
        assertThat(shown(node("#tools .toggle-button"))).as("it wrote nothing").isFalse();
        output.set(List.of("Traceback", "KeyError: 'HOME_TOKEN'"));
        pass(Duration.ofMillis(300));
        RenderedFrames.runAndAwait(() -> ((ToggleButton) lookup("#tools .toggle-button")).fire());
        assertThat(((TextArea) node("#tools .text-area")).getText()).isEqualTo("Traceback\nKeyError: 'HOME_TOKEN'");
        engine.toolServers
            .set(Optional.of(List.of(new ToolServerStatus("home", ToolServerStatus.Availability.STARTING, List.of(), Optional.empty(), output))));
        output.set(List.of("ready"));
        pass(Duration.ofMillis(300));
        assertThat(((TextArea) node("#tools .text-area")).getText()).as("it stays open, and follows").isEqualTo("ready");
        press("Restart", 0);
        assertThat(engine.sentCommands).contains(new Command.RestartToolServer("home"));
    }

    private void mapping() {
        ModelsStateSamples.arrange(engine, time);
        open(Language.ENGLISH, this::send);
        console.showView("models");
        pass();
        engine.sentCommands.clear();
    }

    private void tab(int number) {
        RenderedFrames.runAndAwait(() -> ((TabPane) lookup("#modelTabs")).getSelectionModel().select(number));
        pass();
    }

    private ComboBox<?> box(String purpose) {
        return (ComboBox<?>) console.stage().getScene().getRoot().lookupAll(".purpose .combo-box").stream()
            .filter(box -> box.getAccessibleText().endsWith(": " + purpose)).findFirst().orElseThrow();
    }

    /// Presses the visible button with this text; `number` counts from 0.
    private void press(String text, int number) {
        RenderedFrames.runAndAwait(
            () -> ((ButtonBase) nodes().stream().filter(node -> node instanceof ButtonBase button && text.equals(button.getText()) && shown(button))
                .skip(number).findFirst().orElseThrow()).fire());
        pass();
    }

    private void focus(java.util.function.Supplier<Node> node) {
        RenderedFrames.runAndAwait(() -> {
            console.stage().requestFocus();
            node.get().requestFocus();
        });
        RenderedFrames.await(2);
    }

    private void key(KeyCode... keys) {
        robot.press(keys).release(keys);
        pass();
    }

    @Override
    void fire(String id) {
        super.fire(id);
        pass();
    }

    private List<String> words() {
        return RenderedFrames.onFx(() -> nodes().stream().filter(ConsoleFixture::shown).filter(Labeled.class::isInstance)
            .map(node -> ((Labeled) node).getText()).filter(text -> text != null && !text.isBlank()).toList());
    }

    private void pass() {
        pass(Duration.ofMillis(50));
    }
}
