package earshot.ui.devices;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.device.DeviceModel;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.server.ServerAddress;
import earshot.tap.TapSettings;
import earshot.tap.TapState;
import earshot.tap.TapStream;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.LevelMeterViewModel;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The microphone tap as seen from one device: the sound that comes from its address, or from the one that a person chose. On the FX thread only.
final class DeviceTapViewModel {
    private static final Duration STEP = Duration.ofMillis(250);
    /// A board sends some 30 datagrams a second while its microphone is on.
    private static final long SILENT_NANOS = 2_000_000_000L;

    private final ViewContext viewContext;
    private final DeviceModel device;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final SubscriptionGroup tickSubscriptions = new SubscriptionGroup();
    private final SubscriptionGroup streamSubscriptions = new SubscriptionGroup();
    private final ReadOnlyObjectWrapper<TapState> state = new ReadOnlyObjectWrapper<>(new TapState.Closed());
    private final ReadOnlyObjectWrapper<Optional<TapStream>> stream = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Condition> condition = new ReadOnlyObjectWrapper<>(Condition.CLOSED);
    private Optional<InetAddress> chosen = Optional.empty();
    private Optional<String> lastAddress = Optional.empty();
    private Runnable onSound = () -> { };

    /// What there is to hear.
    enum Condition { CLOSED, WAITING, SILENT, RECEIVING }

    DeviceTapViewModel(ViewContext viewContext, DeviceModel device) {
        this.viewContext = viewContext;
        this.device = device;
        refresh();
    }

    /// @param sound called when there may be new sound to paint
    void start(Runnable sound) {
        onSound = sound;
        subscriptionGroup.close();
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().tap(), this::tickWhileOpen));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().operations(), _ -> onSound.run()));
        stream.get().ifPresent(this::attach);
        refresh();
    }

    void stop() {
        subscriptionGroup.close();
        tickSubscriptions.close();
        streamSubscriptions.close();
    }

    /// Without sound it is told after a while that there is none.
    private void tickWhileOpen(TapState now) {
        tickSubscriptions.close();
        if (now instanceof TapState.Open) {
            tickSubscriptions.add(viewContext.pump().every(STEP, this::tick));
        }
        refresh();
    }

    private void tick() {
        refresh();
        if (condition.get() != Condition.CLOSED) {
            onSound.run();
        }
    }

    private void refresh() {
        state.set(viewContext.model().tap().get());
        Optional<TapStream> now = find();
        if (!now.equals(stream.get())) {
            streamSubscriptions.close();
            stream.set(now);
            now.ifPresent(this::attach);
        }
        long nanos = viewContext.time().nanos();
        condition.set(state.get() instanceof TapState.Closed ? Condition.CLOSED
            : now.map(known -> nanos - known.lastHeardNanos() > SILENT_NANOS ? Condition.SILENT : Condition.RECEIVING).orElse(Condition.WAITING));
    }

    private void attach(TapStream known) {
        FxPump.Trigger trigger = viewContext.pump().trigger(LevelMeterViewModel.LIVELY, () -> onSound.run());
        streamSubscriptions.add(trigger);
        streamSubscriptions.add(known.level(TapStream.Channel.MICROPHONE).observe(_ -> trigger.fire()));
    }

    private Optional<TapStream> find() {
        List<TapStream> streams = streams();
        lastAddress = address(device.facts().get()).or(() -> lastAddress);
        return streams.stream().filter(known -> chosen.filter(known.sender()::equals).isPresent()).findFirst()
            .or(() -> streams.stream().filter(this::isOfDevice).findFirst())
            .or(() -> streams.stream().findFirst());
    }

    private static Optional<String> address(DeviceFacts facts) {
        return facts.connection().map(connection -> connection.link().remote()).or(() -> facts.ota().map(DeviceFacts.OtaFacts::remote));
    }

    /// Whether it comes from where the device is connected.
    boolean isOfDevice(TapStream known) {
        String host = known.sender().getHostAddress();
        return lastAddress.filter(address -> address.equals(host) || address.startsWith(host + ":")).isPresent();
    }

    List<TapStream> streams() {
        return state.get() instanceof TapState.Open open ? open.streams() : List.of();
    }

    /// Shows the sound of this sender.
    void choose(InetAddress sender) {
        chosen = Optional.of(sender);
        refresh();
    }

    void open() {
        viewContext.send(new Command.OpenTap());
    }

    void closeTap() {
        viewContext.send(new Command.CloseTap());
    }

    /// What is heard of this channel on this computer's loudspeaker.
    Optional<Operation> heard(TapStream.Channel channel) {
        return stream.get().flatMap(
            known -> LiveSoundOperation.of(viewContext.model().operations().get(), Command.HearTap.HEARD, known.sender().getHostAddress(), channel.name()));
    }

    /// Begins to hear a channel, or ends it.
    void toggle(TapStream.Channel channel) {
        heard(channel).ifPresentOrElse(Operation::cancel,
            () -> stream.get().ifPresent(known -> viewContext.send(new Command.HearTap(known.sender(), channel))));
    }

    Operation save(Path file) {
        return viewContext.send(new Command.SaveTap(stream.get().orElseThrow().sender(), file));
    }

    /// What the firmware is to be built with. It takes an IPv4 address and no name.
    String firmwareLine() {
        String host = viewContext.model().addresses().get().stream().filter(address -> !address.loopback()).map(ServerAddress::host)
            .filter(address -> address.matches("[0-9.]+")).findFirst().orElseGet(() -> viewContext.texts().get("tap.address"));
        return "CONFIG_AUDIO_DEBUG_UDP_SERVER=\"" + host + ":" + port() + "\"";
    }

    /// Where it is open, or will be.
    int port() {
        return state.get() instanceof TapState.Open open ? open.port() : viewContext.model().settings().get().of(TapSettings.SECTION).port();
    }

    long refused() {
        return state.get() instanceof TapState.Open open ? open.refused() : 0;
    }

    ReadOnlyObjectProperty<Condition> condition() {
        return condition.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<TapState> state() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<TapStream>> stream() {
        return stream.getReadOnlyProperty();
    }
}
