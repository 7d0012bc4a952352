package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.access.Approval;
import earshot.access.Claim;
import earshot.access.Reach;
import earshot.config.SettingsVariants;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.ProblemEntry;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.ui.kit.Texts.Language;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The line above the devices that says who can connect, and the decisions about those that ask.
class DeviceAccessTest extends ConsoleFixture {
    @BeforeEach
    void open() {
        open(Language.ENGLISH);
    }

    @Test
    @DisplayName("the first start says in one sentence who can reach the server, and one click changes it")
    void reach() {
        assertThat(text("#accessSentence")).contains("without asking").contains("nobody from outside");
        choose("access-network_approval");
        choose("access-computer");
        choose("access-network_open");
        assertThat(engine.sentCommands).containsExactly(
            new Command.ApplySettings(Map.of("server.reach", "network", "server.auth.enabled", true)),
            new Command.ApplySettings(Map.of("server.reach", "computer")),
            new Command.ApplySettings(Map.of("server.reach", "network", "server.auth.enabled", false)));
        Set<String> sentences = new HashSet<>();
        for (Reach where : Reach.values()) {
            for (boolean approval : new boolean[] {true, false}) {
                engine.settings.set(SettingsVariants.access(engine.settings.get(), where, approval));
                pass(Duration.ofMillis(200));
                sentences.add(text("#accessSentence"));
            }
        }
        assertThat(sentences).hasSize(5).anyMatch(sentence -> sentence.contains("only those you approve get in")).contains("Only this computer can connect.");
    }

    @Test
    @DisplayName("a choice that was refused, or that changes nothing, is not shown as made")
    void unchanged() {
        engine.outcome = new Operation.Outcome.Failed(Problem.of(ProblemCode.HOME_UNUSABLE, "/home", "it is not writable"));
        RenderedFrames.runAndAwait(() -> item("access-computer").setSelected(true));
        choose("access-computer");
        pass(Duration.ofMillis(200));
        assertThat(item("access-network_open").isSelected()).isTrue();
        assertThat(item("access-network_approval").isDisable()).isFalse();

        engine.settings.set(SettingsVariants.host(engine.settings.get(), "127.0.0.1"));
        pass(Duration.ofMillis(200));
        assertThat(text("#accessSentence")).contains("server.ip");
        assertThat(item("access-computer").isSelected()).isTrue();
        assertThat(List.of(item("access-network_approval"), item("access-network_open"))).allMatch(MenuItem::isDisable);
    }

    @Test
    @DisplayName("U01, U03: a device that waits stands above the list with code, board and address, and is decided by one click")
    void waiting() {
        ScreenshotScene.WAITING.arrange(engine, time);
        pass(Duration.ofMillis(200));
        Claim claim = engine.approvals.get().getFirst().claim();
        assertThat(words(".approval-cell .label")).contains("482913", claim.deviceId().value(), "waiting")
            .anyMatch(words -> words.contains("bread-compact-wifi 2.4.2") && words.contains("192.168.1.23"))
            .doesNotContain("approved", "refused");
        press("Refuse");
        press("Let it in");
        assertThat(engine.sentCommands).containsExactly(new Command.RefuseDevice(claim), new Command.ApproveDevice(claim));
        click("Let it in", 2);
        assertThat(engine.sentCommands).as("the second click of a double click hits the next device").hasSize(2);
        click("Let it in", 1);
        assertThat(engine.sentCommands).hasSize(3);
    }

    @Test
    void whoAsksLaterWaitsBelow() {
        ScreenshotScene.WAITING.arrange(engine, time);
        Approval first = engine.approvals.get().getFirst();
        Approval later = new Approval(new Claim(new DeviceId("94:77"), "later"), Approval.State.PENDING, "771204", Optional.empty(), first.origin(),
            first.askedAt().plusSeconds(60), Optional.empty());
        engine.approvals.set(List.of(later, first));
        pass(Duration.ofMillis(200));
        assertThat(text("#accessAll")).isEqualTo("2 waiting");
        fire("#accessAll");
        pass(Duration.ofMillis(200));
        assertThat(RenderedFrames.onFx(() -> List.copyOf(((ListView<?>) lookup("#approvals")).getItems()))).as("no button moves").isEqualTo(List.of(first, later));
        assertThat(top("#approvals")).as("the card has grown").isGreaterThanOrEqualTo(top(".access"));
    }

    @Test
    @DisplayName("nothing below moves when a device comes to wait, when more do, and when all are decided")
    void nothingMoves() {
        ScreenshotScene.WAITING.arrange(engine, time);
        Approval first = engine.approvals.get().getFirst();
        engine.approvals.set(List.of());
        pass(Duration.ofMillis(200));
        double before = top("#list");
        Approval later = new Approval(new Claim(new DeviceId("94:77"), "later"), Approval.State.PENDING, "771204", Optional.empty(), first.origin(),
            first.askedAt().plusSeconds(60), Optional.empty());
        for (List<Approval> asked : List.of(List.of(first), List.of(first, later), List.of(later), List.<Approval>of())) {
            engine.approvals.set(asked);
            pass(Duration.ofMillis(200));
            assertThat(top("#list")).isEqualTo(before);
            assertThat(shown(node("#accessSentence"))).isEqualTo(asked.isEmpty());
            assertThat(words(".approval-cell .button").contains("Let it in")).isEqualTo(!asked.isEmpty());
        }
    }

