package earshot.engine;

import earshot.config.Settings;
import earshot.config.SettingsHistory;
import earshot.config.SettingsSheet;
import earshot.device.DeviceModel;
import earshot.event.Event;
import earshot.meeting.MeetingModel;
import earshot.memory.Recollection;
import earshot.server.Address;
import earshot.server.Attempt;
import earshot.tool.ToolServer;
import earshot.turn.TurnRecord;
import earshot.watch.EventLog;
import earshot.watch.Watch;
import java.util.List;
import java.util.Optional;

/// Collects the watches and logs that the engine's components own.
record Model(
    Watch<EngineState> state,
    Watch<List<Address>> addresses,
    Watch<List<DeviceModel>> devices,
    Watch<List<Attempt>> attempts,
    Watch<FirstContact> firstContact,
    EventLog<Event> events,
    Watch<List<ProblemEntry>> problems,
    Watch<Settings> settings,
    Watch<SettingsSheet> sheet,
    Watch<SettingsHistory> history,
    Watch<ModelsState> models,
    Watch<List<Recollection>> memories,
    Watch<List<ToolServer>> toolServers,
    Watch<Totals> totals,
    Watch<Parts> parts,
    Watch<List<Operation>> operations,
    Watch<Optional<TestDevice>> testDevice,
    Watch<List<TurnRecord>> turns,
    MeetingModel meetings) implements EngineModel {}
