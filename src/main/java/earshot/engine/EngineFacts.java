package earshot.engine;

import module java.base;

import earshot.capture.RecordedFault;
import earshot.capture.RecordedProblem;
import earshot.capture.SessionFacts;
import earshot.config.SettingsOverview;
import earshot.device.DeviceFacts;
import earshot.fault.FaultRegistry;
import earshot.turn.TurnRecord;

/// What session files hold of the engine's state.
record EngineFacts(EngineModel model, FaultRegistry faultRegistry) implements SessionFacts {
    @Override
    public String product() {
        return Optional.ofNullable(EngineFacts.class.getModule().getDescriptor()).flatMap(module -> module.rawVersion()).orElse("development");
    }

    @Override
    public ZoneId zone() {
        return ZoneId.systemDefault();
    }

    @Override
    public Map<String, Object> settings() {
        SettingsOverview overview = model.settingsOverview().get();
        Map<String, Object> settings = new HashMap<>(overview.entries());
        overview.values().values().stream().filter(value -> !value.secret() && value.value().isPresent())
            .forEach(value -> settings.put(value.key(), value.value().orElseThrow()));
        return settings;
    }

    @Override
    public List<DeviceFacts> devices() {
        return model.devices().get().stream().map(device -> device.facts().get()).toList();
    }

    @Override
    public List<RecordedFault> faults(Instant since) {
        return faultRegistry.since(since).stream()
            .map(period -> new RecordedFault(period.fault().name(), period.fault().amount(), Optional.of(period.fault().since()), period.until())).toList();
    }

    @Override
    public List<TurnRecord> turns() {
        return model.turns().get();
    }

    @Override
    public List<RecordedProblem> problems() {
        return model.problems().get().stream()
            .map(entry -> new RecordedProblem(entry.number(), entry.problem(), entry.at(), entry.last(), entry.count(), entry.resolvedAt(),
                entry.acknowledged(), entry.replaced()))
            .toList();
    }
}
