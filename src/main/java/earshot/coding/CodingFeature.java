package earshot.coding;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.event.LogTextFormatter;
import earshot.feature.ConnectedDevices;
import earshot.feature.DeviceFeature;
import earshot.feature.FeatureConnection;
import earshot.feature.FeatureSession;
import earshot.feature.ForwardingRules;
import earshot.id.DeviceId;
import earshot.data.Digest;
import earshot.llm.LanguageModel;
import earshot.time.Time;
import earshot.wire.Dialect;
import earshot.wire.MessageFamily;
import earshot.wire.OutboundMessage;
import earshot.wire.WorkMode;

/// Serves the `coding` messages. Source: badge-protocol sections 2.17 and 7.1.
public final class CodingFeature implements DeviceFeature {
    private final Supplier<CodingSettings> settings;
    private final InsightRun.Services services;
    private final ForwardingRules rules;
    /// Changes with each run of the program, so that a name says nothing about the id.
    private final String salt = UUID.randomUUID().toString();
    private volatile Optional<ConnectedDevices> devices = Optional.empty();

    /// @param settings read at each use
    /// @param model of the purpose `coding`, looked up for each insight; empty for none
    /// @param rules who may send to a device knows its id
    public CodingFeature(Time time, Supplier<CodingSettings> settings, Supplier<Optional<LanguageModel>> model, LogTextFormatter logText,
        ForwardingRules rules) {
        this.settings = settings;
        this.rules = rules;
        services = new InsightRun.Services(time, model, logText);
    }

    @Override
    public MessageFamily family() {
        return MessageFamily.CODING;
    }

    @Override
    public Optional<WorkMode> mode() {
        return Optional.of(WorkMode.CODING);
    }

    @Override
    public void start(ConnectedDevices online) {
        devices = Optional.of(online);
    }

    @Override
    public FeatureSession open(FeatureConnection connection) {
        return new CodingSession(settings, services, connection, copy -> sendCopies(connection.deviceId(), copy));
    }

    /// Sends a result to the badges that get a copy.
    ///
    /// @param copy makes it with the name of the sender
    private void sendCopies(DeviceId sender, Function<String, OutboundMessage> copy) {
        CodingSettings.Broadcast broadcast = settings.get().broadcast();
        if (broadcast == CodingSettings.Broadcast.OFF || devices.isEmpty()) {
            return;
        }
        ConnectedDevices online = devices.get();
        OutboundMessage named = copy.apply(sender.value());
        OutboundMessage unnamed = copy.apply("device-" + Digest.of(salt + sender.value(), 6));
        online.online().stream().filter(device -> !device.equals(sender) && online.dialect(device).equals(Optional.of(Dialect.BADGE)))
            .filter(device -> broadcast == CodingSettings.Broadcast.ALL || online.mode(device).equals(Optional.of(ConnectionMode.CODING)))
            .forEach(device -> online.send(device, rules.permits(device, sender) ? named : unnamed));
    }
}
