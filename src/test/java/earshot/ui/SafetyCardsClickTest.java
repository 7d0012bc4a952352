package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.access.Approval;
import earshot.engine.Command;
import earshot.engine.EngineExtension;
import earshot.engine.EngineState.Phase;
import earshot.engine.Operation;
import earshot.server.TlsSamples;
import earshot.time.SystemTime;
import earshot.time.TimeFake;
import earshot.ui.kit.FileDialogs;
import earshot.ui.kit.Texts.Language;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.MouseButton;
import javafx.stage.Window;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.robot.MouseRobot;
import org.testfx.util.WaitForAsyncUtils;

/// Backup, certificate, restart and approval, clicked with a mouse in the window of a running engine. Only the dialogs of the desktop are a fake.
class SafetyCardsClickTest {
    private static EngineExtension engine;
    /// Smaller than the toolkit's screen: it fails to draw a tooltip that reaches beyond.
    private static final double SIDE = 900;
    /// What a person picks next in a dialog of the desktop.
    private static Optional<Path> picked = Optional.empty();

    private static final List<Command> SENT = new CopyOnWriteArrayList<>();
    @TempDir
    private static Path directory;
    private static ConsoleWindow console;

    private static final class Dialogs implements FileDialogs {
        @Override
        public Optional<File> save(Window over, String title, String name, List<String> endings) {
            return picked.map(Path::toFile);
        }

        @Override
        public Optional<File> open(Window over, String title, List<String> endings) {
            return picked.map(Path::toFile);
        }
    }

    @BeforeAll
    static void start() {
        engine = new EngineExtension();
        engine.startFromFile("prompt: You are kind.\n");
        console = ConsoleWindow.open(engine.model(), SafetyCardsClickTest::send, directory,
            new ConsoleOptions(new SystemTime(), Optional.of(Theme.LIGHT), Optional.of(Language.ENGLISH), new Dialogs()));
        RenderedFrames.runAndAwait(() -> {
            // the robot reaches no further than the screen of the toolkit
            console.stage().setX(0);
            console.stage().setY(0);
            console.stage().setWidth(SIDE);
            console.stage().setHeight(SIDE);
        });
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        engine.close();
    }

    @BeforeEach
    void nothingSentYet() {
        // the robot throws what the toolkit ran into before, also in another class: its screen is too small for some windows
        WaitForAsyncUtils.clearExceptions();
        SENT.clear();
    }

    @Test
    @DisplayName("a backup is saved where the person says, and restored after a question; what is no backup is named")
    void backup() throws IOException {
        show("settings", "Backup");
        picked = Optional.empty();
        click("#backUp");
        assertThat(SENT).as("who picks nothing saves nothing").isEmpty();
        Path file = directory.resolve("mine.zip");
        picked = Optional.of(file);
        click("#backUp");
        awaitText("#backupLine", "Backed up to " + file);
        assertThat(file).isNotEmptyFile();

        click("#restoreBackup");
        clickInDialog("Cancel");
        assertThat(SENT).noneMatch(Command.RestoreHome.class::isInstance);
        click("#restoreBackup");
        clickInDialog("Restore");
        awaitText("#backupLine", "restarts with it");
        assertThat(SENT).last().isEqualTo(new Command.RestoreHome(file));

        picked = Optional.of(Files.writeString(directory.resolve("letter.zip"), "dear"));
        click("#restoreBackup");
        clickInDialog("Restore");
        awaitText("#backupLine", "It is not a backup of Earshot");
        assertThat(text("#backupLine")).contains("letter.zip");
    }

