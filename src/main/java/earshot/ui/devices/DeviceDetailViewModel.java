package earshot.ui.devices;

import module java.base;

import earshot.audio.StreamStatistics;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.IdleCountdown;
import earshot.device.ModeChange;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.lint.BootRecord;
import earshot.meeting.LiveMeetingStatus;
import earshot.session.IdleSettings;
import earshot.turn.TurnFacts;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.LevelMeterViewModel;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// View model of one device. Updates only between [#start] and [#stop], that is while it is selected and visible.
final class DeviceDetailViewModel {
    /// Waveforms and numbers: once a packet of sound at most, and only after a change.
    private static final Duration STEP = LevelMeterViewModel.LIVELY;
    /// Multiples of it, so that they take none but its frames.
    private static final Duration NUMBER_STEP = STEP.multipliedBy(4);
    private static final Duration STRIP_STEP = STEP.multipliedBy(16);
    private static final Duration SOON = Duration.ofMinutes(1);

    private final ViewContext viewContext;
    private final DeviceModel device;
    private final LevelMeterViewModel inputMeter;
    private final LevelMeterViewModel outputMeter;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final ReadOnlyObjectWrapper<DeviceFacts> facts;
    private final ReadOnlyObjectWrapper<StreamStatistics> flowIn = new ReadOnlyObjectWrapper<>(StreamStatistics.NONE);
    private final ReadOnlyObjectWrapper<StreamStatistics> flowOut = new ReadOnlyObjectWrapper<>(StreamStatistics.NONE);
    private final ReadOnlyObjectWrapper<Integer> droppedTexts = new ReadOnlyObjectWrapper<>(0);
    private final ReadOnlyObjectWrapper<Countdown> countdown = new ReadOnlyObjectWrapper<>(Countdown.NONE);
    private final ReadOnlyObjectWrapper<Optional<MeetingId>> meeting = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<TurnFacts>> lastTurn = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<ModeChange>> modes;
    private final ReadOnlyObjectWrapper<Optional<BootRecord>> boot;
    private final ReadOnlyBooleanWrapper heard = new ReadOnlyBooleanWrapper();
    private Runnable onStrip = () -> { };

    /// Time left until the device is closed for being idle.
    ///
    /// @param rule the rule that applies first; empty while not connected
    /// @param share part of the rule's time that is left, 0 to 1
    record Countdown(Optional<IdleCountdown> rule, String left, double share, boolean soon) {
        static final Countdown NONE = new Countdown(Optional.empty(), "", 0, false);
    }

    DeviceDetailViewModel(ViewContext viewContext, DeviceModel device) {
        this.viewContext = viewContext;
        this.device = device;
        inputMeter = new LevelMeterViewModel(viewContext.pump(), viewContext.pump().time(), device.levelIn(), STEP);
        outputMeter = new LevelMeterViewModel(viewContext.pump(), viewContext.pump().time(), device.levelOut(), STEP);
        facts = new ReadOnlyObjectWrapper<>(device.facts().get());
        modes = new ReadOnlyObjectWrapper<>(device.modes().get());
        boot = new ReadOnlyObjectWrapper<>(Optional.ofNullable(viewContext.model().bootRecords().get().get(device.id())));
        flowIn.set(device.flowIn().get());
        flowOut.set(device.flowOut().get());
        updateCountdown();
    }

