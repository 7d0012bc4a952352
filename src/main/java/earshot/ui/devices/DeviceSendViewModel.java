package earshot.ui.devices;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.SessionId;
import earshot.lint.Finding;
import earshot.operator.Delivery;
import earshot.operator.MessagePreview;
import earshot.operator.OperatorMessage;
import earshot.operator.SentMessage;
import earshot.turn.Emotion;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import earshot.wire.Dialect;
import earshot.wire.WorkMode;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/// What a person is about to send to a device: as it will pass, what the protocol lint says of it, and what was sent before. On the FX thread only.
final class DeviceSendViewModel {
    /// Facts of a device change many times a second; only few of them matter here.
    private static final Duration FACTS = FxPump.STEP.multipliedBy(8);
    /// While a person types.
    private static final Duration STEP = Duration.ofMillis(100);
    private static final int SHOWN = 20;

    private final ViewContext viewContext;
    private final DeviceModel device;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final ObjectProperty<SendKind> kind = new SimpleObjectProperty<>(SendKind.SENTENCE);
    private final StringProperty sentence = new SimpleStringProperty("");
    private final StringProperty status = new SimpleStringProperty("Earshot");
    private final StringProperty notice = new SimpleStringProperty("");
    private final ObjectProperty<Emotion> emotion = new SimpleObjectProperty<>(Emotion.NEUTRAL);
    private final ObjectProperty<Optional<WorkMode>> mode = new SimpleObjectProperty<>(Optional.of(WorkMode.MEETING));
    private final StringProperty raw = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<Preview>> preview = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<SendResult>> result = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<SendKind>> kinds = new ReadOnlyObjectWrapper<>(List.of());
    private final LiveRows<SentMessage> rows = new LiveRows<>(SentMessage::number);
    private final ReadOnlyObjectWrapper<Situation> situation;
    private Optional<FxPump.Trigger> changed = Optional.empty();
    /// Counts the questions: only the answer to the newest one is shown.
    private long asked;
    private long sent;

    /// What would pass of the message that is written now.
    private record Preview(OperatorMessage message, MessagePreview texts) {}

    /// What came of the message that was sent last; empty while it is on its way.
    record SendResult(OperatorMessage message, Optional<Delivery> delivery) {}

    /// What of the device decides what would pass.
    ///
    /// @param session empty while it is asleep
    record Situation(Optional<SessionId> session, boolean badge, Optional<WorkMode> mode) {
        static Situation of(DeviceFacts facts) {
            return new Situation(facts.connection().map(open -> open.link().sessionId()),
                facts.connection().filter(open -> open.link().dialect() == Dialect.BADGE).isPresent(),
                facts.connection().flatMap(open -> open.mode().workMode()));
        }
    }

    DeviceSendViewModel(ViewContext viewContext, DeviceModel device) {
        this.viewContext = viewContext;
        this.device = device;
        situation = new ReadOnlyObjectWrapper<>(Situation.of(device.facts().get()));
        List.<ObservableValue<?>>of(kind, sentence, status, notice, emotion, mode, raw).forEach(field -> field.subscribe((_, _) -> written()));
        situation.subscribe(now -> {
            if (kind.get() == SendKind.MODE && !now.badge()) {
                kind.set(SendKind.SENTENCE);
            }
            kinds.set(Stream.of(SendKind.values()).filter(one -> one != SendKind.MODE || now.badge()).toList());
            written();
        });
    }

