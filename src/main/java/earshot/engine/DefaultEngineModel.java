package earshot.engine;

import earshot.config.Settings;
import earshot.config.SettingsHistory;
import earshot.config.SettingsOverview;
import earshot.device.DeviceModel;
import earshot.event.Event;
import earshot.meeting.MeetingModel;
import earshot.memory.DeviceMemory;
import earshot.server.ConnectionAttempt;
import earshot.server.ServerAddress;
import earshot.tool.ToolServerStatus;
import earshot.turn.TurnFacts;
import earshot.turn.TurnLog;
import earshot.turn.TurnRecord;
import earshot.watch.EventLog;
import earshot.watch.Watch;
import java.util.List;
import java.util.Optional;

/// Collects the watches and logs that the engine's components own.
record DefaultEngineModel(
    Watch<EngineState> state,
    Watch<List<ServerAddress>> addresses,
    Watch<List<DeviceModel>> devices,
    Watch<List<ConnectionAttempt>> connectionAttempts,
    Watch<FirstContact> firstContact,
    EventLog<Event> events,
    Watch<List<ProblemEntry>> problems,
    Watch<Settings> settings,
    Watch<SettingsOverview> settingsOverview,
    Watch<SettingsHistory> history,
    Watch<ModelsState> models,
    Watch<List<DeviceMemory>> memories,
    Watch<List<ToolServerStatus>> toolServerStatuses,
    Watch<ServerMetrics> serverMetrics,
    Watch<ActiveComponents> activeComponents,
    Watch<List<Operation>> operations,
    Watch<Optional<TestDeviceState>> testDeviceState,
    TurnLog turnLog,
    MeetingModel meetings) implements EngineModel {

    @Override
    public Watch<List<TurnRecord>> turns() {
        return turnLog.rows();
    }

    @Override
    public Watch<Optional<TurnFacts>> lastTurn(String deviceId) {
        return turnLog.lastTurn(deviceId);
    }
}
