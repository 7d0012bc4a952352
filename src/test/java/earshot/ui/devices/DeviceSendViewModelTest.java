package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts.ConnectionEnd;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.DeviceId;
import earshot.lint.Finding;
import earshot.lint.LintRule;
import earshot.operator.Delivery;
import earshot.operator.MessagePreview;
import earshot.operator.OperatorMessage;
import earshot.operator.SentMessage;
import earshot.time.TimeFake;
import earshot.turn.Emotion;
import earshot.ui.DeviceModelFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.wire.Dialect;
import earshot.wire.WorkMode;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What is sent to a device by hand, without a window.
@DisplayName("U50: the server speaks and acts by hand")
class DeviceSendViewModelTest {
    private static final DeviceId ID = new DeviceId("94:01");
    private static final Finding FINDING = new Finding(LintRule.ALERT_INCOMPLETE, "no message", 1);

    private final Queue<Runnable> frames = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final DeviceModelFake device = engine.device(ID);
    private final DeviceSendViewModel model = new DeviceSendViewModel(
        new ViewContext(engine, engine, new FxPump(time, frames::add), time, () -> new Texts(Texts.Language.ENGLISH), _ -> {}, null,
            new SimpleBooleanProperty()),
        device);

    @BeforeEach
    void start() {
        engine.previews = message -> CompletableFuture.completedFuture(
            new MessagePreview(List.of(message.toString()), OptionalInt.empty(), message instanceof OperatorMessage.Raw ? List.of(FINDING) : List.of(), true));
        engine.answers = _ -> Optional.of(new Operation.Outcome.Done("", Optional.of(new Operation.Result.Delivered(new Delivery.Sent()))));
        model.start();
        frame();
    }

    @Test
    void whatIsWrittenIsShownAsItWillPassAndSent() {
        assertThat(model.preview()).as("nothing is written").isEmpty();
        model.sentence().set("  Dinner is ready. ");
        frame();
        assertThat(model.preview().orElseThrow().texts()).containsExactly("Speech[sentence=Dinner is ready.]");
        model.send();
        assertThat(engine.sentCommands).containsExactly(new Command.SendMessage(ID, new OperatorMessage.Speech("Dinner is ready."), false));
        frame();
        assertThat(model.result().get().orElseThrow().delivery()).contains(new Delivery.Sent());
        model.sentence().set("another one");
        assertThat(model.result().get()).as("nothing was sent of what stands there now").isEmpty();
        model.sentence().set("x".repeat(501));
        frame();
        assertThat(model.preview()).as("too long").isEmpty();
    }

    @Test
    void eachKindHasItsFields() {
        model.kind().set(SendKind.ALERT);
        model.status().set("Door");
        model.notice().set("Somebody rings");
        model.emotion().set(Emotion.SURPRISED);
        model.send();
        model.kind().set(SendKind.EMOTION);
        model.send();
        model.kind().set(SendKind.REBOOT);
        model.send();
        assertThat(engine.sentCommands).containsExactly(new Command.SendMessage(ID, new OperatorMessage.Notice("Door", "Somebody rings", "surprised"), false),
            new Command.SendMessage(ID, new OperatorMessage.Face(Emotion.SURPRISED), false), new Command.SendMessage(ID, new OperatorMessage.Reboot(), false));
    }

    @Test
    void whatTheLintObjectsToIsSentOnlyWhenThatWasSeen() {
        model.kind().set(SendKind.RAW);
        model.raw().set("{\"type\":\"alert\"}");
        model.send();
        assertThat(engine.sentCommands).containsExactly(new Command.SendMessage(ID, new OperatorMessage.Raw("{\"type\":\"alert\"}"), false));
        frame();
        assertThat(model.findings()).containsExactly(FINDING);
        model.raw().set("{\"type\":\"alert\",");
        model.send();
        assertThat(engine.sentCommands.getLast()).as("changed since")
            .isEqualTo(new Command.SendMessage(ID, new OperatorMessage.Raw("{\"type\":\"alert\","), false));
        frame();
        model.send();
        assertThat(engine.sentCommands.getLast()).isEqualTo(new Command.SendMessage(ID, new OperatorMessage.Raw("{\"type\":\"alert\","), true));
    }

    @Test
    void anAnswerThatComesLateShowsNothing() {
        List<CompletableFuture<MessagePreview>> asked = new ArrayList<>();
        engine.previews = _ -> {
            asked.add(new CompletableFuture<>());
            return asked.getLast();
        };
        model.sentence().set("one");
        frame();
        model.sentence().set("two");
        frame();
        assertThat(asked).hasSize(2);
        asked.getLast().complete(new MessagePreview(List.of("two"), OptionalInt.empty(), List.of(), true));
        frame();
        asked.getFirst().complete(new MessagePreview(List.of("one"), OptionalInt.empty(), List.of(), true));
        frame();
        assertThat(model.preview().orElseThrow().texts()).containsExactly("two");
    }

    @Test
    void onlyBadgesHaveModes() {
        assertThat(model.kinds().get()).doesNotContain(SendKind.MODE);
        device.connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "");
        frame();
        assertThat(model.kinds().get()).contains(SendKind.MODE);
        model.kind().set(SendKind.MODE);
        model.mode().set(Optional.of(WorkMode.CODING));
        model.send();
        assertThat(engine.sentCommands).containsExactly(new Command.SendMessage(ID, new OperatorMessage.Mode(Optional.of(WorkMode.CODING)), false));
        device.facts.update(facts -> facts.disconnected(new ConnectionEnd(time.now(), 1000, "device.hangup")));
        frame();
        assertThat(model.kind().get()).isEqualTo(SendKind.SENTENCE);
        assertThat(model.situation().get().session()).isEmpty();
    }

    @Test
    void whatWasSentIsListedForItsDeviceAndSentAgain() {
        OperatorMessage.Notice notice = new OperatorMessage.Notice("Door", "rings", "sad");
        engine.sentMessages.set(List.of(new SentMessage(3, time.now(), ID, notice, Optional.empty()),
            new SentMessage(2, time.now(), new DeviceId("other"), new OperatorMessage.Reboot(), Optional.of(new Delivery.Sent()))));
        frame();
        assertThat(model.rows().items()).extracting(SentMessage::number).containsExactly(3L);
        model.sendAgain(notice);
        assertThat(engine.sentCommands).containsExactly(new Command.SendMessage(ID, notice, false));
        assertThat(model.kind().get()).isEqualTo(SendKind.ALERT);
        assertThat(List.of(model.status().get(), model.notice().get(), model.emotion().get())).containsExactly("Door", "rings", Emotion.SAD);
    }

    private void frame() {
        time.advance(Duration.ofMillis(500));
        while (!frames.isEmpty()) {
            frames.remove().run();
        }
    }
}