    @Test
    @DisplayName("U39: a device that waits is let in from the palette, by its id or by the words people use")
    void fromThePalette() {
        ScreenshotScene.WAITING.arrange(engine, time);
        pass(Duration.ofMillis(200));
        for (String words : List.of("let it in", "accept board", "482913")) {
            engine.sentCommands.clear();
            fire(".title-bar .text-button");
            RenderedFrames.runAndAwait(() -> {
                TextInputControl field = (TextInputControl) lookup("#paletteField");
                field.setText(words);
                field.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
            });
            assertThat(engine.sentCommands).as(words).contains(new Command.ApproveDevice(engine.approvals.get().getFirst().claim()));
        }
    }

    private double top(String id) {
        return RenderedFrames.onFx(() -> lookup(id).localToScene(lookup(id).getLayoutBounds()).getMinY());
    }

    private void click(String words, int count) {
        RenderedFrames.runAndAwait(() -> {
            Node button = withWords(".approval-cell .button", words);
            Stream.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_RELEASED).forEach(type -> button.fireEvent(new MouseEvent(type, 5, 5, 5, 5,
                MouseButton.PRIMARY, count, false, false, false, false, type == MouseEvent.MOUSE_PRESSED, false, false, true, false, true, null)));
        });
    }

    @Test
    @DisplayName("U49: the code that a board shows is typed, and lets in this board and no other")
    void code() {
        ScreenshotScene.WAITING.arrange(engine, time);
        pass(Duration.ofMillis(200));
        assertThat(shown(node("#codeLine"))).isFalse();
        fire("#accessAll");
        pass(Duration.ofMillis(200));
        Claim claim = engine.approvals.get().getFirst().claim();
        typeCode("482914");
        assertThat(engine.sentCommands).isEmpty();
        assertThat(shown(node("#codeUnknown"))).isTrue();
        typeCode("");
        assertThat(node("#code").isFocused()).as("where the code belongs").isTrue();
        typeCode(" 482 913 ");
        assertThat(engine.sentCommands).containsExactly(new Command.ApproveDevice(claim));
        assertThat(shown(node("#codeUnknown"))).isFalse();
    }

    private void typeCode(String code) {
        RenderedFrames.runAndAwait(() -> ((TextInputControl) lookup("#code")).setText(code));
        fire("#useCode");
    }

    @Test
    @DisplayName("a board that asks for the id of an approved one says so, and is not approved by the first button at hand")
    void rival() {
        ScreenshotScene.WAITING.arrange(engine, time);
        Approval approved = engine.approvals.get().get(1);
        Approval rival = new Approval(new Claim(approved.deviceId(), "other"), Approval.State.PENDING, "771204", Optional.empty(), approved.origin(),
            time.now(), Optional.empty());
        engine.approvals.set(List.of(approved, rival));
        pass(Duration.ofMillis(200));
        assertThat(words(".approval-cell .label")).anyMatch(words -> words.contains("ends its token"));
        assertThat(words(".approval-cell .accent")).isEmpty();
        press("Let it in instead");
        assertThat(engine.sentCommands).containsExactly(new Command.ApproveDevice(rival.claim()));
    }

    @Test
    void whatWasDecidedIsListedOnDemandAndCanBeTakenBack() {
        ScreenshotScene.WAITING.arrange(engine, time);
        pass(Duration.ofMillis(200));
        assertThat(text("#accessAll")).isEqualTo("1 waiting");
        fire("#accessAll");
        pass(Duration.ofMillis(200));
        assertThat(words(".approval-cell .label")).contains("waiting", "approved", "refused");
        press("Revoke");
        press("Let it in", 1);
        press("Forget");
        List<Claim> claims = engine.approvals.get().stream().map(Approval::claim).toList();
        assertThat(engine.sentCommands).containsExactly(new Command.RefuseDevice(claims.get(1)), new Command.ApproveDevice(claims.get(2)),
            new Command.ForgetApproval(claims.get(2)));
    }

    @Test
    @DisplayName("U01: the step of first contact at which a device waits has the click that lets it in")
    void ladder() {
        ScreenshotScene.WAITING_FIRST.arrange(engine, time);
        pass(Duration.ofMillis(200));
        assertThat(words(".problem-verb")).contains("Let it in");
        RenderedFrames.runAndAwait(() -> ((ButtonBase) lookup(".ladder .problem-verb")).fire());
        assertThat(engine.sentCommands).containsExactly(new Command.ApproveDevice(engine.approvals.get().getFirst().claim()));
    }

    @Test
    @DisplayName("U38: a connection that was kept out of a meeting is allowed by one click on its problem")
    void takeover() {
        Problem occupied = Problem.of(ProblemCode.DEVICE_OCCUPIED, new ProblemSubject.Device(new DeviceId("aa")), "aa", "this device is in a meeting",
            "192.168.1.9", "192.168.1.8");
        engine.problems.set(List.of(new ProblemEntry(1, occupied, time.now(), time.now(), 1, Optional.empty())));
        console.showView("problems");
        pass(Duration.ofMillis(400));
        RenderedFrames.runAndAwait(() -> ((ButtonBase) lookup(".problem-cell .problem-verb")).fire());
        assertThat(engine.sentCommands).containsExactly(new Command.AllowTakeover(new DeviceId("aa"), "192.168.1.9"));
    }

    private void choose(String item) {
        RenderedFrames.runAndAwait(() -> item(item).fire());
    }

    private RadioMenuItem item(String id) {
        return (RadioMenuItem) ((MenuButton) lookup("#accessChange")).getItems().stream().filter(one -> one.getId().equals(id)).findFirst().orElseThrow();
    }

    private void press(String words) {
        press(words, 0);
    }

    private void press(String words, int skipped) {
        RenderedFrames.runAndAwait(() -> ((ButtonBase) console.stage().getScene().getRoot().lookupAll(".approval-cell .button").stream()
            .filter(node -> shown(node) && ((ButtonBase) node).getText().equals(words)).skip(skipped).findFirst().orElseThrow()).fire());
    }
}
