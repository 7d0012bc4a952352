package earshot.ui;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.asr.WhisperModelSample;
import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.engine.ModelsState;
import earshot.engine.SpeechFactoryFake;
import earshot.remote.FileServerFake;
import earshot.remote.ProviderKind;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import earshot.ui.kit.Texts.Language;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The models of Whisper in a window over a real engine, fetched from a server on this computer.
class WhisperModelsClickTest extends ConsoleFixture {
    private static final SystemTime TIME = new SystemTime();

    private final FileServerFake server = new FileServerFake();
    private Engine real;

    @AfterEach
    void stop() {
        real.close();
        server.close();
    }

    @Test
    void aModelIsOfferedWithItsCostFetchedCancelledTakenUpAgainAndChosen() {
        byte[] model = WhisperModelSample.bytes();
        server.serve("/ggml-tiny.bin", model);
        server.waitAt(model.length / 2);
        open("assistant: echo\n");
        assertThat(words(".whisper-model .label")).contains("tiny", "78 MB download, 273 MB of memory · 99 languages · fast, for simple sentences")
            .anyMatch(line -> line.startsWith("488 MB"));
        assertThat(server.requests).as("nothing is asked for before a click").isEmpty();
        press(0, "Download and use");
        await().until(() -> RenderedFrames.onFx(() -> bar().getProgress()) > 0.4);
        assertThat(RenderedFrames.onFx(() -> bar().getProgress())).isBetween(0.4, 0.6);
        press(0, "Cancel");
        await().until(() -> has(0, "Continue download"));
        assertThat(last(0)).as("where Cancel was, so that a second click does not delete it").isEqualTo("Continue download");
        assertThat(chosen()).isEmpty();
        assertThat(words("#whisperFailure")).as("who cancels knows it").isEmpty();
        server.goOn();
        press(0, "Continue download");
        await().until(() -> chosen().isPresent());
        assertThat(server.requests).filteredOn(request -> request.startsWith("/ggml-tiny.bin ")).hasSize(1);
        assertThat(home.resolve("models/whisper/ggml-tiny.bin")).hasBinaryContent(model);
        await().until(() -> words(".whisper-model .label").contains("in use"));
        assertThat(last(0)).isEqualTo("in use");
        await().until(() -> words("#parts .label").stream().anyMatch(line -> line.contains("heard") || line.contains("understood") || line.contains(" ms")));
        await().until(() -> real.model().activeComponents().get().recognizer().equals("Whisper (tiny)"));
        RenderedFrames.runAndAwait(() -> language().setValue(Optional.of("zh")));
        await().until(() -> real.model().models().get().providers().stream().anyMatch(provider -> "zh".equals(provider.fields().get("language"))));
        press(0, "Delete");
        await().until(() -> has(0, "Download and use"));
        assertThat(home.resolve("models/whisper")).isEmptyDirectory();
    }

    @Test
    void aWrongChecksumATooSmallDiskAndAServerWithoutTheFileAreTold() {
        byte[] model = WhisperModelSample.bytes();
        server.files.put("/ggml-base.bin", model);
        server.serve("/ggml-small.bin", model);
        open("assistant: echo\n");
        press(0, "Download and use");
        await().until(() -> text("#whisperFailure").startsWith("127.0.0.1 does not give the file.") && text("#whisperFailure").contains("404"));
        press(1, "Download and use");
        await().until(() -> text("#whisperFailure").startsWith("ggml-base.bin arrived damaged"));
        assertThat(text("#whisperFailure")).contains("60ed5bc3dd14eea856493d334349b405782ddcaf0028d4b5df4088345fba2efe", FileServerFake.sha256(model));
        server.claimed = 1L << 60;
        press(2, "Download and use");
        await().until(() -> text("#whisperFailure").startsWith("There is too little space for ggml-small.bin."));
        assertThat(chosen()).isEmpty();
        assertThat(home.resolve("models/whisper/ggml-small.bin")).doesNotExist();
    }

    private void open(String settings) {
        try {
            Files.writeString(home.resolve("settings.yaml"),
                "server: {ip: 127.0.0.1, port: 0, http_port: 0}\nwhisper: {models_url: '" + server.address() + "/'}\n" + settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        real = Engine.start(new EngineOptions(new HomeDirectory(home), Optional.empty(), Map.of(), TIME, new SpeechFactoryFake("what is your name")));
        console = ConsoleWindow.open(real.model(), real::send, home, new ConsoleOptions(TIME, Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH)));
        RenderedFrames.await(4);
        RenderedFrames.runAndAwait(() -> console.showView("models"));
        RenderedFrames.runAndAwait(() -> ((TabPane) lookup("#modelTabs")).getSelectionModel().select(1));
        await().until(() -> all(".whisper-model").size() == 3);
    }

    private Optional<String> chosen() {
        return real.model().models().get().selectedProviders().stream().filter(selected -> selected.kind() == ProviderKind.ASR).findFirst()
            .flatMap(ModelsState.SelectedProvider::written).filter("whisper"::equals);
    }

    private List<Button> buttons(int row, String text) {
        Node whole = ((VBox) lookup("#whisperModels")).getChildren().get(row);
        return whole.lookupAll(".button").stream().map(Button.class::cast).filter(button -> button.getText().equals(text)).toList();
    }

    private boolean has(int row, String text) {
        return RenderedFrames.onFx(() -> !buttons(row, text).isEmpty());
    }

    /// What stands at the end of the first line of a row.
    private String last(int row) {
        return RenderedFrames.onFx(() -> ((Labeled) ((HBox) ((VBox) ((VBox) lookup("#whisperModels")).getChildren().get(row)).getChildren().getFirst()).getChildren().getLast()).getText());
    }

    private void press(int row, String text) {
        await().until(() -> has(row, text));
        RenderedFrames.runAndAwait(() -> buttons(row, text).getFirst().fire());
    }

    private ProgressBar bar() {
        return (ProgressBar) lookup(".whisper-model .progress-bar");
    }

    @SuppressWarnings("unchecked")
    private ComboBox<Optional<String>> language() {
        return (ComboBox<Optional<String>>) lookup("#whisperLanguage");
    }
}
