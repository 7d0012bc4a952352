package earshot.ui.devices;

import earshot.audio.Flow;
import earshot.config.Settings;
import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.device.IdleCountdown;
import earshot.device.StateSpan;
import earshot.engine.Command;
import earshot.meeting.Running;
import earshot.ui.part.Desk;
import earshot.ui.part.Durations;
import earshot.ui.part.FxPump;
import earshot.ui.part.Meter;
import earshot.ui.part.Pins;
import earshot.watch.Pin;
import earshot.watch.Watch;
import earshot.wire.Dialect;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// View model of one device. Updates only between [#hold] and [#release], that is while it is selected and visible.
final class DeviceDetail {
    /// Waveforms and numbers: at most 25 times a second, and only after a change.
    private static final Duration STEP = Duration.ofMillis(40);
    private static final Duration STRIP_STEP = Duration.ofMillis(500);
    private static final Duration KEEP_OPEN = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Desk desk;
    private final DeviceModel device;
    private final Meter in;
    private final Meter out;
    private final Pins pins = new Pins();
    private final ReadOnlyObjectWrapper<DeviceFacts> facts;
    private final ReadOnlyObjectWrapper<Flow> flowIn = new ReadOnlyObjectWrapper<>(Flow.NONE);
    private final ReadOnlyObjectWrapper<Flow> flowOut = new ReadOnlyObjectWrapper<>(Flow.NONE);
    private final ReadOnlyObjectWrapper<Countdown> countdown = new ReadOnlyObjectWrapper<>(Countdown.NONE);
    private final ReadOnlyObjectWrapper<Optional<String>> meeting = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Runnable onSound = () -> { };
    private Runnable onStrip = () -> { };

    /// Time left until the device is closed for being idle.
    ///
    /// @param rule the rule that applies first; empty while not connected
    /// @param share part of the rule's time that is left, 0 to 1
    record Countdown(Optional<IdleCountdown> rule, String left, double share, boolean soon) {
        static final Countdown NONE = new Countdown(Optional.empty(), "", 0, false);
    }

    DeviceDetail(Desk desk, DeviceModel device) {
        this.desk = desk;
        this.device = device;
        in = new Meter(desk.pump(), desk.time(), device.levelIn());
        out = new Meter(desk.pump(), desk.time(), device.levelOut());
        facts = new ReadOnlyObjectWrapper<>(device.facts().get());
        flowIn.set(device.flowIn().get());
        flowOut.set(device.flowOut().get());
        count();
    }

    /// @param sound called when there may be new sound to paint
    /// @param strip called when the strip of states has to be painted
    void hold(Runnable sound, Runnable strip) {
        onSound = sound;
        onStrip = strip;
        FxPump pump = desk.pump();
        pins.add(pump.watch(device.facts(), STEP, facts::set));
        FxPump.Bell bell = pump.bell(STEP, () -> onSound.run());
        pins.add(bell);
        for (Watch<?> moving : List.of(device.levelIn(), device.levelOut())) {
            pins.add(rings(moving, bell));
        }
        pins.add(pump.watch(device.flowIn(), Duration.ofMillis(250), flowIn::set));
        pins.add(pump.watch(device.flowOut(), Duration.ofMillis(250), flowOut::set));
        pins.add(pump.watch(desk.model().meetings().running(), all ->
            meeting.set(all.stream().filter(one -> one.present().contains(device.id())).map(Running::id).findFirst())));
        pins.add(pump.watch(device.idle(), Duration.ofMillis(250), _ -> count()));
        pins.add(pump.watch(device.history(), Duration.ofMillis(50), _ -> onStrip.run()));
        pins.add(pump.every(STRIP_STEP, this::pass));
        in.hold();
        out.hold();
    }

    void release() {
        pins.close();
        in.release();
        out.release();
    }

    private static <T> Pin rings(Watch<T> watch, FxPump.Bell bell) {
        return watch.observe(_ -> bell.ring());
    }

    private void pass() {
        count();
        List<StateSpan> history = device.history().get();
        if (history.size() > 1 || facts.get().connection().isPresent()) {
            onStrip.run();
        }
    }

    private void count() {
        Optional<IdleCountdown> rule = device.idle().get();
        if (rule.isEmpty()) {
            countdown.set(Countdown.NONE);
            return;
        }
        Settings.Idle limits = desk.model().settings().get().idle();
        Duration whole = switch (rule.get().layer()) {
            case NO_VOICE -> limits.noVoice();
            case SILENT -> limits.silent();
        };
        Duration left = Duration.ofNanos(Math.max(0, rule.get().atNanos() - desk.time().nanos()));
        double share = whole.isZero() ? 0 : Math.clamp((double) left.toMillis() / whole.toMillis(), 0, 1);
        countdown.set(new Countdown(rule, Durations.clock(left), share, left.compareTo(SOON) < 0 && !rule.get().suspended()));
    }

    void keepOpen() {
        desk.send(new Command.KeepOpen(device.id(), KEEP_OPEN));
    }

    void say(String sentence) {
        desk.send(new Command.Say(device.id(), sentence));
    }

    void interrupt() {
        desk.send(new Command.Interrupt(device.id()));
    }

    void close() {
        desk.send(new Command.CloseDevice(device.id()));
    }

    void forget() {
        desk.send(new Command.Forget(device.id()));
    }

    void rename(String name) {
        desk.send(new Command.Rename(device.id(), name));
    }

    void annotate(String note) {
        desk.send(new Command.Annotate(device.id(), note));
    }

    void chooseDialect(Optional<Dialect> dialect) {
        desk.send(new Command.ChooseDialect(device.id(), dialect));
    }

    DeviceModel device() {
        return device;
    }

    Meter in() {
        return in;
    }

    Meter out() {
        return out;
    }

    ReadOnlyObjectProperty<DeviceFacts> facts() {
        return facts.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Flow> flowIn() {
        return flowIn.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Flow> flowOut() {
        return flowOut.getReadOnlyProperty();
    }

    /// Id of the running meeting it takes part in.
    ReadOnlyObjectProperty<Optional<String>> meeting() {
        return meeting.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Countdown> countdown() {
        return countdown.getReadOnlyProperty();
    }
}
