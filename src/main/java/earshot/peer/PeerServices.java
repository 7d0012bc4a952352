package earshot.peer;

import module java.base;

import earshot.event.EventSink;
import earshot.id.DeviceId;
import earshot.llm.LanguageModel;
import earshot.time.Time;

/// What the family needs of the program.
///
/// @param settings read at each use
/// @param model for the purpose `working`, asked at each use; empty when none is set up
/// @param name the name that a person gave a device, else its id
public record PeerServices(Time time, Supplier<PeerSettings> settings, Supplier<Optional<LanguageModel>> model, PeerTasks tasks,
    Function<DeviceId, String> name, EventSink events) {}
