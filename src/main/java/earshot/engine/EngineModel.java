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

/// Everything the engine lets others see. Read only, safe for use from any thread; outlives a restart of the server.
public interface EngineModel {
    Watch<EngineState> state();

    /// The most useful first; loopback last.
    Watch<List<Address>> addresses();

    /// All devices ever seen and not forgotten. Changes only when a device is added or forgotten.
    Watch<List<DeviceModel>> devices();

    /// The newest 200 attempts, newest first; one row per attempt, updated as it gets on.
    Watch<List<Attempt>> attempts();

    Watch<FirstContact> firstContact();

    /// The newest 20 000 events.
    EventLog<Event> events();

    /// Newest first, resolved ones included, at most 500.
    Watch<List<ProblemEntry>> problems();

    Watch<Settings> settings();

    /// Every setting with a fixed name as it holds, and what stands in the files that nothing reads.
    Watch<SettingsSheet> sheet();

    /// What the settings were, newest first, and a file of settings that cannot be read.
    Watch<SettingsHistory> history();

    /// Which model serves what, and the providers there are.
    Watch<ModelsState> models();

    /// What is remembered of each device, by device.
    Watch<List<Recollection>> memories();

    /// Servers of tools that the settings name, from the first conversation on.
    Watch<List<ToolServer>> toolServers();

    Watch<Totals> totals();

    Watch<Parts> parts();

    /// Operations under way.
    Watch<List<Operation>> operations();

    Watch<Optional<TestDevice>> testDevice();

    /// The newest 200 finished turns, newest first, the last 20 with their sounds.
    Watch<List<TurnRecord>> turns();

    /// What is and was said in meetings.
    MeetingModel meetings();
}
