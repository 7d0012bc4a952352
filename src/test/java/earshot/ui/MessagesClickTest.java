package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.peer.PeerMessage;
import earshot.peer.PeerMessageState;
import earshot.peer.PeerRules;
import earshot.peer.PeerSettings;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.event.ActionEvent;
import javafx.geometry.Bounds;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The messages between devices and the rules for them, in the window.
class MessagesClickTest extends ConsoleFixture {
    private static final DeviceId ANN = new DeviceId("a0:b1:c2:00:00:01");
    private static final DeviceId BOB = new DeviceId("a0:b1:c2:00:00:02");

    @ParameterizedTest
    @EnumSource(Language.class)
    void whoMaySendIsChosenAndWhatWaitsIsSeenRetriedAndDeleted(Language language) {
        boolean english = language == Language.ENGLISH;
        engine.device(ANN).named("Ann", "").connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        engine.device(BOB).named("Bob", "");
        open(language);
        RenderedFrames.runAndAwait(() -> console.showView("messages"));
        pass(Duration.ofMillis(200));
        assertThat(text("#sentence")).isEqualTo(english ? "Nobody: messages between devices are off." : "谁都不能：设备互发消息已关闭。");
        assertThat(shown(node("#form"))).isFalse();
        RenderedFrames.runAndAwait(() -> ((ButtonBase) withWords(".empty .button", english ? "Allow it for every device" : "允许所有设备")).fire());
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.ApplySettings(Map.of("peer.enabled", true, "peer.allow_all", true)));

