package earshot.engine;

import module java.base;

import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedTurnReport;
import earshot.simulator.script.DeviceScript;
import earshot.simulator.script.ScriptedConversation;

/// Lets a test device play a script once. It stays connected as the script left it until it is closed.
final class ScriptedTestDevice implements AutomaticTestDevice {
    private final SimulatedDevice device;
    private final DeviceScript script;
    private final ScriptedConversation conversation;
    private final Thread thread;

    /// Switches the device on.
    ///
    /// @param conversation of that device
    /// @param changed called at the end, on any thread
    ScriptedTestDevice(SimulatedDevice device, DeviceScript script, ScriptedConversation conversation, String ota, Runnable changed) {
        this.device = device;
        this.script = script;
        this.conversation = conversation;
        thread = Thread.ofVirtual().name("test-" + device.profile().deviceId()).start(() -> {
            try {
                conversation.run(Optional.of(ota));
                changed.run();
            } catch (CancellationException _) {
                // closed
            }
        });
    }

    @Override
    public void speak(int sentences) {}

    @Override
    public TestDeviceReport report() {
        List<SimulatedTurnReport> turns = conversation.turns();
        int answered = (int) turns.stream().filter(turn -> turn.drained().isPresent()).count();
        return AutomaticTestDevice.report(device, new TestDeviceReport.Sentences(script.sentences(), conversation.spoken(), answered), turns,
            conversation.failures());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