    /// @param sound called when there may be new sound to paint
    /// @param strip called when the strip of states has to be painted
    void start(Runnable sound, Runnable strip) {
        onStrip = strip;
        FxPump pump = viewContext.pump();
        subscriptionGroup.add(pump.watch(device.facts(), STEP, facts::set));
        subscriptionGroup.add(pump.watch(device.modes(), modes::set));
        subscriptionGroup.add(pump.watch(viewContext.model().bootRecords(), NUMBER_STEP, all -> boot.set(Optional.ofNullable(all.get(device.id())))));
        subscriptionGroup.add(pump.watch(viewContext.model().lastTurn(device.id()), STEP, lastTurn::set));
        FxPump.Trigger trigger = pump.trigger(STEP, sound);
        subscriptionGroup.add(trigger);
        subscriptionGroup.add(device.levelIn().observe(_ -> trigger.fire()));
        subscriptionGroup.add(device.levelOut().observe(_ -> trigger.fire()));
        subscriptionGroup.add(pump.watch(device.flowIn(), NUMBER_STEP, flowIn::set));
        subscriptionGroup.add(pump.watch(device.flowOut(), NUMBER_STEP, flowOut::set));
        subscriptionGroup.add(pump.watch(device.droppedTexts(), droppedTexts::set));
        subscriptionGroup.add(pump.watch(viewContext.model().meetings().running(), all ->
            meeting.set(all.stream().filter(one -> one.present().contains(device.id())).map(LiveMeetingStatus::id).findFirst())));
        subscriptionGroup.add(pump.watch(device.idle(), NUMBER_STEP, _ -> updateCountdown()));
        subscriptionGroup.add(pump.watch(device.history(), STEP, _ -> strip.run()));
        subscriptionGroup.add(pump.watch(viewContext.model().operations(), _ -> updateHeard()));
        subscriptionGroup.add(pump.every(STRIP_STEP, this::tick));
        inputMeter.start();
        outputMeter.start();
    }

    void stop() {
        subscriptionGroup.close();
        inputMeter.stop();
        outputMeter.stop();
    }

    private void tick() {
        updateCountdown();
        updateHeard();
        if (device.history().get().size() > 1 || facts.get().connection().isPresent()) {
            onStrip.run();
        }
    }

    private Optional<Operation> heardNow() {
        return LiveSoundOperation.of(viewContext.model().operations().get(), Command.HearDevice.HEARD, device.id().value());
    }

    private void updateHeard() {
        heard.set(heardNow().isPresent());
    }

    /// Begins to hear its microphone on this computer's loudspeaker, or ends that.
    void toggleHeard() {
        heardNow().ifPresentOrElse(Operation::cancel, () -> viewContext.send(new Command.HearDevice(device.id())));
    }

    private void updateCountdown() {
        Optional<IdleCountdown> rule = device.idle().get();
        if (rule.isEmpty()) {
            countdown.set(Countdown.NONE);
            return;
        }
        IdleSettings limits = viewContext.model().settings().get().of(IdleSettings.SECTION);
        Duration whole = switch (rule.get().layer()) {
            case NO_VOICE -> limits.noSpeechLimit();
            case SILENT -> limits.silenceLimit();
        };
        Duration left = Duration.ofNanos(Math.max(0, rule.get().atNanos() - viewContext.time().nanos()));
        double share = whole.isZero() ? 0 : Math.clamp((double) left.toMillis() / whole.toMillis(), 0, 1);
        countdown.set(new Countdown(rule, DurationFormatter.clock(left), share, left.compareTo(SOON) < 0 && !rule.get().suspended()));
    }

    /// Sends a command for this device, which is created from its id.
    void send(Function<DeviceId, Command> command) {
        viewContext.send(command.apply(device.id()));
    }

    DeviceModel device() {
        return device;
    }

    LevelMeterViewModel inputMeter() {
        return inputMeter;
    }

    LevelMeterViewModel outputMeter() {
        return outputMeter;
    }

    ReadOnlyObjectProperty<DeviceFacts> facts() {
        return facts.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<ModeChange>> modes() {
        return modes.getReadOnlyProperty();
    }

    /// Its newest boot request in this run.
    ReadOnlyObjectProperty<Optional<BootRecord>> boot() {
        return boot.getReadOnlyProperty();
    }

    /// Whether its microphone is heard on this computer's loudspeaker.
    ReadOnlyBooleanProperty heard() {
        return heard.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<TurnFacts>> lastTurn() {
        return lastTurn.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<StreamStatistics> flowIn() {
        return flowIn.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<StreamStatistics> flowOut() {
        return flowOut.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Integer> droppedTexts() {
        return droppedTexts.getReadOnlyProperty();
    }

    /// Id of the running meeting it takes part in.
    ReadOnlyObjectProperty<Optional<MeetingId>> meeting() {
        return meeting.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Countdown> countdown() {
        return countdown.getReadOnlyProperty();
    }
}