    void start() {
        subscriptionGroup.close();
        FxPump.Trigger trigger = viewContext.pump().trigger(STEP, this::ask);
        changed = Optional.of(trigger);
        subscriptionGroup.add(trigger);
        subscriptionGroup.add(viewContext.pump().watch(device.facts(), FACTS, facts -> situation.set(Situation.of(facts))));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().sentMessages(),
            all -> rows.update(all.stream().filter(one -> one.device().equals(device.id())).limit(SHOWN).toList())));
        trigger.fire();
    }

    void stop() {
        changed = Optional.empty();
        subscriptionGroup.close();
    }

    /// What is shown belongs to another message now.
    private void written() {
        if (result.get().filter(shown -> !message().equals(Optional.of(shown.message()))).isPresent()) {
            sent++;
            result.set(Optional.empty());
        }
        if (message().isEmpty()) {
            preview.set(Optional.empty());
        }
        changed.ifPresent(FxPump.Trigger::fire);
    }

    private void ask() {
        long question = ++asked;
        message().ifPresent(now -> viewContext.pump().whenDone(viewContext.model().preview(device.id(), now), texts -> {
            if (question == asked && message().equals(Optional.of(now))) {
                preview.set(Optional.of(new Preview(now, texts)));
            }
        }));
    }

    /// The message that is written; empty while it is none.
    private Optional<OperatorMessage> message() {
        return switch (kind.get()) {
            case SENTENCE -> filled(sentence).filter(text -> text.length() <= OperatorMessage.MOST_SPOKEN).map(OperatorMessage.Speech::new);
            case ALERT -> filled(notice).map(text -> new OperatorMessage.Notice(status.get().strip(), text, emotion.get().word()));
            case EMOTION -> Optional.of(new OperatorMessage.Face(emotion.get()));
            case MODE -> Optional.of(new OperatorMessage.Mode(mode.get()));
            case REBOOT -> Optional.of(new OperatorMessage.Reboot());
            case RAW -> Optional.of(raw.get()).filter(text -> !text.isBlank()).map(OperatorMessage.Raw::new);
        };
    }

    private static Optional<String> filled(StringProperty field) {
        return Optional.of(field.get().strip()).filter(text -> !text.isEmpty());
    }

    /// Sends what is written; all the same where the findings for exactly that are shown.
    void send() {
        message().ifPresent(now -> send(now, preview.get().filter(shown -> shown.message().equals(now) && !shown.texts().findings().isEmpty()).isPresent()));
    }

    private void send(OperatorMessage message, boolean anyway) {
        long number = ++sent;
        result.set(Optional.of(new SendResult(message, Optional.empty())));
        viewContext.pump().whenDone(viewContext.send(new Command.SendMessage(device.id(), message, anyway)).outcome(), outcome -> {
            if (number == sent) {
                result.set(outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Delivered(Delivery delivery)
                    ? Optional.of(new SendResult(message, Optional.of(delivery)))
                    : Optional.empty());
            }
            changed.ifPresent(FxPump.Trigger::fire);
        });
    }

    /// Sends a message of before once more; it stands in the fields, too, to be changed.
    void sendAgain(OperatorMessage message) {
        show(message);
        send(message, false);
    }

    private void show(OperatorMessage message) {
        switch (message) {
            case OperatorMessage.Speech(String said) -> sentence.set(said);
            case OperatorMessage.Notice(String title, String text, String face) -> {
                status.set(title);
                notice.set(text);
                Stream.of(Emotion.values()).filter(one -> one.word().equals(face)).findFirst().ifPresent(emotion::set);
            }
            case OperatorMessage.Face(Emotion face) -> emotion.set(face);
            case OperatorMessage.Mode(Optional<WorkMode> meant) -> mode.set(meant);
            case OperatorMessage.Reboot _ -> { }
            case OperatorMessage.Raw(String text) -> raw.set(text);
        }
        kind.set(kind(message));
    }

    static SendKind kind(OperatorMessage message) {
        return switch (message) {
            case OperatorMessage.Speech _ -> SendKind.SENTENCE;
            case OperatorMessage.Notice _ -> SendKind.ALERT;
            case OperatorMessage.Face _ -> SendKind.EMOTION;
            case OperatorMessage.Mode _ -> SendKind.MODE;
            case OperatorMessage.Reboot _ -> SendKind.REBOOT;
            case OperatorMessage.Raw _ -> SendKind.RAW;
        };
    }

    /// What would pass of what is written; empty while that is nothing.
    Optional<MessagePreview> preview() {
        return preview.get().map(Preview::texts);
    }

    List<Finding> findings() {
        return preview().map(MessagePreview::findings).orElse(List.of());
    }

    /// Calls `listener` now and whenever [#preview] changes.
    void onPreview(Runnable listener) {
        preview.subscribe(listener);
        listener.run();
    }

    DeviceModel device() {
        return device;
    }

    LiveRows<SentMessage> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<Optional<SendResult>> result() {
        return result.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<SendKind>> kinds() {
        return kinds.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Situation> situation() {
        return situation.getReadOnlyProperty();
    }

    ObjectProperty<SendKind> kind() {
        return kind;
    }

    StringProperty sentence() {
        return sentence;
    }

    StringProperty status() {
        return status;
    }

    StringProperty notice() {
        return notice;
    }

    ObjectProperty<Emotion> emotion() {
        return emotion;
    }

    ObjectProperty<Optional<WorkMode>> mode() {
        return mode;
    }

    StringProperty raw() {
        return raw;
    }
}
