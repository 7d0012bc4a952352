package earshot.ui.messages;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.peer.PeerMessage;
import earshot.peer.PeerMessageState;
import earshot.peer.PeerMessageState.Delivered;
import earshot.peer.PeerMessageState.DropReason;
import earshot.peer.PeerMessageState.Dropped;
import earshot.peer.PeerMessageState.Waiting;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.wire.Dialect;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which messages are shown, and what pressing a button sends.
class MessagesViewModelTest {
    private static final DeviceId KITCHEN = new DeviceId("aa");
    private static final DeviceId STUDY = new DeviceId("bb");

    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final MessagesViewModel model = new MessagesViewModel(new ViewContext(engine, engine, new FxPump(time, pulses::add), time,
        () -> new Texts(Texts.Language.ENGLISH), _ -> {}, null, new SimpleBooleanProperty()));
    private final PeerMessage waiting = message("w", KITCHEN, STUDY, "task", "Sweep the floor", new Waiting(time.now()));
    private final PeerMessage delivered = message("d", STUDY, KITCHEN, "note", "午饭好了", new Delivered(time.now()));
    private final PeerMessage dropped = message("x", STUDY, new DeviceId("cc"), "note", "Anybody?", new Dropped(time.now(), DropReason.EXPIRED));

    @BeforeEach
    void start() {
        engine.device(KITCHEN).named("Küche", "");
        engine.device(STUDY).named("书房", "");
        engine.peerMessages.set(List.of(waiting, delivered, dropped));
        frame();
    }

    @AfterEach
    void close() {
        model.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ALL       | ''        | w d x
        WAITING   | ''        | w
        DELIVERED | ''        | d
        DROPPED   | ''        | x
        ALL       | ' FLOOR ' | w
        ALL       | küche     | w d
        ALL       | KÜCHE     | w d
        ALL       | 书房       | w d x
        ALL       | 午饭       | d
        ALL       | note      | d x
        ALL       | cc        | x
        WAITING   | note      | ''
        ALL       | nowhere   | ''""")
    void onlyWhatTheFiltersLetThroughIsShown(MessageKind kind, String filter, String shown) {
        model.kind().set(kind);
        model.filter().set(filter);
        assertThat(shown()).isEqualTo(shown);
        assertThat(model.counts().get()).as("the counts are of all")
            .isEqualTo(Map.of(MessageKind.WAITING, 1L, MessageKind.DELIVERED, 1L, MessageKind.DROPPED, 1L));
    }

    @Test
    void whatComesWhileAFilterIsSetIsFilteredAsWell() {
        model.kind().set(MessageKind.DELIVERED);
        engine.peerMessages.set(List.of(delivered, message("w", KITCHEN, STUDY, "task", "Sweep the floor", new Delivered(time.now()))));
        frame();
        assertThat(shown()).isEqualTo("d w");
        assertThat(model.counts().get()).isEqualTo(Map.of(MessageKind.DELIVERED, 2L));
        engine.peerMessages.set(List.of());
        frame();
        assertThat(model.none()).isTrue();
        assertThat(model.counts().get()).isEmpty();
    }

    @Test
    void tryingAgainIsOfferedWhereItCanHelp() {
        assertThat(model.retryable(dropped)).isTrue();
        assertThat(model.retryable(delivered)).isFalse();
        assertThat(model.retryable(waiting)).as("its receiver is not there").isFalse();
        engine.device(new DeviceId("dd")).connected(Dialect.BADGE, ListenState.IDLE, false, ConnectionMode.CONNECTED_IDLE, "");
        assertThat(model.retryable(waiting)).as("another one is").isFalse();
        assertThat(model.retryable(message("v", KITCHEN, new DeviceId("dd"), "note", "x", new Waiting(time.now())))).isTrue();
    }

    @Test
    void buttonsActOnWhatTheyNameWhateverIsFiltered() {
        model.kind().set(MessageKind.DELIVERED);
        model.retry(dropped);
        model.delete(waiting);
        model.retryAll();
        model.clear();
        assertThat(engine.sentCommands).containsExactly(new Command.RetryPeerMessages(ids(dropped)), new Command.DeletePeerMessages(ids(waiting)),
            new Command.RetryPeerMessages(ids(waiting)), new Command.DeletePeerMessages(ids(delivered, dropped)));
    }

    @Test
    void aDeviceWithoutANameIsCalledByItsId() {
        assertThat(model.name(KITCHEN)).isEqualTo("Küche");
        assertThat(model.name(new DeviceId("cc"))).isEqualTo("cc");
    }

    @Test
    void aClosedViewFollowsNothingAnyMore() {
        model.close();
        engine.peerMessages.set(List.of());
        frame();
        assertThat(shown()).isEqualTo("w d x");
    }

    private String shown() {
        return model.rows().items().stream().map(message -> message.id().value()).collect(Collectors.joining(" "));
    }

    private static Set<PeerMessageId> ids(PeerMessage... messages) {
        return Stream.of(messages).map(PeerMessage::id).collect(Collectors.toSet());
    }

    private PeerMessage message(String id, DeviceId from, DeviceId to, String category, String summary, PeerMessageState state) {
        return new PeerMessage(new PeerMessageId(id), from, to, category, summary, "{}", time.now(), state);
    }

    private void frame() {
        for (int i = 0; i < 3; i++) {
            for (Runnable pulse = pulses.poll(); pulse != null; pulse = pulses.poll()) {
                pulse.run();
            }
        }
    }
}