    @Test
    @DisplayName("the certificate's fingerprint is shown and copied, one's own is chosen, and what cannot be used is named")
    void certificate() throws Exception {
        show("settings", "Server");
        String made = madeFingerprint();
        awaitText("#fingerprint", made);
        assertThat(text("#certificateOrigin")).contains("made by Earshot");
        RenderedFrames.onFx(() -> Clipboard.getSystemClipboard().setContent(Map.of()));
        click("#copyFingerprint");
        assertThat(RenderedFrames.onFx(() -> Clipboard.getSystemClipboard().getString())).isEqualTo(made);
        assertThat(shown("#useMadeCertificate")).isFalse();

        picked = Optional.of(Files.writeString(directory.resolve("mine.pem"), TlsSamples.pem("one") + TlsSamples.key("one")));
        click("#chooseCertificate");
        awaitText("#certificateOrigin", "Your certificate");
        assertThat(text("#fingerprint")).isNotEqualTo(made).isEqualTo(TlsSamples.fingerprint("one"));
        assertThat(shown("#certificateFailure")).isFalse();

        picked = Optional.of(Files.writeString(directory.resolve("letter.pem"), "dear"));
        click("#chooseCertificate");
        awaitText("#certificateFailure", "letter.pem cannot be used. It is neither PEM nor PKCS#12, or it is damaged.");
        click("#useMadeCertificate");
        awaitText("#fingerprint", made);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !shown("#certificateFailure") && !shown("#useMadeCertificate"));
    }

    @Test
    @DisplayName("the server restarts after a question; the program is asked for by a button of its own")
    void restart() {
        show("settings", "Server");
        click("#restart");
        clickInDialog("Cancel");
        click("#restart");
        clickInDialog("Restart server");
        awaitText("#restartLine", "Restart done: ports open");
        assertThat(engine.model().state().get().phase()).isEqualTo(Phase.RUNNING);
        assertThat(SENT).containsExactly(new Command.Restart());
        click("#restartProgram");
        clickInDialog("Restart Earshot");
        assertThat(SENT).last().isEqualTo(new Command.RestartProcess());
        awaitText("#restartLine", "Restart done:");
    }

    @Test
    @DisplayName("U03: a device that waits is approved by a click, and has a token the next time it asks")
    void approval() throws Exception {
        show("devices", "");
        engine.send(new Command.ApplySettings(Map.of("server.auth.enabled", true))).outcome().join();
        assertThat(ota()).contains("\"activation\"").doesNotContain("\"token\":\"e");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> words(".approval-cell .label").contains("aa:bb:cc:dd:ee:07"));
        Node approve = nodes(".approval-cell .button").stream().filter(node -> ((Labeled) node).getText().equals("Let it in")).findFirst().orElseThrow();
        press(approve);
        Awaitility.await().atMost(Duration.ofSeconds(30))
            .until(() -> engine.model().approvals().get().stream().anyMatch(row -> row.is(Approval.State.APPROVED)));
        String token = engine.model().approvals().get().getFirst().token().orElseThrow();
        assertThat(ota()).contains(token).doesNotContain("\"activation\"");
    }

    /// The restart as a process would end the test.
    private static Operation send(Command command) {
        // what the console asks by itself when it opens is none of a click
        if (!(command instanceof Command.FindLocalServers)) {
            SENT.add(command);
        }
        return command instanceof Command.RestartProcess ? new EngineFake(new TimeFake()).apply(command) : engine.send(command);
    }

    private void show(String view, String group) {
        RenderedFrames.runAndAwait(() -> console.showView(view));
        RenderedFrames.await(4);
        if (!group.isEmpty()) {
            nodes(".settings-entry").stream().filter(node -> ((Labeled) node).getText().equals(group)).findFirst().ifPresent(SafetyCardsClickTest::press);
            // rows that come meanwhile move what is clicked
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                int before = nodes("*").size();
                RenderedFrames.await(20);
                return before == nodes("*").size();
            });
        }
    }

    private void click(String selector) {
        Node node = RenderedFrames.onFx(() -> console.stage().getScene().lookup(selector));
        RenderedFrames.runAndAwait(() -> scrollTo(node));
        press(node);
    }

    private static Bounds bounds(Node node) {
        return RenderedFrames.onFx(() -> node.localToScreen(node.getBoundsInLocal()));
    }

    /// Moves the mouse there at once: on its way it would have everything below it drawn anew.
    private static void press(Node node) {
        Bounds bounds = bounds(node);
        MouseRobot mouse = SharedRobot.ROBOT.robotContext().getMouseRobot();
        mouse.move(new Point2D(bounds.getCenterX(), bounds.getCenterY()));
        mouse.press(MouseButton.PRIMARY);
        mouse.release(MouseButton.PRIMARY);
        RenderedFrames.await(3);
    }

    /// As a person turns the wheel until it is in view.
    private static void scrollTo(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at instanceof ScrollPane pane) {
                double height = pane.getContent().getLayoutBounds().getHeight() - pane.getViewportBounds().getHeight();
                double top = pane.getContent().sceneToLocal(node.localToScene(0, 0)).getY() - pane.getViewportBounds().getHeight() / 2;
                pane.setVvalue(Math.clamp(top / height, 0, 1));
            }
        }
    }

    private void clickInDialog(String words) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> dialogButton(words).isPresent());
        RenderedFrames.await(3);
        press(dialogButton(words).orElseThrow());
    }

    private static Optional<Node> dialogButton(String words) {
        return RenderedFrames.onFx(() -> console.stage().getScene().getRoot().lookupAll("#dialog .button").stream()
            .filter(node -> ((Labeled) node).getText().equals(words)).findFirst());
    }

    private void awaitText(String selector, String words) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(text(selector)).contains(words));
    }

    private String text(String selector) {
        // a fingerprint has two lines
        return RenderedFrames.onFx(() -> ((Labeled) console.stage().getScene().lookup(selector)).getText()).replace("\n", "");
    }

    private boolean shown(String selector) {
        return RenderedFrames.onFx(() -> ConsoleFixture.shown(console.stage().getScene().lookup(selector)));
    }

    private List<String> words(String selector) {
        return nodes(selector).stream().map(node -> ((Labeled) node).getText()).toList();
    }

    private List<Node> nodes(String selector) {
        return RenderedFrames.onFx(() -> console.stage().getScene().getRoot().lookupAll(selector).stream().filter(ConsoleFixture::shown).toList());
    }

    /// Of the certificate that the port shows to who comes with TLS for the first time.
    private static String madeFingerprint() throws Exception {
        assertThatThrownBy(() -> handshake(SSLContext.getDefault())).isInstanceOf(SSLException.class);
        X509Certificate shown = handshake(TlsSamples.trusting(engine.directory().resolve("certificate.p12")));
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(MessageDigest.getInstance("SHA-256").digest(shown.getEncoded()));
    }

    private static X509Certificate handshake(SSLContext context) throws IOException {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", engine.model().state().get().port())) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static String ota() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.model().state().get().httpPort() + "/xiaozhi/ota/"))
                    .header("Device-Id", "aa:bb:cc:dd:ee:07")
                    .header("Client-Id", "board-7")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"application\":{\"version\":\"2.4.2\"},\"board\":{\"type\":\"bread-compact-wifi\"}}")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