        rules(new PeerRules(true, true, false, Set.of(), Map.of(), Map.of(), Map.of()));
        assertThat(((CheckBox) node("#allowBroadcast")).isSelected()).as("it follows from the box above").isTrue();
        assertThat(node("#allowBroadcast").isDisabled()).isTrue();
        rules(new PeerRules(true, false, false, Set.of(), Map.of(ANN, Set.of("lead")), Map.of("lead", Set.of(BOB.value())), Map.of()));
        assertThat(text("#sentence")).isEqualTo(english ? "1 of 2 devices may send to others." : "2 台设备中有 1 台可以发给别的设备。");
        assertThat(words("#reached .label")).containsExactly("Ann → Bob", english ? "Bob → nobody" : "Bob → 无");
        assertThat(((CheckBox) node("#allowBroadcast")).isSelected() || node("#allowBroadcast").isDisabled()).isFalse();
        fire("#list-a0-b1-c2-00-00-01");
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.ApplySettings(Map.of("peer.allowlist", List.of(ANN.value()))));
        fire("#group-a0-b1-c2");
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.ApplySettings(Map.of("peer.group_rules", Map.of("a0:b1:c2", List.of("a0:b1:c2")))));
        type("#roles-a0-b1-c2-00-00-02 .text-field", " crew，medic ");
        assertThat(engine.sentCommands.getLast())
            .isEqualTo(new Command.ApplySettings(Map.of("peer.device_roles", Map.of(ANN.value(), List.of("lead"), BOB.value(), List.of("crew", "medic")))));
        type("#grant-lead .text-field", "");
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.ApplySettings(Map.of("peer.roles_grants", Map.of())));

        engine.peerMessages.set(List.of(message("1", ANN, BOB, "Call the\tplumber", new PeerMessageState.Waiting(time.now().plus(Duration.ofDays(3)))),
            message("2", BOB, ANN, "Lunch", new PeerMessageState.Delivered(time.now())),
            message("3", ANN, BOB, "Old", new PeerMessageState.Dropped(time.now(), PeerMessageState.DropReason.EXPIRED))));
        pass(Duration.ofMillis(200));
        assertThat(words(".problem-card .label")).contains("Ann → Bob", "Call the plumber", english ? "waiting" : "等待")
            .anyMatch(text -> text.contains(english ? "did not come within three days" : "三天内没有连接"));
        assertThat(words(".problem-card .label")).anyMatch(text -> text.startsWith(english ? "task · " : "任务 · "));
        assertThat(text("#kind-dropped")).isEqualTo(english ? "Dropped 1" : "已丢弃 1");
        RenderedFrames.runAndAwait(() -> ((ButtonBase) withWords(".sort-heading", english ? "To" : "接收者")).fire());
        assertThat(((ListView<?>) node("#list")).getItems().stream().map(row -> ((PeerMessage) row).summary())).containsExactly("Lunch", "Call the\tplumber",
            "Old");
        fire("#kind-dropped");
        pass(Duration.ofMillis(200));
        assertThat(((ListView<?>) node("#list")).getItems()).hasSize(1);
        RenderedFrames.runAndAwait(() -> ((ButtonBase) withWords(".problem-card .button", english ? "Try again" : "重试")).fire());
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.RetryPeerMessages(Set.of(new PeerMessageId("3"))));
        RenderedFrames.runAndAwait(() -> ((ButtonBase) withWords(".problem-card .button", english ? "Delete" : "删除")).fire());
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.DeletePeerMessages(Set.of(new PeerMessageId("3"))));
        fire("#kind-all");
        fire("#retryAll");
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.RetryPeerMessages(Set.of(new PeerMessageId("1"))));
        fire("#clear");
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.DeletePeerMessages(Set.of(new PeerMessageId("2"), new PeerMessageId("3"))));
        assertThat(RenderedFrames.onFx(() -> nodes().stream().filter(ConsoleFixture::shown).filter(ConsoleFixture::nameless).toList())).isEmpty();
    }

    @Test
    void aLongNameMakesItsCardHigherAndLeavesTheNextOneAlone() {
        String name = "a badge with the long name that somebody gave it ".repeat(3).strip();
        engine.device(ANN).named(name, "").connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.DIALOG_ACTIVE, "");
        engine.device(BOB).named(name, "");
        engine.peerMessages.set(IntStream.range(0, 3).mapToObj(i -> message("" + i, ANN, BOB, name, new PeerMessageState.Waiting(time.now()))).toList());
        open(Language.ENGLISH);
        rules(new PeerRules(true, true, false, Set.of(), Map.of(), Map.of(), Map.of()));
        RenderedFrames.runAndAwait(() -> {
            console.stage().setWidth(1024);
            console.stage().setHeight(700);
            console.showView("messages");
        });
        pass(Duration.ofMillis(200));
        List<Bounds> cards = all(".problem-card").stream().filter(ConsoleFixture::shown).map(card -> card.localToScene(card.getBoundsInLocal()))
            .sorted(Comparator.comparingDouble(Bounds::getMinY)).toList();
        assertThat(cards).hasSizeGreaterThan(1);
        IntStream.range(1, cards.size()).forEach(i -> assertThat(cards.get(i).getMinY()).as("top of card %d", i).isGreaterThan(cards.get(i - 1).getMaxY()));
        assertThat(all(".problem-card .label")).filteredOn(ConsoleFixture::shown).allSatisfy(label -> {
            Bounds of = label.localToScene(label.getBoundsInLocal());
            assertThat(cards).as("%s is inside a card", label).anyMatch(card -> card.contains(of));
        });
    }

    private void rules(PeerRules rules) {
        engine.settings.update(settings -> settings.with(PeerSettings.SECTION, new PeerSettings(rules, 10, 6, true)));
        pass(Duration.ofMillis(200));
    }

    private void type(String selector, String text) {
        RenderedFrames.runAndAwait(() -> {
            TextField field = (TextField) lookup(selector);
            field.setText(text);
            field.fireEvent(new ActionEvent());
        });
    }

    private PeerMessage message(String id, DeviceId from, DeviceId to, String summary, PeerMessageState state) {
        return new PeerMessage(new PeerMessageId(id), from, to, "task", summary, "{}", time.now(), state);
    }
}
