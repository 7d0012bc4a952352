package earshot.proof;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.conversation.ConversationSettings;
import earshot.engine.Command;
import earshot.engine.Engine;
import earshot.engine.EngineModel;
import earshot.engine.EngineOptions;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.meeting.MeetingSentence;
import earshot.problem.ProblemCode;
import earshot.store.ChildProcess;
import earshot.store.HomeDirectory;
import earshot.store.HomeLock;
import earshot.time.SystemTime;

/// A process with the engine of the program, as the console has it. It tells what it found in its home and then saves settings and names
/// of a device without an end, telling each that is acknowledged, until it is killed.
final class SettingsWriterProcess {
    static final DeviceId DEVICE = new DeviceId("writer");

    private SettingsWriterProcess() {}

    static void main(String[] args) {
        ChildProcess.endWithParent();
        HomeDirectory home = new HomeDirectory(Path.of(args[0]));
        EngineOptions options = new EngineOptions(home, Optional.empty(), Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0),
            new SystemTime());
        try (HomeLock _ = HomeLock.take(home); Engine engine = Engine.start(options)) {
            System.out.println("found " + found(engine.model()));
            System.out.println("port " + engine.model().state().get().port());
            for (int i = Integer.parseInt(args[1]); true; i++) {
                save(engine, "settings", i, new Command.ApplySettings(Map.of("prompt", "number " + i + " " + "你好".repeat(300))));
                if (engine.model().devices().get().stream().anyMatch(device -> device.id().equals(DEVICE))) {
                    save(engine, "name", i, new Command.RenameDevice(DEVICE, "number " + i));
                }
            }
        }
    }

    private static void save(Engine engine, String what, int number, Command command) {
        Outcome outcome = engine.send(command).outcome().join();
        System.out.println(outcome instanceof Outcome.Done ? what + " " + number : "failed " + outcome);
    }

    private static ObjectNode found(EngineModel model) {
        ObjectNode found = JSON.createObjectNode().put("prompt", model.settings().get().of(ConversationSettings.SECTION).persona().orElse(""));
        ObjectNode devices = found.putObject("devices");
        model.devices().get().forEach(device -> devices.put(device.id().value(), device.facts().get().name()));
        ArrayNode meetings = found.putArray("meetings");
        model.meetings().meetings().get().forEach(meeting -> {
            ArrayNode sentences = meetings.addArray();
            model.meetings().open(meeting.id()).join().get().countedSentences().stream().map(MeetingSentence::text).forEach(sentences::add);
        });
        ArrayNode problems = found.putArray("problems");
        model.problems().get().stream().filter(entry -> entry.open() && entry.problem().code() != ProblemCode.RECOGNIZER_WEAK)
            .forEach(entry -> problems.add(entry.problem().toString()));
        return found;
    }
}
